import { once } from 'node:events'
import { createConnection } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { openRaw } from '../testing/raw-socket.ts'

const clock = createFakeClock(Date.now())
let test: TestServer
let host: TestPerson
let person: TestPerson
beforeAll(async () => {
  test = await createTestServer({ origins: ['https://site.example'], clock })
})
afterAll(() => test.close())
beforeEach(async () => {
  const { room, hostKey } = await test.createRoom()
  host = await test.join(room.id, { hostKey })
  person = await test.join(room.id)
})

const say = (text: string) => ({ id: crypto.randomUUID(), text })
const isAlive = async () => expect(await codeOf(host.call('chat.send', say('Still there?')))).toBe('ok')

describe('being let in', () => {
  it('needs a token of this server that is good, of somebody in the room', async () => {
    const { token } = await host.call('sync.refresh', {})
    for (const bad of ['', 'token', `${token}x`, token.split('.').slice(0, 2).join('.'), person.credential]) {
      expect([bad, await codeOf(person.connect({ token: bad }))]).toEqual([bad, 'UNAUTHENTICATED'])
    }
    await person.call('participants.leave', {})
    expect(await codeOf(person.connect())).toBe('UNAUTHENTICATED')
  })

  it('P18: needs this version of the protocol, and says which side is too old', async () => {
    for (const [protocol, code] of [
      [0, 'CLIENT_TOO_OLD'],
      [2, 'SERVER_TOO_OLD'],
      ['1', 'CLIENT_TOO_OLD'],
      [undefined, 'CLIENT_TOO_OLD'],
    ] as const) {
      const raw = await openRaw(test.url)
      raw.socket.send(`40${JSON.stringify({ token: person.token, protocol })}`)
      expect(await raw.saw('44')).toContain(`"code":"${code}"`)
      raw.socket.terminate()
    }
  })

  it('takes nothing else from the handshake: not role, person, room or channel', async () => {
    const raw = await openRaw(test.url)
    const forged = {
      role: 'host',
      participant: host.participant,
      room: 'another',
      state: 'inside',
      channels: ['staff'],
      id: 'x',
      __proto__: { role: 'host' },
    }
    raw.socket.send(`40${JSON.stringify({ ...forged, token: person.token, protocol: 1, tab: 'not a tab' })}`)
    const welcome = await raw.saw('42["welcome"')
    expect(welcome).toContain(person.participant)
    expect(welcome).not.toContain(host.participant)
    raw.socket.send('420["call",{"op":"rooms.lock","input":{"locked":true}}]')
    expect(await raw.saw('430')).toContain('FORBIDDEN')
    raw.socket.terminate()
  })

  it('is refused to one tab more than twelve, until one of them is closed', async () => {
    const tabs = await Promise.all(Array.from({ length: 12 }, () => person.connect({ follow: false })))
    expect(await codeOf(person.connect({ follow: false }))).toBe('RATE_LIMITED')
    tabs[0]?.close()
    await vi.waitFor(async () => expect(await codeOf(person.connect({ follow: false }))).toBe('ok'))
    for (const tab of tabs) tab.close()
  })

  it('is refused to a page of a site that is not named, before anything is said', async () => {
    const upgrade = async (origin?: string) => {
      const opened = openRaw(test.url, origin === undefined ? {} : { origin })
      return opened.then(
        ({ socket }) => {
          socket.terminate()
          return 'open'
        },
        (error: Error) => error.message,
      )
    }
    expect(await upgrade('https://site.example')).toBe('open')
    expect(await upgrade(undefined)).toBe('open')
    expect(await upgrade(test.url)).toBe('open') // a page of the server's own
    for (const origin of [
      'https://evil.example',
      'http://site.example',
      'https://site.example.evil.example',
      'null',
      'https://site.example:8443',
    ]) {
      expect([origin, await upgrade(origin)]).toEqual([origin, expect.stringContaining('server response: 4')])
    }
  })
})

