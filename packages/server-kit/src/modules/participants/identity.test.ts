import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestServer } from '../../testing/create-test-server.ts'

const issuer = 'https://partner.example'
const audience = 'sanctuary'
const secret = 'a secret that partner and server share, 32 bytes'

const signed = (subject: string, claims: Record<string, unknown> = {}) =>
  new SignJWT(claims).setSubject(subject).setIssuer(issuer).setAudience(audience).setIssuedAt().setExpirationTime('5m')
const tokenOf = (subject: string) => signed(subject).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))

let test: TestServer
beforeAll(async () => {
  test = await createTestServer({ identity: { issuer, audience, secret } })
})
afterAll(() => test.close())

const joinAs = async (room: string, subject: string, wish = {}) => test.join(room, wish, { identity: await tokenOf(subject) })

describe('somebody a partner vouches for', () => {
  it('is the same person each time in one room, without a credential', async () => {
    const { room } = await test.createRoom()
    const first = await joinAs(room.id, 'ann')
    await first.call('participants.rename', { alias: 'Quiet Otter' })
    await first.call('participants.leave', {})
    const again = await joinAs(room.id, 'ann')
    expect(again.participant).toBe(first.participant)
    expect((await joinAs(room.id, 'ben')).participant).not.toBe(first.participant)
    const live = await again.connect()
    expect(live.records('participants.person')[0]?.value.alias).toBe('Quiet Otter')
  })

  it('is one person, however many tabs come at once', async () => {
    const { room } = await test.createRoom()
    const identity = await tokenOf('ann')
    const tabs = await Promise.all([test.join(room.id), ...Array.from({ length: 12 }, () => test.join(room.id, {}, { identity }))])
    expect(new Set(tabs.slice(1).map(({ participant }) => participant)).size).toBe(1)
    expect((await test.call('rooms.read', { room: room.id })).people).toBe(2)
  })

  it('cannot be linked between rooms: id, picture, name and what is stored differ', async () => {
    const rooms = [await test.createRoom(), await test.createRoom()]
    const people = await Promise.all(rooms.map(({ room }) => joinAs(room.id, 'ann')))
    const rows = await test.kernel.db.sql<{ id: string; subject_key: string; picture: string }[]>`
      select id, subject_key, picture from participants where id = any(${people.map(({ participant }) => participant as string)})`
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2)
    expect(new Set(rows.map((row) => row.subject_key)).size).toBe(2)
    expect(new Set(rows.map(({ picture }) => picture)).size).toBe(2)
    expect(JSON.stringify(rows)).not.toContain('ann')
  })

  it('is a person like any other to everybody else', async () => {
    const { room } = await test.createRoom()
    await joinAs(room.id, 'ann@partner.example')
    const live = await (await test.join(room.id)).connect()
    expect(JSON.stringify([live.frames, live.records('participants.person')])).not.toContain('partner')
    expect(Object.keys(live.records('participants.person')[0] ?? {}).sort()).toEqual(
      Object.keys(live.records('participants.person')[1] ?? {}).sort(),
    )
  })

  it('stays banned, also with a fresh browser', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann')
    await host.call('hosts.remove', { participant: person.participant, ban: true })
    expect(await codeOf(joinAs(room.id, 'ann'))).toBe('BANNED')
    expect(await codeOf(joinAs(room.id, 'ben'))).toBe('ok')
  })

  it('stays banned when they bring the credential of somebody else', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann')
    const other = await test.join(room.id)
    await host.call('hosts.remove', { participant: person.participant, ban: true })
    expect(await codeOf(joinAs(room.id, 'ann', { credential: other.credential }))).toBe('BANNED')
  })

  it('may come again after a removal, without the role they had', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann')
    await host.call('hosts.setRole', { participant: person.participant, role: 'moderator' })
    await host.call('hosts.remove', { participant: person.participant })
    expect((await joinAs(room.id, 'ann')).standing).toEqual({ state: 'inside', role: 'speaker' })
  })

  it('waits again after a removal where the room asks for approval', async () => {
    const { room, hostKey } = await test.createRoom({ approval: true })
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann')
    await host.call('hosts.admit', { participant: person.participant })
    await host.call('hosts.remove', { participant: person.participant })
    expect((await joinAs(room.id, 'ann')).standing.state).toBe('waiting')
  })

  it('gets another name when somebody took theirs after a removal', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann', { alias: 'Quiet Otter' })
    await host.call('hosts.remove', { participant: person.participant })
    await test.join(room.id, { alias: 'Quiet Otter' })
    const live = await (await joinAs(room.id, 'ann')).connect()
    expect(live.records('participants.person').find(({ key }) => key === person.participant)?.value.alias).not.toBe('Quiet Otter')
  })

  it('is somebody new after leaving with `forget`', async () => {
    const { room } = await test.createRoom()
    const person = await joinAs(room.id, 'ann')
    await person.call('participants.leave', { forget: true })
    expect((await joinAs(room.id, 'ann')).participant).not.toBe(person.participant)
  })

  it('stays the one a host muted, also after leaving with `forget`', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await joinAs(room.id, 'ann')
    await host.call('hosts.mute', { participant: person.participant })
    await person.call('participants.leave', { forget: true })
    const again = await joinAs(room.id, 'ann')
    expect(again.participant).toBe(person.participant)
    expect(await codeOf(again.call('audio.setMicrophone', { state: 'on' }))).toBe('MUTED_BY_HOST')
  })

  it('is nobody when the partner’s word is not good', async () => {
    const { room } = await test.createRoom()
    const key = new TextEncoder().encode(secret)
    const header = { alg: 'HS256' }
    const bad = {
      'another secret': signed('ann')
        .setProtectedHeader(header)
        .sign(new TextEncoder().encode('x'.repeat(32))),
      'another audience': signed('ann').setAudience('somebody else').setProtectedHeader(header).sign(key),
      'another issuer': signed('ann').setIssuer('https://evil.example').setProtectedHeader(header).sign(key),
      'no subject': signed('').setProtectedHeader(header).sign(key),
      'not a token': Promise.resolve('ann'),
    }
    for (const [what, identity] of Object.entries(bad)) {
      expect([what, await codeOf(test.join(room.id, {}, { identity: await identity }))]).toEqual([what, 'UNAUTHENTICATED'])
    }
    const old = signed('ann').setExpirationTime('-1m').setProtectedHeader(header).sign(key)
    expect(await codeOf(test.join(room.id, {}, { identity: await old }))).toBe('TOKEN_EXPIRED')
    expect((await test.call('rooms.read', { room: room.id })).people).toBe(0)
  })
})

