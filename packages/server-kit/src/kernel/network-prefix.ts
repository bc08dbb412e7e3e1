import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network an address belongs to: /24 for IPv4, /56 for IPv6. Close enough to slow down one household or server, too coarse to be a
 * person. What is no address at all is one network, `unknown`.
 */
export function networkPrefix(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.')
  if (!isIPv6(plain)) return 'unknown'
  const groups = expand(plain)
  const embedded = groups.slice(0, 6).join() === '0,0,0,0,0,65535'
  if (embedded) return `${(groups[6] ?? 0) >> 8}.${(groups[6] ?? 0) & 255}.${(groups[7] ?? 0) >> 8}`
  return [...groups.slice(0, 3), (groups[3] ?? 0) & 0xff00].map((group) => group.toString(16)).join(':')
}

/** The eight groups of an IPv6 address. */
function expand(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const bytes = dotted?.slice(1).map(Number)
  const pair = (high = 0, low = 0) => ((high << 8) | low).toString(16)
  const hex = bytes ? address.replace(dotted?.[0] ?? '', `${pair(bytes[0], bytes[1])}:${pair(bytes[2], bytes[3])}`) : address
  const [before = '', after] = hex.split('::')
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [head, tail] = [numbers(before), numbers(after ?? '')]
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}
