import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { openRaw } from '../testing/raw-socket.ts'

let test: TestServer
let host: TestPerson
let person: TestPerson
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())
beforeEach(async () => {
  const { room, hostKey } = await test.createRoom()
  host = await test.join(room.id, { hostKey })
  person = await test.join(room.id)
})

const connections = async () => {
  const rows = await test.kernel.db.sql`select 1 from connections where participant_id = ${person.participant}`
  return rows.length
}

describe('a connection that ends early', () => {
  it('leaves nobody behind when it is cut while it is let in', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openRaw(test.url)))
    for (const { socket, authenticate } of sockets) {
      authenticate(person.token)
      socket.terminate()
    }
    await Promise.all(sockets.map(({ closed }) => closed))
    const last = await person.connect() // was let in after all of them
    expect(await connections()).toBeGreaterThan(0)
    last.close()
    await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 10_000 })
    await vi.waitFor(() => expect(test.kernel.tailer.size).toBe(0), { timeout: 10_000 })
  })

  it('leaves no channel followed when it is cut while it catches up', async () => {
    const lives = await Promise.all(Array.from({ length: 10 }, () => person.connect({ follow: false })))
    const answers = lives.map((live) => {
      const answer = codeOf(live.call('sync.resume', { positions: [] }))
      live.close()
      return answer
    })
    await Promise.all(answers)
    await vi.waitFor(() => expect(test.kernel.tailer.size).toBe(0), { timeout: 10_000 })
  })

  it('leaves no channel followed when it caught up several times at once', async () => {
    const live = await person.connect({ follow: false })
    await Promise.all(Array.from({ length: 5 }, () => live.call('sync.resume', { positions: [] })))
    expect(test.kernel.tailer.size).toBe(2)
    live.close()
    await vi.waitFor(() => expect(test.kernel.tailer.size).toBe(0), { timeout: 10_000 })
  })
})

describe('a connection that has not caught up yet', () => {
  it('has the rights the person was given meanwhile', async () => {
    const live = await person.connect({ follow: false })
    await host.call('hosts.setRole', { participant: person.participant, role: 'moderator' })
    expect(await codeOf(live.call('rooms.lock', { locked: true }))).toBe('ok')
  })

  it('ends when the person is removed', async () => {
    const live = await person.connect({ follow: false })
    await host.call('hosts.remove', { participant: person.participant, reason: 'Rule 1' })
    await live.waitFor(() => !live.isOpen)
    expect(live.closing).toEqual({ code: 'REMOVED', message: 'Rule 1' })
  })

  it('sends and gets no signals of the room', async () => {
    const live = await person.connect({ follow: false })
    const other = await host.connect()
    live.signal('chat.typing', { on: true })
    other.signal('chat.typing', { on: true })
    await live.call('chat.send', { id: crypto.randomUUID(), text: 'after the signal' })
    await other.waitFor(() => other.records('chat.message').length === 1)
    expect([...live.signals, ...other.signals]).toEqual([])
  })
})
