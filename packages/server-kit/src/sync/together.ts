/**
 * Answers a crowd with one statement: whoever asks in the same turn of the event loop, or while a statement is under way, shares the
 * next one, which starts after they asked.
 * @param read - answers many asks, in their order
 */
export function together<Ask, Answer>(read: (asks: readonly Ask[]) => Promise<readonly Answer[]>): (ask: Ask) => Promise<Answer> {
  let waiting: { ask: Ask; done: (answer: Answer) => void; fail: (error: unknown) => void }[] = []
  let reading = false

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const crowd = waiting
      waiting = []
      try {
        const answers = await read(crowd.map(({ ask }) => ask))
        crowd.forEach(({ done }, index) => void done(answers[index] as Answer)) // as many as were asked for
      } catch (error) {
        for (const { fail } of crowd) fail(error)
      }
    }
    reading = false
  }

  return (ask) =>
    new Promise((done, fail) => {
      waiting.push({ ask, done, fail })
      if (reading) return
      reading = true
      setImmediate(drain)
    })
}
