import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

async function createPair(): Promise<{ room: string; hostKey: string; host: TestPerson; person: TestPerson }> {
  const { room, hostKey } = await test.createRoom()
  return { room: room.id, hostKey, host: await test.join(room.id, { hostKey }), person: await test.join(room.id) }
}

const say = (text: string) => ({ id: crypto.randomUUID(), text })

describe.each([
  ['removed', { ban: false }, 'REMOVED'],
  ['banned', { ban: true }, 'BANNED'],
] as const)('somebody %s', (state, how, code) => {
  it('P17: is told why and loses every connection', async () => {
    const { host, person } = await createPair()
    const tabs = [await person.connect(), await person.connect()]
    await host.call('hosts.remove', { participant: person.participant, reason: 'Rule 1', ...how })
    for (const tab of tabs) {
      await tab.waitFor(() => !tab.isOpen)
      expect(tab.closing).toEqual({ code, message: 'Rule 1' })
      expect(tab.records('participants.standing')[0]?.value).toEqual({ state, role: 'speaker', reason: 'Rule 1' })
    }
  })

  it('P22: is refused with every token and credential they ever had', async () => {
    const { room, host, person } = await createPair()
    const live = await person.connect()
    const reloaded = await test.join(room, { credential: person.credential })
    const { token: refreshed } = await live.call('sync.refresh', {})
    await host.call('hosts.remove', { participant: person.participant, ...how })
    for (const token of [person.token, reloaded.token, refreshed]) {
      expect(await codeOf(person.call('chat.send', say('Still here'), { token }))).toBe(code)
      expect(await codeOf(person.call('sync.resume', { positions: [] }, { token }))).toBe(code)
      expect(await codeOf(person.call('sync.refresh', {}, { token }))).toBe(code)
      expect(await codeOf(person.connect({ token }))).toBe(code)
    }
    expect(await codeOf(test.join(room, { credential: person.credential }))).toBe(code)
  })

  it('leaves the roster, the queue of hands, the microphones and the questions', async () => {
    const { host, person } = await createPair()
    await person.call('hands.raise', {})
    await person.call('audio.setMicrophone', { state: 'on' })
    await person.call('hosts.ask', { note: 'Please' })
    const live = await host.connect()
    await host.call('hosts.remove', { participant: person.participant, ...how })
    await live.waitFor(() => live.records('participants.person').length === 1)
    expect([...live.records('hands.raised'), ...live.records('audio.microphone')]).toEqual([])
    await live.waitFor(() => live.records('hosts.ping').length === 0)
  })

  it('gets nothing that happens afterwards', async () => {
    const { host, person } = await createPair()
    const live = await person.connect()
    await host.call('hosts.remove', { participant: person.participant, ...how })
    await host.call('chat.send', say('about the one who is gone'))
    await live.waitFor(() => !live.isOpen)
    expect(JSON.stringify(live.frames)).not.toContain('about the one')
  })

  it('P6: writes nothing that is accepted after the removal, however fast they type', async () => {
    const { host, person } = await createPair()
    const [typist, live] = [await person.connect(), await host.connect()]
    const sent = Array.from({ length: 40 }, (_, n) => codeOf(typist.call('chat.send', say(`${n}`))))
    const [removed, ...codes] = await Promise.all([host.call('hosts.remove', { participant: person.participant, ...how }), ...sent])
    expect(removed).toEqual({})
    await live.waitFor(() => live.records('participants.person').length === 1)
    const gone = await test.kernel.db.sql<{ seq: number }[]>`
      select seq from records where type = 'participants.person' and key = ${person.participant} and value is null`
    const messages = live.records('chat.message')
    expect(messages.every(({ seq }) => seq < (gone[0]?.seq ?? 0))).toBe(true)
    expect(messages).toHaveLength(codes.filter((answer) => answer === 'ok').length)
  })

  it('cannot be removed again', async () => {
    const { host, person } = await createPair()
    await host.call('hosts.remove', { participant: person.participant, ...how })
    expect(await codeOf(host.call('hosts.remove', { participant: person.participant, ...how }))).toBe('PARTICIPANT_NOT_FOUND')
  })
})

describe('removing', () => {
  it('reaches people below: not hosts, not oneself, not colleagues', async () => {
    const { room, hostKey, host, person } = await createPair()
    const [other, colleague] = [await test.join(room, { hostKey }), await test.join(room)]
    for (const { participant } of [person, colleague]) await host.call('hosts.setRole', { participant, role: 'moderator' })
    const remove = (caller: TestPerson, who: TestPerson) => codeOf(caller.call('hosts.remove', { participant: who.participant }))
    expect(await remove(host, host)).toBe('FORBIDDEN')
    expect(await remove(host, other)).toBe('FORBIDDEN')
    expect(await remove(person, host)).toBe('FORBIDDEN')
    expect(await remove(person, colleague)).toBe('FORBIDDEN')
    expect(await remove(person, person)).toBe('FORBIDDEN')
    expect(await remove(host, person)).toBe('ok')
  })

  it('reaches people who have left or wait', async () => {
    const { room, hostKey } = await test.createRoom({ approval: true })
    const host = await test.join(room.id, { hostKey })
    const [waiting, left] = [await test.join(room.id), await test.join(room.id)]
    await host.call('hosts.admit', { participant: left.participant })
    await left.call('participants.leave', {})
    for (const { participant, credential } of [waiting, left]) {
      await host.call('hosts.remove', { participant, ban: true })
      expect(await codeOf(test.join(room.id, { credential }))).toBe('BANNED')
    }
  })

  it('and a double click is one removal with the same answer', async () => {
    const { host, person } = await createPair()
    const id = crypto.randomUUID()
    const click = () => host.call('hosts.remove', { participant: person.participant }, { id })
    expect(await Promise.all([click(), click(), click()])).toEqual([{}, {}, {}])
    const live = await host.connect()
    expect(live.records('hosts.act').filter(({ value }) => value.act === 'remove')).toHaveLength(1)
    expect(await codeOf(host.call('hosts.muteAll', {}, { id }))).toBe('CONFLICT')
  })

  it('does not end anybody else’s connection', async () => {
    const { room, host, person } = await createPair()
    const other = await (await test.join(room)).connect()
    await host.call('hosts.remove', { participant: person.participant })
    await other.waitFor(() => other.records('participants.person').length === 2)
    expect(other.isOpen).toBe(true)
  })
})

describe('lifting a ban', () => {
  it('lets the person be somebody new; what they had before stays worthless', async () => {
    const { room, host, person } = await createPair()
    await host.call('hosts.remove', { participant: person.participant, ban: true })
    const live = await host.connect()
    expect(live.records('hosts.banned').map(({ key }) => key)).toEqual([person.participant])
    await host.call('hosts.readmit', { participant: person.participant })
    await live.waitFor(() => live.records('hosts.banned').length === 0)
    expect(await codeOf(test.join(room, { credential: person.credential }))).toBe('REMOVED')
    expect(await codeOf(person.call('sync.refresh', {}))).toBe('REMOVED')
    expect(await codeOf(test.join(room))).toBe('ok')
  })

  it('needs a ban', async () => {
    const { host, person } = await createPair()
    expect(await codeOf(host.call('hosts.readmit', { participant: person.participant }))).toBe('PARTICIPANT_NOT_FOUND')
  })
})
