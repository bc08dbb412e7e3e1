import { writeFileSync } from 'node:fs'
import { failure } from './counts.mjs'

/** Writes `{ passed, failures, skipped }` of a @web/test-runner run to `file`. A page with an error of its own counts as one failure. */
export const countingReporter = (file) => ({
  onTestRunFinished({ sessions }) {
    const tests = sessions.flatMap(({ testResults }) => (testResults ? allTests(testResults) : []))
    const broken = sessions.filter((session) => !session.passed && !(session.testResults && allTests(session.testResults).some(isFailed)))
    const passed = tests.filter((test) => test.passed && !test.skipped).length
    const skipped = tests.filter((test) => test.skipped).length
    const failures = [
      ...tests.filter(isFailed).map(({ name, error }) => failure(name, error?.message)),
      ...broken.map(({ testFile, errors }) => failure(testFile, errors[0]?.message)),
    ]
    writeFileSync(file, JSON.stringify({ passed, failures, skipped }))
  },
})

const isFailed = (test) => !test.passed && !test.skipped

/** Suites nest. */
const allTests = ({ tests, suites }) => [...tests, ...suites.flatMap(allTests)]
