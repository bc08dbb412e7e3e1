import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/code-of.ts'
import { createTestServer, type TestServer } from '../../testing/create-test-server.ts'

let test: TestServer
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

describe('joining', () => {
  it('gives a name, a picture, a place in the roster and every record of the room', async () => {
    const { room } = await test.createRoom()
    const first = await test.join(room.id)
    await first.call('chat.send', { id: crypto.randomUUID(), text: 'Hello' })
    const second = await test.join(room.id)
    const live = await second.connect()
    expect(second.standing).toEqual({ state: 'inside', role: 'speaker' })
    expect(live.records('participants.person').map(({ key }) => key)).toEqual([first.participant, second.participant])
    expect(live.records('participants.person')[1]?.value).toMatchObject({ alias: expect.stringMatching(/^\w+ \w+$/), role: 'speaker' })
    expect(live.records('chat.message').map(({ value }) => value.text)).toEqual(['Hello'])
    expect(live.records('rooms.settings')[0]?.value.topic).toBe('A test room')
  })

  it('makes newcomers listeners where the room says so', async () => {
    const { room } = await test.createRoom({ newcomers: 'listener' })
    expect((await test.join(room.id)).standing.role).toBe('listener')
  })

  it('needs a room that is there and has not ended', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    await host.call('rooms.end', {})
    expect(await codeOf(test.join(room.id))).toBe('ROOM_ENDED')
    expect(await codeOf(test.join(room.id, { credential: host.credential }))).toBe('ROOM_ENDED')
    expect(await codeOf(test.join('nowhere-at-all'))).toBe('ROOM_NOT_FOUND')
    expect(await codeOf(test.call('participants.suggest', { room: 'nowhere-at-all' }))).toBe('ROOM_NOT_FOUND')
  })

  it('keeps the room’s answer to the joiner: no credential, host key or hash is in anybody’s records', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const live = await host.connect()
    const said = JSON.stringify([host.reply.channels, live.frames, await test.call('rooms.read', { room: room.id })])
    expect(said).not.toContain(hostKey)
    expect(said).not.toContain(host.credential)
    expect(said).not.toContain('hash')
  })
})

describe('names', () => {
  it('suggests names nobody has', async () => {
    const { room } = await test.createRoom()
    const { alias } = await test.call('participants.suggest', { room: room.id })
    await test.join(room.id, { alias })
    const names = await Promise.all(Array.from({ length: 20 }, () => test.call('participants.suggest', { room: room.id })))
    expect(names.map((name) => name.alias)).not.toContain(alias)
  })

  it.each([
    ['in capitals', 'QUIET OTTER'],
    ['with marks', 'Quíet Ötter'],
    ['in full width', 'Ｑｕｉｅｔ Ｏｔｔｅｒ'],
    ['with more space', ' Quiet   Otter '],
    ['with a no-break space', 'Quiet\u00a0Otter'],
    ['with a zero-width space', 'Quiet\u200b Otter'],
    ['with a joiner at its end', 'Quiet Otter\u200d'],
    ['with a filler nobody sees', 'Quiet Otter\u3164'],
    ['with a soft hyphen', 'Qui\u00adet Otter'],
  ])('takes a name %s for the same name', async (_, alias) => {
    const { room } = await test.createRoom()
    const [, other] = [await test.join(room.id, { alias: 'Quiet Otter' }), await test.join(room.id)]
    expect(await codeOf(test.join(room.id, { alias }))).toBe('ALIAS_TAKEN')
    expect(await codeOf(other.call('participants.rename', { alias }))).toBe('ALIAS_TAKEN')
  })

  it.each([
    ['nothing', ''],
    ['one letter', 'a'],
    ['only space', '   '],
    ['only what nobody sees', '\u200b\u200b\u2060'],
    ['a line break', 'Quiet\nOtter'],
    ['a turn of the writing direction', 'Quiet\u202eOtter'],
    ['a NUL', 'Quiet\0Otter'],
    ['half a character', 'Quiet \ud83e'],
    ['41 characters', 'a'.repeat(41)],
  ])('refuses %s as a name', async (_, alias) => {
    const { room } = await test.createRoom()
    expect(await codeOf(test.join(room.id, { alias }))).toBe('INVALID_INPUT')
  })

  it('takes names of every language, and emoji of several parts', async () => {
    const { room } = await test.createRoom()
    for (const alias of ['Тихая Выдра', 'ヒバリ', 'حمامة', 'नीला 🕊️', '👩‍🚒 Wren']) {
      const person = await test.join(room.id, { alias })
      const live = await person.connect()
      expect(live.records('participants.person').at(-1)?.value.alias).toBe(alias)
    }
  })

  it('changes name and picture for everyone, and frees the old name', async () => {
    const { room } = await test.createRoom()
    const person = await test.join(room.id, { alias: 'Quiet Otter', picture: 'seed0001' })
    const live = await (await test.join(room.id)).connect()
    await person.call('participants.rename', { alias: 'Warm Wren' })
    await person.call('participants.rename', { picture: 'seed0002' })
    await live.waitFor(() => live.records('participants.person')[0]?.value.picture === 'seed0002')
    expect(live.records('participants.person')[0]?.value).toMatchObject({ alias: 'Warm Wren', picture: 'seed0002' })
    expect(await codeOf(test.join(room.id, { alias: 'quiet otter' }))).toBe('ok')
  })

  it('keeps the name of somebody who left for their return', async () => {
    const { room } = await test.createRoom()
    const person = await test.join(room.id, { alias: 'Quiet Otter' })
    await person.call('participants.leave', {})
    expect(await codeOf(test.join(room.id, { alias: 'Quiet Otter' }))).toBe('ALIAS_TAKEN')
  })
})

