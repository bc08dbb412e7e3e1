import type { Role } from '@sanctuary/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../../testing/create-test-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'

let test: TestServer
let room: string
let host: TestPerson
let person: TestPerson
/** The host's page, which sees what everybody sees. */
let page: LiveConnection
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())
beforeEach(async () => {
  const created = await test.createRoom()
  room = created.room.id
  host = await test.join(room, { hostKey: created.hostKey })
  person = await test.join(room)
  page = await host.connect()
})

const say = (state: 'on' | 'off' | 'stopped', who = person) => who.call('audio.setMicrophone', { state })
const shown = (who = person) => page.records('audio.microphone').find(({ key }) => key === who.participant)?.value.state
const isShown = (state: string | undefined, who = person) => page.waitFor(() => shown(who) === state, { what: `microphone ${state}` })
const setRole = (role: Role, who = person) => host.call('hosts.setRole', { participant: who.participant, role })

describe('what a person says of their microphone', () => {
  it('is seen by everybody, and off is no record at all', async () => {
    for (const state of ['on', 'stopped', 'on'] as const) {
      await say(state)
      await isShown(state)
    }
    await say('off')
    await isShown(undefined)
    expect(await codeOf(say('off'))).toBe('ok')
  })

  it('is theirs: nobody says it for another', async () => {
    const input = { state: 'on', participant: host.participant }
    expect(await codeOf(person.call('audio.setMicrophone', input as never))).toBe('INVALID_INPUT')
    await say('on')
    await isShown('on')
    expect(shown(host)).toBeUndefined()
    expect(page.records('audio.microphone')[0]?.author).toBe(person.participant)
  })

  it('is one of the words there are', async () => {
    for (const state of ['loud', '', null, 1, undefined]) {
      expect(await codeOf(person.call('audio.setMicrophone', { state } as never))).toBe('INVALID_INPUT')
    }
  })
})

describe('who may not speak', () => {
  it('is refused as a listener, with a way to ask', async () => {
    await setRole('listener')
    for (const state of ['on', 'stopped'] as const) {
      await expect(say(state)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: 'You are listening. Raise your hand to be invited to speak.',
      })
    }
    expect(await codeOf(say('off'))).toBe('ok')
    await setRole('speaker')
    expect(await codeOf(say('on'))).toBe('ok')
  })

  it('is refused while silenced, until a host asks them to speak', async () => {
    await host.call('hosts.mute', { participant: person.participant })
    expect([await codeOf(say('on')), await codeOf(say('stopped')), await codeOf(say('off'))]).toEqual([
      'MUTED_BY_HOST',
      'MUTED_BY_HOST',
      'ok',
    ])
    await host.call('hosts.askToUnmute', { participant: person.participant })
    expect(await codeOf(say('on'))).toBe('ok')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['made a listener', () => setRole('listener')],
    ['silenced', () => host.call('hosts.mute', { participant: person.participant })],
    ['silenced with everybody', () => host.call('hosts.muteAll', {})],
  ])('is shown as off as soon as they are %s', async (_, act) => {
    await say('on')
    await isShown('on')
    await act()
    await isShown(undefined)
  })

  it('does not change what others say of theirs', async () => {
    const other = await test.join(room)
    await Promise.all([say('on'), say('on', other)])
    await Promise.all([isShown('on'), isShown('on', other)])
    await setRole('listener')
    await isShown(undefined)
    expect(shown(other)).toBe('on')
  })
})

describe('the record of a microphone goes with the person', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['who leaves', () => person.call('participants.leave', {})],
    ['who leaves to be forgotten', () => person.call('participants.leave', { forget: true })],
    ['who is removed', () => host.call('hosts.remove', { participant: person.participant })],
    ['who is banned', () => host.call('hosts.remove', { participant: person.participant, ban: true })],
  ])('%s', async (_, act) => {
    await say('on')
    await isShown('on')
    await act()
    await isShown(undefined)
  })

  it('whose page was closed, once the grace is over', async () => {
    const presenceIs = (presence: string) =>
      page.waitFor(() =>
        page.records('participants.person').some(({ key, value }) => key === person.participant && value.presence === presence),
      )
    const tab = await person.connect()
    await tab.call('audio.setMicrophone', { state: 'on' })
    await isShown('on')
    await tab.call('participants.setAway', { away: true })
    await presenceIs('away') // the roster has seen the tab
    tab.close()
    await presenceIs('reconnecting')
    await test.kernel.db.sql`update participants set lost_at = now() - interval '31 seconds' where id = ${person.participant}`
    test.kernel.presence.look(person.room)
    await isShown(undefined)
    expect(page.records('participants.person').some(({ key }) => key === person.participant)).toBe(false)
  })

  it('and is not there when they come back', async () => {
    await say('on')
    await isShown('on')
    await person.call('participants.leave', {})
    await isShown(undefined)
    const back = await test.join(room, { credential: person.credential })
    const live = await back.connect()
    expect(live.records('audio.microphone')).toEqual([])
  })
})
