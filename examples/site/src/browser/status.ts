/** Asks the server how it is, every five seconds, and says so in one sentence with the measured facts. */
export async function showStatus(sentence: HTMLElement, facts: HTMLElement): Promise<void> {
  for (;;) {
    const started = performance.now()
    const [hello, ready] = await Promise.all([ask('/api/hello'), ask('/api/readyz')])
    const roundTrip = Math.round(performance.now() - started)
    sentence.textContent = !hello
      ? 'The server does not answer. Rooms cannot be reached at the moment.'
      : !ready
        ? 'The server answers, but its database does not. Messages cannot be stored at the moment.'
        : 'Everything works.'
    facts.replaceChildren(...(hello ? pair('Round trip', `${roundTrip} ms`) : []))
    await new Promise((resolve) => setTimeout(resolve, 5000))
  }
}

const ask = (path: string) =>
  fetch(path, { cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  )

function pair(name: string, value: string): HTMLElement[] {
  const term = document.createElement('dt')
  const detail = document.createElement('dd')
  term.textContent = name
  detail.textContent = value
  return [term, detail]
}
