import { expect, it } from 'vitest'
import { networkPrefix } from './network-prefix.ts'

it.each([
  ['192.0.2.17', '192.0.2'],
  ['192.0.2.255', '192.0.2'],
  ['::ffff:192.0.2.17', '192.0.2'],
  ['::FFFF:c000:0211', '192.0.2'],
  ['2001:db8:1:2fff::1', '2001:db8:1:2f00'],
  ['2001:db8:1:2f01:ffff:ffff:ffff:ffff', '2001:db8:1:2f00'],
  ['2001:0DB8:0001:2F80::', '2001:db8:1:2f00'],
  ['2001:db8:1:3000::1', '2001:db8:1:3000'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['', 'unknown'],
  ['192.0.2.256', 'unknown'],
  ['talk.example', 'unknown'],
  ['192.0.2.1, 198.51.100.7', 'unknown'],
])('%s is in the network %s', (address, network) => {
  expect(networkPrefix(address)).toBe(network)
})
