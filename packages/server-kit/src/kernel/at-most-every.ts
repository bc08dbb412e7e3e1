/** Answers anew once in a while, and with the last answer in between: however many ask, the work is done once. */
export function atMostEvery<Answer>(ms: number, work: () => Answer): () => Answer {
  let last: { readonly at: number; readonly answer: Answer } | undefined
  return () => {
    const now = performance.now()
    if (!last || now - last.at >= ms) last = { at: now, answer: work() }
    return last.answer
  }
}