describe('a socket', () => {
  it('P25: that never says who it is gets closed by itself, also after a refusal or under another name', async () => {
    const silent = await openRaw(test.url)
    const refused = await openRaw(test.url)
    refused.authenticate('not a token')
    const elsewhere = await openRaw(test.url)
    elsewhere.socket.send('40/admin,{}')
    await Promise.all([silent.closed, refused.closed, elsewhere.closed])
    await isAlive()
  })

  it('has one person for as long as it lives: leaving the one ends it', async () => {
    const raw = await openRaw(test.url)
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    raw.socket.send('41')
    await raw.closed
  })

  it('P17, P21: ends with its token, and lives on with a new one', async () => {
    const [ending, staying] = [await person.connect(), await host.connect()]
    clock.advance(6 * 60_000)
    await staying.call('sync.refresh', {})
    clock.advance(5 * 60_000)
    await ending.waitFor(() => !ending.isOpen)
    expect(ending.closing?.code).toBe('TOKEN_EXPIRED')
    expect(await codeOf(person.connect())).toBe('TOKEN_EXPIRED')
    expect(await codeOf(staying.call('hands.raise', {}))).toBe('ok')
    expect(staying.isOpen).toBe(true)
  })

  it('P25: that sends more than 64 kB at once is closed, and nobody else notices', async () => {
    const live = await host.connect()
    const raw = await openRaw(test.url)
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    raw.socket.send(`420["call",{"op":"chat.send","input":{"id":"${crypto.randomUUID()}","text":"${'x'.repeat(66_000)}"}}]`)
    expect(await raw.closed).toBe(1009)
    await isAlive()
    expect(live.isOpen).toBe(true)
  })

  it('P25: that does not read is closed, and nobody else notices', { timeout: 60_000 }, async () => {
    const [{ room }, live, raw] = [host, await host.connect(), await openRaw(test.url)]
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    raw.socket.send('420["call",{"op":"sync.resume","input":{"positions":[]}}]')
    await raw.saw('430')
    raw.socket.pause()
    let isReading = true
    const gone = ({ key, value }: { key: string; value: { presence: string } }) =>
      key === person.participant && value.presence === 'reconnecting'
    const cut = live.waitFor(() => live.records('participants.person').some(gone), { what: 'the slow reader is cut', withinMs: 25_000 })
    const done = cut.finally(() => {
      isReading = false
    })
    // Enough to fill what the operating system keeps between the two, and then more than the server does.
    while (isReading) {
      await test.kernel.transact.inRoom(room, async ({ write }) => {
        write.put('chat.message', crypto.randomUUID(), { text: 'x'.repeat(500_000) })
      })
    }
    await done
    raw.socket.resume()
    await raw.closed
    expect(live.isOpen).toBe(true)
  })
})

describe('calls', () => {
  it('that have not the right form are refused, and the connection goes on', async () => {
    const raw = await openRaw(test.url)
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    const wrong = [
      'null',
      '1',
      '"text"',
      '[]',
      '{}',
      '{"op":1}',
      '{"op":"chat.send","input":{},"id":"not an id"}',
      '{"op":"chat.send","input":{},"role":"host"}',
      '{"op":"chat.send","input":[]}',
      '{"op":"__proto__","input":{}}',
      '{"op":"constructor.constructor","input":{}}',
      `{"op":"${'x'.repeat(81)}","input":{}}`,
    ]
    for (const [index, message] of wrong.entries()) {
      raw.socket.send(`42${index + 1}["call",${message}]`)
      const answer = await raw.saw(`43${index + 1}[`)
      expect([message, /"code":"(INVALID_INPUT|NOT_FOUND)"/.test(answer)]).toEqual([message, true])
    }
    raw.socket.send('42["call",{"op":"hands.raise","input":{}}]') // nobody waits for the answer
    raw.socket.send('42["signal"]')
    raw.socket.send('42["nothing",{}]')
    raw.socket.send('42["error",{}]')
    raw.socket.send('4299["call",{"op":"hands.raise","input":{}}]')
    expect(await raw.saw('4399')).toContain('"ok"')
    raw.socket.terminate()
  })

  it('P7: with a repeated id answer the first time’s reply, on every door', async () => {
    const live = await host.connect()
    const id = crypto.randomUUID()
    const input = { participant: person.participant, reason: 'once' }
    await Promise.all([live.call('hosts.mute', input, id), live.call('hosts.mute', input, id), host.call('hosts.mute', input, { id })])
    await live.waitFor(() => live.records('hosts.act').some(({ value }) => value.act === 'mute'))
    await live.call('hosts.ask', {})
    await live.waitFor(() => live.records('hosts.ping').length === 1)
    expect(live.records('hosts.act').filter(({ value }) => value.act === 'mute')).toHaveLength(1)
    expect(await codeOf(live.call('hosts.muteAll', {}, id))).toBe('CONFLICT')
    expect(await codeOf(person.call('hands.raise', {}, { id }))).toBe('ok') // another person's ids are their own
  })
})

