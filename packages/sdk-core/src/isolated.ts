/**
 * Runs what a page subscribed. An error in it is the page's own: it surfaces as uncaught, as it would from a timer, and what comes
 * after it here goes on.
 */
export function isolated(run: () => void): void {
  try {
    run()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
