const rememberedIds = 200
const clearAfterMs = 10_000

/** How soon a screen reader should say something: when it pauses, or at once. */
export type Urgency = 'polite' | 'assertive'

/** Says changes to people who do not see them, through one polite and one assertive live region of the outermost element. */
export interface Announcer {
  /**
   * Says something once.
   * @param id - names the change, such as `hand:<person>:<place>`; several elements showing the same change use the same id
   * @param text - one plain sentence
   * @param urgency - default `polite`
   */
  say(id: string, text: string, urgency?: Urgency): void
  /** Stops its timers and empties the regions. */
  stop(): void
}

/** Makes an announcer whose live regions lie in `root`, before what is rendered there. */
export function createAnnouncer(root: ShadowRoot): Announcer {
  const said = new Set<string>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const regions = { assertive: region('alert'), polite: region('status') }
  root.prepend(regions.polite, regions.assertive)

  return {
    say(id, text, urgency = 'polite') {
      if (said.has(id)) return
      said.add(id)
      for (const old of said) if (said.size > rememberedIds) said.delete(old)
      const line = document.createElement('p')
      line.textContent = text
      regions[urgency].append(line)
      const timer = setTimeout(() => {
        line.remove()
        timers.delete(timer)
      }, clearAfterMs)
      timers.add(timer)
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      regions.polite.remove()
      regions.assertive.remove()
    },
  }
}

function region(role: 'status' | 'alert'): HTMLElement {
  const element = document.createElement('div')
  element.className = 'sr'
  element.setAttribute('role', role)
  element.setAttribute('aria-live', role === 'alert' ? 'assertive' : 'polite')
  return element
}