describe('where the partner publishes keys', () => {
  let keys: Server
  let test: TestServer | undefined
  let pair: Awaited<ReturnType<typeof generateKeyPair>>
  beforeAll(async () => {
    pair = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'today', alg: 'ES256', use: 'sig' }
    keys = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })))
    await new Promise<void>((done) => keys.listen(0, '127.0.0.1', done))
    const address = keys.address()
    const port = typeof address === 'object' && address ? address.port : 0
    test = await createTestServer({ identity: { issuer, audience, jwksUrl: `http://127.0.0.1:${port}/keys.json` } })
  })
  afterAll(async () => {
    await test?.close()
    await new Promise((done) => keys.close(done))
  })

  it('gives the same participant again, and refuses a token signed by the public key as if it were a secret', async () => {
    if (!test) throw new Error('There is no server.')
    const { room } = await test.createRoom()
    const header = { alg: 'ES256', kid: 'today' }
    const identity = await signed('ann').setProtectedHeader(header).sign(pair.privateKey)
    const [first, again] = [await test.join(room.id, {}, { identity }), await test.join(room.id, {}, { identity })]
    expect(again.participant).toBe(first.participant)
    const pem = JSON.stringify(await exportJWK(pair.publicKey))
    const confused = await signed('ann').setProtectedHeader({ alg: 'HS256', kid: 'today' }).sign(new TextEncoder().encode(pem))
    expect(await codeOf(test.join(room.id, {}, { identity: confused }))).toBe('UNAUTHENTICATED')
  })
})

describe('where no partner is known', () => {
  let plain: TestServer | undefined
  afterEach(() => plain?.close())

  it('a partner’s token is refused and not passed over', async () => {
    plain = await createTestServer()
    const { room } = await plain.createRoom()
    expect(await codeOf(plain.join(room.id, {}, { identity: await tokenOf('ann') }))).toBe('UNAUTHENTICATED')
  })
})
