import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { deriveKey } from './derive-keys.ts'
import { secretOf } from './secret.ts'
import { createTokens } from './tokens.ts'

const secret = secretOf('one secret of the server, thirty-two bytes or more')
const other = secretOf('another secret of the server, also long enough, yes')
const issuer = 'https://talk.example'
const clock = createFakeClock()
const tokens = createTokens({ secret, issuer, clock })
const access = { participant: 'b3c1f1c0-5a0f-4a37-9a52-0d9f5f6e7a10', room: 'room-of-the-test' }

describe('a participant token', () => {
  it('P21: says who is in which room, for ten minutes', async () => {
    const { token, expiresAt } = await tokens.signAccess(access)
    expect(expiresAt).toBe(new Date(clock.now() + 10 * 60_000).toISOString())
    expect(await tokens.verifyAccess(token)).toEqual({ ...access, expiresAt: Date.parse(expiresAt) })
  })

  it('says nothing else: no role, no name', async () => {
    const { token } = await tokens.signAccess(access)
    expect(Object.keys(partOf(token, 1)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'room', 'sub'])
  })

  it('expires, a few seconds of difference between clocks allowed', async () => {
    const moving = createFakeClock()
    const mine = createTokens({ secret, issuer, clock: moving })
    const { token } = await mine.signAccess(access)
    moving.advance(10 * 60_000 + 4000)
    await expect(mine.verifyAccess(token)).resolves.toMatchObject({ room: access.room })
    moving.advance(2000)
    await expect(mine.verifyAccess(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  })

  it('goes on being good when the secret changes, and until the change after that', async () => {
    const { token } = await tokens.signAccess(access)
    const rotated = createTokens({ secret: other, previousSecret: secret, issuer, clock })
    await expect(rotated.verifyAccess(token)).resolves.toMatchObject({ participant: access.participant })
    const { token: fresh } = await rotated.signAccess(access)
    await expect(createTokens({ secret: other, issuer, clock }).verifyAccess(fresh)).resolves.toMatchObject({ room: access.room })
    await expect(createTokens({ secret: other, issuer, clock }).verifyAccess(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is refused in every forged form', async () => {
    const { token } = await tokens.signAccess(access)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const key = deriveKey(secret, 'access token')
    const head = partOf(token, 0)
    const now = Math.floor(clock.now() / 1000)
    const body = partOf(token, 1)
    const sign = (changes: object, claims: object = {}) => {
      const unsigned = `${encode({ ...head, ...changes })}.${encode({ ...body, ...claims })}`
      return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`
    }
    await expect(tokens.verifyAccess(sign({}))).resolves.toMatchObject({ room: access.room }) // this way of signing is right
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forged: Record<string, string> = {
      'no algorithm': `${encode({ ...head, alg: 'none' })}.${payload}.`,
      'no algorithm, old signature': `${encode({ ...head, alg: 'none' })}.${payload}.${signature}`,
      'another algorithm of the same family': sign({ alg: 'HS512' }),
      'a public key algorithm': await new SignJWT(body).setProtectedHeader({ ...head, alg: 'RS256' }).sign(privateKey),
      'another type': sign({ typ: 'JWT' }),
      'no type': sign({ typ: undefined }),
      'another key name': sign({ kid: 'somebody-else' }),
      'no key name': sign({ kid: undefined }),
      'a prototype for a key name': sign({ kid: '__proto__' }),
      'an unknown critical header': sign({ crit: ['b64'], b64: false }),
      'another issuer': sign({}, { iss: 'https://other.example' }),
      'another audience': sign({}, { aud: 'sanctuary:other' }),
      'no audience': sign({}, { aud: undefined }),
      'no end': sign({}, { exp: undefined }),
      'no start': sign({}, { iat: undefined }),
      'a start in the future': sign({}, { iat: now + 3600, exp: now + 4000 }),
      'no person': sign({}, { sub: undefined }),
      'a number for a person': sign({}, { sub: 7 }),
      'no room': sign({}, { room: undefined }),
      'a list for a room': sign({}, { room: [access.room] }),
      'another room': `${header}.${encode({ ...body, room: 'other' })}.${signature}`,
      'a cut signature': `${header}.${payload}.${signature.slice(0, -4)}`,
      'no signature': `${header}.${payload}.`,
      'a token of another server': (await createTokens({ secret: other, issuer, clock }).signAccess(access)).token,
      'a payload that is no JSON': sign({}).replace(/\..*\./, `.${Buffer.from('{').toString('base64url')}.`),
      'five parts': `${token}.x.y`,
      garbage: 'garbage',
      nothing: '',
      'a very long one': 'a'.repeat(100_000),
    }
    const outcomes = await Promise.all(
      Object.entries(forged).map(async ([name, value]) => [
        name,
        await tokens.verifyAccess(value).then(
          () => 'accepted',
          (error) => error.code,
        ),
      ]),
    )
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(Object.keys(forged).map((name) => [name, 'UNAUTHENTICATED'])))
  })

  it('is refused for its age even when it claims to live longer', async () => {
    const now = Math.floor(clock.now() / 1000)
    const { token } = await tokens.signAccess(access)
    const unsigned = `${encode(partOf(token, 0))}.${encode({ ...partOf(token, 1), iat: now - 3600, exp: now + 3600 })}`
    const old = `${unsigned}.${createHmac('sha256', deriveKey(secret, 'access token')).update(unsigned).digest('base64url')}`
    await expect(tokens.verifyAccess(old)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  })

  it.each([undefined, null, 7, {}, ['x']])('%j, which is no string, is refused like any other', async (value) => {
    await expect(tokens.verifyAccess(value as unknown as string)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('what hangs on the secret', () => {
  it('credentials are 256 random bits under a prefix', () => {
    const made = new Set(Array.from({ length: 100 }, () => tokens.newCredential('resume')))
    expect(made.size).toBe(100)
    for (const credential of made) expect(credential).toMatch(/^resume_[\w-]{43}$/)
  })

  it('a stored hash tells nothing without the secret, and is found again after it changed', () => {
    const credential = tokens.newCredential('resume')
    const hash = tokens.hashCredential(credential)
    const rotated = createTokens({ secret: other, previousSecret: secret, issuer, clock })
    expect(hash).toMatch(/^[\w-]{43}$/)
    expect(tokens.credentialHashes(credential)).toEqual([hash])
    expect(rotated.hashCredential(credential)).not.toBe(hash)
    expect(rotated.credentialHashes(credential)).toEqual([rotated.hashCredential(credential), hash])
    expect(createTokens({ secret: other, issuer, clock }).credentialHashes(credential)).not.toContain(hash)
  })

  it('a partner’s person has another key in every room, the same one each time', () => {
    expect(tokens.roomKey('one', 'ada')).toBe(tokens.roomKey('one', 'ada'))
    const keys = [tokens.roomKey('one', 'ada'), tokens.roomKey('two', 'ada'), tokens.roomKey('one', 'eve'), tokens.roomKey('on', 'eada')]
    expect(new Set(keys).size).toBe(4)
    const rotated = createTokens({ secret: other, previousSecret: secret, issuer, clock })
    expect(rotated.roomKeys('one', 'ada')).toEqual([rotated.roomKey('one', 'ada'), tokens.roomKey('one', 'ada')])
  })

  it('keys of different purposes have nothing in common', () => {
    expect(new Set([tokens.hashCredential('192.0.2'), tokens.networkKey('192.0.2.1')]).size).toBe(2)
  })

  it('neighbours in a network count together, and the address cannot be read', () => {
    expect(tokens.networkKey('192.0.2.1')).toBe(tokens.networkKey('192.0.2.254'))
    expect(tokens.networkKey('192.0.2.1')).not.toBe(tokens.networkKey('192.0.3.1'))
    expect(tokens.networkKey('192.0.2.1')).not.toContain('192')
  })
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const partOf = (token: string, index: number): Record<string, string> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())
