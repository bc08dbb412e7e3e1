/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Reads vitest's JSON report. A file that could not be loaded has no tests in it and counts as one failure. @returns {Counts} */
export function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloadable = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length, skipped: numPendingTests + numTodoTests }
}

/** Reads what ./elements-reporter.mjs wrote. @returns {Counts} */
export const readElements = (counts) => counts

/**
 * What a suite's run is worth.
 * @param {Counts | undefined} counts undefined when it ended without writing a report
 * @param {{ code: number, timedOut: boolean }} ended how its process ended
 */
export function judge(counts, { code, timedOut }, limitMs) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 }
  const problems = []
  if (timedOut) problems.push(`did not end within ${limitMs / 60_000} minutes and was stopped.`)
  else if (!counts) problems.push(`ended with code ${code} before it could report.`)
  else if (passed + failed === 0) problems.push('ran no test.')
  else if (code !== 0 && failed === 0)
    problems.push(`ended with code ${code} although no test failed: an error outside the tests, see above.`)
  if (skipped > 0) problems.push(`skipped ${skipped}: a test that does not run proves nothing.`)
  return { passed, failed: failed + problems.length, problems }
}
