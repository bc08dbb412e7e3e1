import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { jwtIdentity } from './partner-identity.ts'
import { secretOf } from './secret.ts'

const issuer = 'https://partner.example'
const audience = 'sanctuary'
const minute = 60

describe('a partner with public keys', () => {
  let partner: Awaited<ReturnType<typeof startPartner>>
  beforeEach(async () => {
    partner = await startPartner()
  })
  const identify = (options = {}) => jwtIdentity({ jwksUrl: partner.url, issuer, audience, ...options })

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('is believed with %s', async (alg) => {
    const key = await partner.addKey('k1', alg)
    expect(await identify()(await sign(key, { alg, kid: 'k1' }))).toEqual({ subject: 'ada' })
  })

  it('may name the person by another claim; nothing but the name is taken', async () => {
    const key = await partner.addKey('k1', 'ES256')
    const token = await sign(key, { alg: 'ES256', kid: 'k1' }, { uid: 'ada-7', email: 'ada@partner.example', name: 'Ada' })
    expect(await identify({ subjectClaim: 'uid' })(token)).toEqual({ subject: 'ada-7' })
  })

  it('may change keys: a new one is fetched, one taken away is no longer believed', async () => {
    const now = vi.spyOn(Date, 'now')
    onTestFinished(() => now.mockRestore())
    let time = Date.now()
    now.mockImplementation(() => time)
    const first = await partner.addKey('k1', 'ES256')
    const recognise = identify()
    await recognise(await sign(first, { alg: 'ES256', kid: 'k1' }))
    const second = await partner.addKey('k2', 'ES256')
    partner.removeKey('k1')
    time += 31_000
    expect(await recognise(await sign(second, { alg: 'ES256', kid: 'k2' }))).toEqual({ subject: 'ada' })
    await expect(recognise(await sign(first, { alg: 'ES256', kid: 'k1' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('is not asked for its keys again by every token with an unknown key', async () => {
    const key = await partner.addKey('k1', 'ES256')
    const recognise = identify()
    await recognise(await sign(key, { alg: 'ES256', kid: 'k1' }))
    for (let turn = 0; turn < 20; turn++) {
      await expect(recognise(await sign(key, { alg: 'ES256', kid: `made-up-${turn}` }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    }
    expect(partner.asked()).toBe(1)
  })

  it('is not impersonated', async () => {
    const key = await partner.addKey('k1', 'RS256')
    const { privateKey: foreign } = await generateKeyPair('RS256')
    const right = { alg: 'RS256', kid: 'k1' }
    const now = Math.floor(Date.now() / 1000)
    const publicText = await partner.publicText('k1')
    const confused = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode({ sub: 'ada', iss: issuer, aud: audience, exp: now + minute })}`
    const forged: Record<string, string> = {
      'another key under the same name': await sign(foreign, right),
      'another issuer': await sign(key, right, { iss: 'https://other.example' }),
      'another audience': await sign(key, right, { aud: 'somebody-else' }),
      'no audience': await sign(key, right, { aud: undefined }),
      'no end': await sign(key, right, { exp: undefined }),
      'not yet valid': await sign(key, right, { nbf: now + 10 * minute }),
      'no person': await sign(key, right, { sub: undefined }),
      'an empty person': await sign(key, right, { sub: '' }),
      'a number for a person': await sign(key, right, { sub: 7 as unknown as string }),
      'the public key as a shared secret': `${confused}.${createHmac('sha256', publicText).update(confused).digest('base64url')}`,
      'no algorithm': `${encode({ alg: 'none' })}.${confused.split('.')[1]}.`,
      garbage: 'garbage',
      nothing: '',
    }
    const recognise = identify()
    const outcomes = await Promise.all(
      Object.entries(forged).map(async ([name, token]) => [
        name,
        await recognise(token).then(
          () => 'accepted',
          (error) => error.code,
        ),
      ]),
    )
    expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(Object.keys(forged).map((name) => [name, 'UNAUTHENTICATED'])))
    await expect(recognise(await sign(key, right, { exp: now - minute }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
    await expect(recognise(await sign(key, right))).resolves.toEqual({ subject: 'ada' }) // the right one is right
  })

  it('does not make an HMAC of a public key by asking for it in the options', async () => {
    await partner.addKey('k1', 'RS256')
    const unsigned = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode({ sub: 'eve', iss: issuer, aud: audience, exp: Date.now() })}`
    const token = `${unsigned}.${createHmac('sha256', await partner.publicText('k1'))
      .update(unsigned)
      .digest('base64url')}`
    await expect(identify({ algorithms: ['HS256', 'RS256'] })(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('may try again later when its keys cannot be fetched', async () => {
    const key = await partner.addKey('k1', 'ES256')
    const token = await sign(key, { alg: 'ES256', kid: 'k1' })
    partner.breakDown()
    const recognise = identify()
    await expect(recognise(token)).rejects.toMatchObject({ code: 'BUSY', retryAfterMs: 5000 })
    await partner.stop()
    await expect(recognise(token)).rejects.toMatchObject({ code: 'BUSY' })
  })
})

describe('a partner with a shared secret', () => {
  const secret = secretOf('shared with the partner, thirty-two bytes or more')
  const key = new TextEncoder().encode(secret.reveal())
  const recognise = jwtIdentity({ secret, issuer, audience })

  it('is believed', async () => {
    expect(await recognise(await sign(key, { alg: 'HS256' }))).toEqual({ subject: 'ada' })
  })

  it('is not impersonated', async () => {
    const wrong = new TextEncoder().encode('guessed by somebody else, just as long as it')
    await expect(recognise(await sign(wrong, { alg: 'HS256' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(recognise(await sign(key, { alg: 'HS512' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const { privateKey } = await generateKeyPair('RS256')
    await expect(recognise(await sign(privateKey, { alg: 'RS256' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

it('needs a secret or the address of keys', () => {
  expect(() => jwtIdentity({ issuer, audience })).toThrow('needs a secret or the address')
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign(key: CryptoKey | Uint8Array, header: { alg: string; kid?: string }, claims: JWTPayload = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + minute
  return new SignJWT({ sub: 'ada', iss: issuer, aud: audience, exp, ...claims }).setProtectedHeader(header).sign(key)
}

/** A partner's server that publishes its keys. */
async function startPartner() {
  const keys = new Map<string, { jwk: JWK; text: string }>()
  let asked = 0
  let broken = false
  const server = createServer((_, response) => {
    asked++
    response.writeHead(broken ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ keys: [...keys.values()].map(({ jwk }) => jwk) }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(stop)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    async addKey(kid: string, alg: string) {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
      keys.set(kid, { jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }, text: await exportSPKI(publicKey) })
      return privateKey
    },
    removeKey: (kid: string) => keys.delete(kid),
    publicText: async (kid: string) => keys.get(kid)?.text ?? '',
    asked: () => asked,
    breakDown() {
      broken = true
    },
    stop,
  }
}
