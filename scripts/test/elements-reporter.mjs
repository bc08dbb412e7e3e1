import { writeFileSync } from 'node:fs'

/** Writes `{ passed, failed, skipped }` of a @web/test-runner run to `file`. A page with an error of its own counts as one failure. */
export const countingReporter = (file) => ({
  onTestRunFinished({ sessions }) {
    const tests = sessions.flatMap(({ testResults }) => (testResults ? allTests(testResults) : []))
    const broken = sessions.filter((session) => !session.passed && !(session.testResults && allTests(session.testResults).some(isFailed)))
    const passed = tests.filter((test) => test.passed && !test.skipped).length
    const skipped = tests.filter((test) => test.skipped).length
    writeFileSync(file, JSON.stringify({ passed, failed: tests.filter(isFailed).length + broken.length, skipped }))
  },
})

const isFailed = (test) => !test.passed && !test.skipped

/** Suites nest. */
const allTests = ({ tests, suites }) => [...tests, ...suites.flatMap(allTests)]
