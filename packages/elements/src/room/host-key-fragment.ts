const name = 'host-key'

/**
 * Takes the host key out of the page's address, where a host's own link carries it behind the `#`, before anything else can read or send it.
 * @returns the key, or undefined where the address has none
 */
export function takeHostKey(at: Location = location, past: History = history): string | undefined {
  const fragment = new URLSearchParams(at.hash.slice(1))
  const key = fragment.get(name) ?? undefined
  if (key === undefined) return undefined
  fragment.delete(name)
  const rest = fragment.toString()
  past.replaceState(past.state, '', `${at.pathname}${at.search}${rest && `#${rest}`}`)
  return key
}

/** The host's own link to a room: whoever opens it is host. */
export const linkWithHostKey = (address: string, hostKey: string): string =>
  `${address.split('#')[0]}#${new URLSearchParams({ [name]: hostKey })}`