describe('signals', () => {
  it('P14: reach the others in the room and not oneself', async () => {
    const [mine, theirs] = [await person.connect(), await host.connect()]
    mine.signal('chat.typing', { on: true })
    const signal = await theirs.waitFor(() => theirs.signals[0])
    expect(signal).toEqual({ channel: 'room', type: 'chat.typing', from: person.participant, value: { on: true } })
    await mine.call('chat.send', say('after'))
    expect(mine.signals).toEqual([])
  })

  it('that are forged or malformed are lost without a word', async () => {
    const [raw, theirs] = [await openRaw(test.url), await host.connect()]
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    raw.socket.send('420["call",{"op":"sync.resume","input":{"positions":[]}}]')
    await raw.saw('430')
    for (const message of [
      `{"type":"chat.typing","value":{"on":true},"from":"${host.participant}"}`,
      '{"type":"chat.typing","value":{"on":true,"more":1}}',
      '{"type":"chat.typing","value":{"on":"yes"}}',
      '{"type":"chat.typing"}',
      '{"type":"__proto__","value":{}}',
      '{"type":"chat.message","value":{"text":"hello"}}',
    ]) {
      raw.socket.send(`42["signal",${message}]`)
    }
    raw.socket.send('42["signal",{"type":"chat.typing","value":{"on":false}}]')
    await theirs.waitFor(() => theirs.signals.length > 0)
    expect(theirs.signals.map(({ value }) => value)).toEqual([{ on: false }])
    raw.socket.terminate()
  })

  it('of somebody waiting, or from another room, reach nobody', async () => {
    const lobby = await test.createRoom({ approval: true })
    const keeper = await (await test.join(lobby.room.id, { hostKey: lobby.hostKey })).connect()
    const waiting = await (await test.join(lobby.room.id)).connect()
    const elsewhere = await person.connect()
    for (const live of [waiting, elsewhere]) live.signal('chat.typing', { on: true })
    await Promise.all([waiting, elsewhere].map((live) => live.call('sync.refresh', {})))
    await keeper.call('chat.send', say('after'))
    await keeper.waitFor(() => keeper.records('chat.message').length === 1)
    expect(keeper.signals).toEqual([])
  })
})

describe('garbage', () => {
  it('in place of WebSocket and packets ends its own connection at most', { timeout: 60_000 }, async () => {
    const live = await host.connect()
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 200 }),
      fc.json().map((json) => `42${json}`),
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.json()).map(([a, b, json]) => `${a}${b}${json}`),
      fc.tuple(fc.integer({ min: 0, max: 99 }), fc.jsonValue()).map(([id, value]) => `42${id}${JSON.stringify(['call', value])}`),
      fc.constantFrom(
        '451-["call",{"_placeholder":true,"num":0}]',
        '452-["call"]',
        '450-["a"]',
        '4651-{}',
        '3',
        '2probe',
        '1',
        '5',
        '6',
        '40',
        '40,',
        '44',
        '421',
        'b4AAAA',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 12 }), fc.boolean(), async (messages, letIn) => {
        const raw = await openRaw(test.url)
        if (letIn) raw.authenticate(person.token)
        if (letIn) await raw.saw('42["welcome"')
        for (const message of messages) if (raw.socket.readyState === raw.socket.OPEN) raw.socket.send(message)
        raw.socket.close()
        await raw.closed
      }),
      { numRuns: 60 },
    )
    await isAlive()
    expect(live.isOpen).toBe(true)
  })

  it('in place of frames ends its own connection at most', async () => {
    const { port } = new URL(test.url)
    const upgrade =
      'GET /live/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    const garbage = [
      Buffer.alloc(4096, 0xff),
      Buffer.from([0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0x81, 0x02, 0x68, 0x69]),
      Buffer.from([0x8b, 0x80, 0, 0, 0, 0]),
    ]
    for (const bytes of garbage) {
      const socket = createConnection(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(upgrade)
      await once(socket, 'data')
      socket.write(bytes)
      socket.resume()
      await once(socket, 'close')
    }
    await isAlive()
  })
})

it('every connection is written down while it lives, and not longer', async () => {
  await vi.waitFor(
    async () => {
      const rows = await test.kernel.db.sql<
        { id: string }[]
      >`select id from connections where participant_id in (${host.participant}, ${person.participant})`
      expect(rows).toHaveLength(0)
    },
    { timeout: 10_000 },
  )
  const live = await person.connect()
  const rows = await test.kernel.db.sql`select 1 from connections where participant_id = ${person.participant}`
  expect(rows).toHaveLength(1)
  live.close()
})
