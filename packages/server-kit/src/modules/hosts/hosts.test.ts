import type { Role } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

interface Cast {
  readonly room: string
  readonly hostKey: string
  readonly host: TestPerson
  readonly moderator: TestPerson
  readonly speaker: TestPerson
  readonly listener: TestPerson
}

/** A room with one person of each role. */
async function createCast(): Promise<Cast> {
  const { room, hostKey } = await test.createRoom()
  const host = await test.join(room.id, { hostKey })
  const [moderator, speaker, listener] = [await test.join(room.id), await test.join(room.id), await test.join(room.id)]
  await host.call('hosts.setRole', { participant: moderator.participant, role: 'moderator' })
  await host.call('hosts.setRole', { participant: listener.participant, role: 'listener' })
  return { room: room.id, hostKey, host, moderator, speaker, listener }
}

const roster = async (viewer: TestPerson) => {
  const live = await viewer.connect()
  return new Map(live.records('participants.person').map(({ key, value }) => [key, value]))
}

describe('roles', () => {
  const roles = ['listener', 'speaker', 'moderator', 'host'] as const

  it('moderators may make speakers and listeners of speakers and listeners, and nothing else of anybody', async () => {
    const { moderator, ...cast } = await createCast()
    for (const from of ['host', 'moderator', 'speaker', 'listener'] as const) {
      const subject = from === 'moderator' ? moderator : cast[from]
      const allowed: Role[] = from === 'speaker' || from === 'listener' ? ['listener', 'speaker'] : []
      for (const role of roles.filter((role) => role !== from)) {
        const code = await codeOf(moderator.call('hosts.setRole', { participant: subject.participant, role }))
        expect([from, role, code]).toEqual([from, role, allowed.includes(role) ? 'ok' : 'FORBIDDEN'])
        if (code === 'ok') await cast.host.call('hosts.setRole', { participant: subject.participant, role: from })
      }
    }
  })

  it('hosts make anyone anything, and everybody sees it at once', async () => {
    const { host, speaker, listener } = await createCast()
    const live = await listener.connect()
    for (const role of ['host', 'moderator', 'listener', 'speaker'] as const) {
      await host.call('hosts.setRole', { participant: speaker.participant, role })
      await live.waitFor(() =>
        live.records('participants.person').some(({ key, value }) => key === speaker.participant && value.role === role),
      )
    }
  })

  it('the person concerned hears it, with the reason', async () => {
    const { host, listener } = await createCast()
    const live = await listener.connect()
    await host.call('hosts.setRole', { participant: listener.participant, role: 'speaker', reason: 'Your turn' })
    const notice = await live.waitFor(() => live.records('hosts.notice').find(({ key }) => key === 'promoted'))
    expect(notice.value).toEqual({ kind: 'promoted', role: 'speaker', reason: 'Your turn' })
    expect(live.records('participants.standing')[0]?.value.role).toBe('speaker')
    await live.call('hosts.dismissNotice', { kind: 'promoted' })
    await live.waitFor(() => !live.records('hosts.notice').some(({ key }) => key === 'promoted'))
  })

  it('a new role holds on connections that are open', async () => {
    const { host, listener } = await createCast()
    const live = await listener.connect()
    expect(await codeOf(live.call('rooms.lock', { locked: true }))).toBe('FORBIDDEN')
    await host.call('hosts.setRole', { participant: listener.participant, role: 'moderator' })
    await live.waitFor(() => live.channels.includes('staff'))
    expect(await codeOf(live.call('rooms.lock', { locked: true }))).toBe('ok')
    await host.call('hosts.setRole', { participant: listener.participant, role: 'speaker' })
    await live.waitFor(() => !live.channels.includes('staff'))
    expect(await codeOf(live.call('rooms.lock', { locked: false }))).toBe('FORBIDDEN')
  })

  it('P13: somebody who stood down from staff gets nothing of it any more', async () => {
    const { host, moderator, speaker } = await createCast()
    const live = await moderator.connect()
    await host.call('hosts.setRole', { participant: moderator.participant, role: 'speaker' })
    await speaker.call('hosts.ask', { note: 'Only for staff' })
    await live.waitFor(() =>
      live.records('participants.person').some(({ key, value }) => key === moderator.participant && value.role === 'speaker'),
    )
    await speaker.call('chat.send', { id: crypto.randomUUID(), text: 'after' })
    await live.waitFor(() => live.records('chat.message').length === 1)
    expect(JSON.stringify([live.frames, await live.call('sync.resume', { positions: [] })])).not.toContain('Only for staff')
    expect(await codeOf(live.call('sync.history', { channel: 'staff', type: 'hosts.act', before: 100 }))).toBe('NOT_FOUND')
  })

  it('the last host stays one', async () => {
    const { host, moderator } = await createCast()
    const own = { participant: host.participant, role: 'speaker' } as const
    expect(await codeOf(host.call('hosts.setRole', own))).toBe('CONFLICT')
    await host.call('hosts.setRole', { participant: moderator.participant, role: 'host' })
    expect(await codeOf(host.call('hosts.setRole', own))).toBe('ok')
  })

  it('of two hosts who demote each other at once one stays', async () => {
    const { host, moderator } = await createCast()
    await host.call('hosts.setRole', { participant: moderator.participant, role: 'host' })
    const codes = await Promise.all([
      codeOf(host.call('hosts.setRole', { participant: moderator.participant, role: 'listener' })),
      codeOf(moderator.call('hosts.setRole', { participant: host.participant, role: 'listener' })),
    ])
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect([...(await roster(host)).values()].filter(({ role }) => role === 'host')).toHaveLength(1)
  })

  it('nobody in another room or not inside can be given one', async () => {
    const [{ host }, other] = [await createCast(), await createCast()]
    const gone = other.speaker
    await gone.call('participants.leave', {})
    for (const [caller, participant] of [
      [host, other.listener.participant],
      [other.host, gone.participant],
      [host, crypto.randomUUID()],
    ] as const) {
      expect(await codeOf(caller.call('hosts.setRole', { participant, role: 'speaker' }))).toBe('PARTICIPANT_NOT_FOUND')
    }
  })
})

