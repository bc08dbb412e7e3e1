import { expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { hashHostKey, hostKeyMatches, newHostKey, normaliseHostKey } from './host-key.ts'
import { secretOf } from './secret.ts'
import { createTokens } from './tokens.ts'

it('a host key is 100 random bits that can be read aloud', () => {
  const keys = Array.from({ length: 2000 }, newHostKey)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(keys.join('').replaceAll('-', '')).size).toBe(32) // every letter is used
})

it.each([
  'K7QF-9M2X-04TB-WZ8N-5R1C',
  'k7qf-9m2x-04tb-wz8n-5r1c',
  '  K7QF 9M2X 04TB WZ8N 5R1C\n',
  'K7QF9M2X04TBWZ8N5R1C',
  'K7QF–9M2X—O4TB_WZ8N-5RIC',
  'k7qf-9m2x-o4tb-wz8n-5rlc',
])('%j is understood as it was meant', (typed) => {
  expect(normaliseHostKey(typed)).toBe('K7QF-9M2X-04TB-WZ8N-5R1C')
})

it.each(['', 'K7QF', 'K7QF-9M2X-04TB-WZ8N-5R1', 'K7QF-9M2X-04TB-WZ8N-5R1CX', 'U7QF-9M2X-04TB-WZ8N-5R1C', 'K7QF-9M2X-04TB-WZ8N-5R1é'])(
  '%j cannot be a host key',
  (typed) => {
    expect(normaliseHostKey(typed)).toBeUndefined()
  },
)

it('a room knows its host key by a hash, also after the secret changed', () => {
  const [secret, next] = [secretOf('a secret that is long enough for everyone'), secretOf('the next secret, just as long as the first')]
  const options = { issuer: 'https://talk.example', clock: createFakeClock() }
  const tokens = createTokens({ secret, ...options })
  const key = newHostKey()
  const hash = hashHostKey(tokens, key)
  expect(hash).not.toContain(key)
  expect(hostKeyMatches(tokens, key.toLowerCase().replaceAll('-', ' '), hash)).toBe(true)
  expect(hostKeyMatches(createTokens({ secret: next, previousSecret: secret, ...options }), key, hash)).toBe(true)
  expect(hostKeyMatches(createTokens({ secret: next, ...options }), key, hash)).toBe(false)
  expect(hostKeyMatches(tokens, newHostKey(), hash)).toBe(false)
  expect(hostKeyMatches(tokens, key, null)).toBe(false)
})
