/** @typedef {{ passed: number, failures: string[], skipped: number }} Counts `failures`: what failed and why, a line each */

/** Reads vitest's JSON report. A file that could not be loaded has no tests in it and counts as one failure. @returns {Counts} */
export function readVitest({ numPassedTests, numPendingTests, numTodoTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failure(name, message)]
    return failed.map((test) => failure(test.fullName, test.failureMessages[0]))
  })
  return { passed: numPassedTests, failures, skipped: numPendingTests + numTodoTests }
}

/** One line: what failed, and the first line of why. */
export const failure = (what, why = '') => `${what}: ${why.split('\n')[0]}`

/** Reads what ./elements-reporter.mjs wrote. @returns {Counts} */
export const readElements = (counts) => counts

/**
 * What a suite's run is worth: every problem counts as one failure.
 * @param {Counts | undefined} counts undefined when it ended without writing a report
 * @param {{ code: number, timedOut: boolean }} ended how its process ended
 */
export function judge(counts, { code, timedOut }, limitMs) {
  const { passed, failures, skipped } = counts ?? { passed: 0, failures: [], skipped: 0 }
  const problems = []
  if (timedOut) problems.push(`did not end within ${limitMs / 60_000} minutes and was stopped.`)
  else if (!counts) problems.push(`ended with code ${code} before it could report.`)
  else if (passed + failures.length === 0) problems.push('ran no test.')
  else if (code !== 0 && failures.length === 0)
    problems.push(`ended with code ${code} although no test failed: an error outside the tests, see above.`)
  if (skipped > 0) problems.push(`skipped ${skipped}: a test that does not run proves nothing.`)
  return { passed, problems: [...failures, ...problems] }
}