describe('muting', () => {
  it('takes away the right to speak until staff give it back; nobody gives it to themselves', async () => {
    const { host, speaker } = await createCast()
    const live = await speaker.connect()
    await live.call('audio.setMicrophone', { state: 'on' })
    await host.call('hosts.mute', { participant: speaker.participant, reason: 'Echo' })
    const muted = await live.waitFor(() => live.records('hosts.notice').find(({ key }) => key === 'muted'))
    expect(muted.value).toEqual({ kind: 'muted', reason: 'Echo' })
    await live.waitFor(() => live.records('audio.microphone').length === 0)
    expect(await codeOf(live.call('audio.setMicrophone', { state: 'on' }))).toBe('MUTED_BY_HOST')
    expect(await codeOf(live.call('audio.setMicrophone', { state: 'off' }))).toBe('ok')
    expect(await codeOf(speaker.call('hosts.askToUnmute', { participant: speaker.participant }))).toBe('FORBIDDEN')
    await host.call('hosts.askToUnmute', { participant: speaker.participant })
    await live.waitFor(() => live.records('hosts.notice').some(({ key }) => key === 'unmuteAsked'))
    expect(live.records('hosts.notice').map(({ key }) => key)).not.toContain('muted')
    expect(live.records('audio.microphone')).toEqual([]) // asked, not switched on
    expect(await codeOf(live.call('audio.setMicrophone', { state: 'on' }))).toBe('ok')
  })

  it('lasts over a reload, another tab and coming back', async () => {
    const { room, host, speaker } = await createCast()
    await host.call('hosts.mute', { participant: speaker.participant })
    await speaker.call('participants.leave', {})
    const back = await test.join(room, { credential: speaker.credential })
    expect(await codeOf(back.call('audio.setMicrophone', { state: 'on' }))).toBe('MUTED_BY_HOST')
  })

  it('is for those below: moderators mute speakers, hosts mute moderators, nobody mutes a host or themselves', async () => {
    const { host, moderator, speaker, listener } = await createCast()
    const mute = (caller: TestPerson, who: TestPerson) => codeOf(caller.call('hosts.mute', { participant: who.participant }))
    expect(await mute(moderator, speaker)).toBe('ok')
    expect(await mute(moderator, listener)).toBe('ok')
    expect(await mute(moderator, moderator)).toBe('FORBIDDEN')
    expect(await mute(moderator, host)).toBe('FORBIDDEN')
    expect(await mute(host, moderator)).toBe('ok')
    expect(await mute(host, host)).toBe('FORBIDDEN')
    expect(await mute(speaker, listener)).toBe('FORBIDDEN')
  })

  it('of everybody leaves staff alone and says how many', async () => {
    const { host, moderator, speaker, listener } = await createCast()
    expect(await moderator.call('hosts.muteAll', {})).toEqual({ muted: 2 })
    expect(await moderator.call('hosts.muteAll', {})).toEqual({ muted: 0 })
    const people = await roster(host)
    const silenced = (person: TestPerson) => people.get(person.participant)?.silenced
    expect([host, moderator, speaker, listener].map(silenced)).toEqual([false, false, true, true])
  })
})

