import { protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import { describe, expect, test, vi } from 'vitest'
import { createSanctuaryClient } from './client.ts'
import { createCuttable } from './testing/cuttable.ts'
import { createScene } from './testing/scene.ts'
import { createFakeServer } from './testing/server/create-fake-server.ts'
import type { Transport } from './transport/transport.ts'

describe('a client', () => {
  test.each([
    ['https://talk.example', 'https://talk.example'],
    ['https://talk.example/', 'https://talk.example'],
    ['https://site.example/sanctuary/', 'https://site.example/sanctuary'],
  ])('knows the server %s as %s', (given, known) => {
    expect(createSanctuaryClient({ server: given }).server).toBe(known)
  })

  test('refuses an address that is none, with a sentence', () => {
    expect(() => createSanctuaryClient({ server: 'talk' })).toThrow('"talk" is no address of a server.')
  })

  test('touches neither network nor storage by being made', () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const transport = new Proxy({} as Transport, { get: () => expect.unreachable('the transport was used') })
    createSanctuaryClient({ server: 'https://talk.example' }, { transport })
    createSanctuaryClient({ server: 'https://talk.example' })
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  test('looks at a room and creates one', async () => {
    const client = createFakeServer().createClient()
    const { room, hostKey } = await client.rooms.create({ topic: 'Evening circle', rules: ['Be kind.'] })
    expect(hostKey.length).toBeGreaterThan(10)
    expect(await client.rooms.read(room.id)).toMatchObject({ topic: 'Evening circle', rulesVersion: 1, people: 0 })
    expect(await client.hello()).toMatchObject({ protocol: protocolVersion, allowed: true })
  })
})

describe('joining', () => {
  test('passes a partner’s word at each join, and stores it nowhere', async () => {
    const server = createFakeServer()
    const transport = createCuttable(server.createTransport())
    const call = vi.spyOn(transport, 'call')
    const identity = vi.fn(async () => 'a.partner.jwt')
    const client = server.createClient({ identity }, { transport })
    const { room: preview } = await client.rooms.create({ topic: 'With identity' })
    const room = await client.join(preview.id)
    const joins = () => call.mock.calls.filter(([envelope]) => envelope.op === 'participants.join').map(([, options]) => options?.identity)
    expect(joins()).toEqual(['a.partner.jwt'])
    await room.leave()
    await client.join(preview.id)
    expect(joins()).toEqual(['a.partner.jwt', 'a.partner.jwt'])
    client.close()
  })

  test.each([
    [protocolVersion + 1, 'CLIENT_TOO_OLD'],
    [protocolVersion - 1, 'SERVER_TOO_OLD'],
  ])('a server of version %s says %s', async (protocol, code) => {
    const server = createFakeServer()
    const real = server.createTransport()
    const transport: Transport = {
      ...real,
      call: async (envelope, options) => {
        const reply = (await real.call(envelope, options)) as object
        return envelope.op === 'participants.join' ? { ...reply, protocol } : reply
      },
    }
    const client = server.createClient({}, { transport })
    const { room } = await client.rooms.create({ topic: 'Versions' })
    await expect(client.join(room.id)).rejects.toMatchObject({ code })
  })

  test('that is refused is refused with one plain sentence', async () => {
    const { tab, host } = await createScene()
    await host.settings.lock(true)
    const refusal = await tab()
      .join()
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(SanctuaryError)
    expect(refusal).toMatchObject({ code: 'ROOM_LOCKED', message: 'The room is locked. Ask a host to open it.', retryable: false })
  })

  test('twice in one page gives two tabs of one person', async () => {
    const { tab } = await createScene()
    const page = tab()
    const first = await page.join()
    const second = await page.join()
    expect(second.me).toBe(first.me)
    expect(second.tab).not.toBe(first.tab)
  })

  test('with storage `memory` comes back within the page', async () => {
    const server = createFakeServer()
    const client = server.createClient({ storage: 'memory' })
    const { room } = await client.rooms.create({ topic: 'Memory' })
    const first = await client.join(room.id)
    await first.leave()
    expect((await client.join(room.id)).me).toBe(first.me)
    client.close()
  })
})

describe('leaving', () => {
  test('that the server did not hear of closes the page and says so', async () => {
    const { server, guest } = await createScene()
    const { room } = await guest()
    server.faults.setReachable(false)
    await expect(room.leave()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
    expect(room.$connection.get().state).toBe('closed')
  })

  test('twice is leaving once', async () => {
    const { guest } = await createScene()
    const { room } = await guest()
    await room.leave()
    await expect(room.leave()).resolves.toBeUndefined()
  })

  test('with an expired token works', async () => {
    const { server, host, guest } = await createScene()
    const { room } = await guest()
    server.faults.expireTokens()
    await room.leave({ forget: true })
    expect(host.participants.$people.get().length).toBe(1)
  })
})
