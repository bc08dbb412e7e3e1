import { expect, it } from 'vitest'
import { chachaBlock } from './chacha.ts'

/** Integers of 32 bits, lowest byte first. */
const words = (hex: string) => new Uint32Array(Uint8Array.from(Buffer.from(hex, 'hex')).buffer)
const hexOf = (block: Uint32Array) => Buffer.from(block.buffer).toString('hex')

it('gives the block of RFC 8439, 2.3.2', () => {
  const key = words('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
  const nonce = words('01000000' + '000000090000004a00000000')
  expect(hexOf(chachaBlock(key, nonce))).toBe(
    '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
  )
})

it('gives the first two blocks of RFC 8439, A.1, for a key and a nonce of nothing', () => {
  const key = new Uint32Array(8)
  expect(hexOf(chachaBlock(key, Uint32Array.of(0, 0, 0, 0)))).toMatch(/^76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7/)
  expect(hexOf(chachaBlock(key, Uint32Array.of(1, 0, 0, 0)))).toMatch(/^9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed/)
})