describe('the host key', () => {
  it('makes a host of whoever has it, also from another device', async () => {
    const { room, hostKey, speaker } = await createCast()
    await speaker.call('hosts.takeBack', { hostKey })
    expect(await codeOf(speaker.call('rooms.update', { topic: 'Mine' }))).toBe('ok')
    expect((await test.join(room, { hostKey })).standing.role).toBe('host')
  })

  it('is read however it is typed', async () => {
    const { room, hostKey } = await createCast()
    for (const typed of [hostKey.toLowerCase(), hostKey.replaceAll('-', ''), ` ${hostKey.replaceAll('-', ' – ')} `]) {
      expect((await test.join(room, { hostKey: typed })).standing.role).toBe('host')
    }
  })

  it('opens its own room only', async () => {
    const [one, other] = [await createCast(), await createCast()]
    expect(await codeOf(test.join(one.room, { hostKey: other.hostKey }))).toBe('HOST_KEY_WRONG')
    expect(await codeOf(one.speaker.call('hosts.takeBack', { hostKey: other.hostKey }))).toBe('HOST_KEY_WRONG')
    expect(await codeOf(test.join(one.room, { hostKey: '' }))).toBe('HOST_KEY_WRONG')
  })

  it('stops working when there is a new one, for everybody who had it', async () => {
    const { room, hostKey, host, speaker } = await createCast()
    const { hostKey: fresh } = await host.call('hosts.newHostKey', {})
    expect(fresh).not.toBe(hostKey)
    expect(await codeOf(test.join(room, { hostKey }))).toBe('HOST_KEY_WRONG')
    expect(await codeOf(speaker.call('hosts.takeBack', { hostKey }))).toBe('HOST_KEY_WRONG')
    expect((await test.join(room, { hostKey: fresh })).standing.role).toBe('host')
  })

  it('is in no reply that is kept, no record and no row', async () => {
    const { room, hostKey, host } = await createCast()
    const { hostKey: fresh } = await host.call('hosts.newHostKey', {}, { id: crypto.randomUUID() })
    await test.join(room, { hostKey: fresh })
    const { sql } = test.kernel.db
    const [row] = await sql<{ all: string }[]>`
      select concat((select jsonb_agg(r) from replies r), (select jsonb_agg(r) from records r), (select jsonb_agg(r) from rooms r)) as all`
    expect(row?.all).not.toContain(hostKey)
    expect(row?.all).not.toContain(fresh)
  })

  it('does not let a banned person act', async () => {
    const { room, hostKey, host, speaker } = await createCast()
    await host.call('hosts.remove', { participant: speaker.participant, ban: true })
    expect(await codeOf(speaker.call('hosts.takeBack', { hostKey }))).toBe('BANNED')
    expect(await codeOf(test.join(room, { hostKey, credential: speaker.credential }))).toBe('BANNED')
  })
})

describe('asking for a host', () => {
  it('reaches staff alone, and the asker hears that it was seen', async () => {
    const { host, moderator, speaker, listener } = await createCast()
    const [theirs, mine, others] = [await moderator.connect(), await listener.connect(), await speaker.connect()]
    await listener.call('hosts.ask', { note: 'I do not feel well' })
    const ping = await theirs.waitFor(() => theirs.records('hosts.ping')[0])
    expect(ping).toMatchObject({ key: listener.participant, value: { note: 'I do not feel well' } })
    await host.call('hosts.answerPing', { participant: listener.participant })
    await mine.waitFor(() => mine.records('hosts.notice').some(({ key }) => key === 'pingSeen'))
    await theirs.waitFor(() => theirs.records('hosts.ping').length === 0)
    expect(JSON.stringify(others.frames)).not.toContain('feel well')
  })

  it('twice is one question with the newest words', async () => {
    const { host, listener } = await createCast()
    await listener.call('hosts.ask', { note: 'first' })
    await listener.call('hosts.ask', {})
    const live = await host.connect()
    expect(live.records('hosts.ping').map(({ value }) => value)).toEqual([{}])
  })
})

describe('what staff did', () => {
  it('is written down for staff: who, what, to whom and why, in order', async () => {
    const { host, moderator, speaker, listener } = await createCast()
    await moderator.call('hosts.mute', { participant: speaker.participant, reason: 'Echo' })
    await host.call('rooms.lock', { locked: true })
    await host.call('rooms.lock', { locked: true })
    await host.call('hosts.remove', { participant: listener.participant, ban: true, reason: 'Rule 1' })
    const live = await host.connect()
    const acts = live.records('hosts.act').map(({ value }) => value)
    expect(acts.slice(-3)).toEqual([
      { act: 'mute', actor: moderator.participant, subject: speaker.participant, subjectAlias: expect.any(String), reason: 'Echo' },
      { act: 'lock', actor: host.participant },
      { act: 'ban', actor: host.participant, subject: listener.participant, subjectAlias: expect.any(String), reason: 'Rule 1' },
    ])
    expect((await speaker.connect()).records('hosts.act')).toEqual([])
  })
})