describe('ground rules', () => {
  const rules = ['What is said here stays here.']

  it('are accepted in their version before anybody comes in', async () => {
    const { room, hostKey } = await test.createRoom({ rules })
    expect(await codeOf(test.join(room.id))).toBe('RULES_NOT_ACCEPTED')
    expect(await codeOf(test.join(room.id, { rulesVersion: 0 }))).toBe('RULES_NOT_ACCEPTED')
    expect(await codeOf(test.join(room.id, { rulesVersion: 2 }))).toBe('RULES_NOT_ACCEPTED')
    expect(await codeOf(test.join(room.id, { hostKey }))).toBe('RULES_NOT_ACCEPTED')
    expect(await codeOf(test.join(room.id, { rulesVersion: room.rulesVersion }))).toBe('ok')
  })

  it('are asked for again when they have changed, and not when they have not', async () => {
    const { room, hostKey } = await test.createRoom({ rules })
    const host = await test.join(room.id, { hostKey, rulesVersion: 1 })
    const [stays, returns] = [await test.join(room.id, { rulesVersion: 1 }), await test.join(room.id, { rulesVersion: 1 })]
    await host.call('rooms.update', { rules })
    expect((await test.call('rooms.read', { room: room.id })).rulesVersion).toBe(1)
    await host.call('rooms.update', { rules: [...rules, 'Be kind.'] })
    expect(await codeOf(test.join(room.id, { credential: returns.credential }))).toBe('RULES_NOT_ACCEPTED')
    expect(await codeOf(test.join(room.id, { credential: returns.credential, rulesVersion: 2 }))).toBe('ok')
    expect(await codeOf(stays.call('participants.acknowledge', { rulesVersion: 1 }))).toBe('CONFLICT')
    expect(await codeOf(stays.call('participants.acknowledge', { rulesVersion: 2 }))).toBe('ok')
    expect(await codeOf(test.join(room.id, { credential: stays.credential }))).toBe('ok')
  })
})

describe('a locked room', () => {
  it('keeps newcomers out and lets people back in', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await test.join(room.id)
    await person.call('participants.leave', {})
    await host.call('rooms.lock', { locked: true })
    expect(await codeOf(test.join(room.id))).toBe('ROOM_LOCKED')
    expect((await test.join(room.id, { credential: person.credential })).participant).toBe(person.participant)
    expect((await test.join(room.id, { hostKey })).standing.role).toBe('host')
    await host.call('rooms.lock', { locked: false })
    expect(await codeOf(test.join(room.id))).toBe('ok')
  })
})

describe('coming back', () => {
  it('P22: is being the same person, with the same role, name and place', async () => {
    const { room, hostKey } = await test.createRoom()
    const host = await test.join(room.id, { hostKey })
    const person = await test.join(room.id, { alias: 'Quiet Otter' })
    await host.call('hosts.setRole', { participant: person.participant, role: 'moderator' })
    const reloaded = await test.join(room.id, { credential: person.credential, alias: 'Somebody Else' })
    expect(reloaded).toMatchObject({ participant: person.participant, standing: { state: 'inside', role: 'moderator' } })
    await person.call('participants.leave', {})
    const back = await test.join(room.id, { credential: person.credential })
    expect(back).toMatchObject({ participant: person.participant, standing: { state: 'inside', role: 'moderator' } })
    const live = await back.connect()
    expect(live.records('participants.person').find(({ key }) => key === person.participant)?.value.alias).toBe('Quiet Otter')
  })

  it('needs a credential of this room', async () => {
    const [{ room }, other] = [await test.createRoom(), await test.createRoom()]
    const person = await test.join(other.room.id)
    expect(await codeOf(test.join(room.id, { credential: person.credential }))).toBe('CREDENTIAL_UNKNOWN')
    expect(await codeOf(test.join(room.id, { credential: 'resume_made-up' }))).toBe('CREDENTIAL_UNKNOWN')
    expect(await codeOf(test.join(room.id, { credential: '' }))).toBe('CREDENTIAL_UNKNOWN')
    expect(await codeOf(test.join(room.id, { credential: person.token }))).not.toBe('ok')
  })
})

describe('leaving', () => {
  it('P17: takes a person out of the roster at once and ends their tokens', async () => {
    const { room } = await test.createRoom()
    const [person, other] = [await test.join(room.id), await test.join(room.id)]
    const [mine, theirs] = [await person.connect(), await other.connect()]
    await person.call('hands.raise', {})
    await person.call('audio.setMicrophone', { state: 'on' })
    await person.call('participants.leave', {})
    await theirs.waitFor(() => theirs.records('participants.person').length === 1)
    expect(theirs.records('hands.raised')).toEqual([])
    expect(theirs.records('audio.microphone')).toEqual([])
    await mine.waitFor(() => !mine.isOpen)
    expect(mine.closing?.code).toBe('CLOSED')
    expect(await codeOf(person.call('chat.send', { id: crypto.randomUUID(), text: 'Still here?' }))).toBe('UNAUTHENTICATED')
  })

  it('with `forget` makes the credential worthless', async () => {
    const { room } = await test.createRoom()
    const person = await test.join(room.id)
    await person.call('participants.leave', { forget: true })
    expect(await codeOf(test.join(room.id, { credential: person.credential }))).toBe('CREDENTIAL_UNKNOWN')
  })

  it('frees every tab of the person', async () => {
    const { room } = await test.createRoom()
    const person = await test.join(room.id)
    const tabs = [await person.connect(), await person.connect(), await person.connect()]
    await tabs[0]?.call('participants.leave', {}).catch(() => {})
    await Promise.all(tabs.map((tab) => tab.waitFor(() => !tab.isOpen)))
  })
})
