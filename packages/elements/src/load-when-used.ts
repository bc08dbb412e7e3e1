/**
 * Loads elements when the page uses them: those that are on it now, and those that come later. Only the page itself is watched;
 * Sanctuary's own elements bring what they are made of.
 * @param elements - how each is loaded, by its tag
 */
export function loadWhenUsed(elements: Readonly<Record<string, () => Promise<unknown>>>): void {
  const waiting = new Map(Object.entries(elements))

  const look = (root: ParentNode) => {
    for (const [tag, load] of waiting) {
      if (!root.querySelector(tag)) continue
      waiting.delete(tag)
      void load()
    }
    if (waiting.size === 0) observer.disconnect()
  }
  const observer = new MutationObserver(() => look(document))
  observer.observe(document, { childList: true, subtree: true })
  look(document)
}
