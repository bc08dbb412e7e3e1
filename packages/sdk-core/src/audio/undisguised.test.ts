import { SanctuaryError } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../room-context.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { sampleSettings } from '../testing/sample-room.ts'
import { createFakeRoomContext } from './testing/fake-room-context.ts'
import { createUndisguised } from './undisguised.ts'

const agreedTo = 'They hear me.'

function setUp() {
  const context = createFakeRoomContext()
  const allow = (undisguised: 'with-consent' | 'never') => context.put('rooms.settings', 'settings', { ...sampleSettings, undisguised })
  /** The server's record arrives, after the reply or before. */
  const write = () => context.put('audio.consent', 'consent', { agreedTo, at: '2026-01-01T00:00:00.000Z' })
  const remove = () => context.remove('audio.consent', 'consent')
  context.answer('audio.consent', () => ({}))
  allow('with-consent')
  const clock = createFakeClock()
  const $connection = atom<Connection>({ state: 'live' })
  const undisguised = createUndisguised({ ...context, clock, $connection })
  const ops = () => context.calls.map(({ op }) => op)
  const told = () => ops().filter((op) => op !== 'sync.history')
  return { context, clock, $connection, allow, write, remove, undisguised, ops, told, isOpen: () => undisguised.$open.get() }
}

describe('the agreement to be heard undisguised', () => {
  it('opens nothing before the server has written it down', async () => {
    const { undisguised, write, isOpen } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    expect(isOpen()).toBe(false)
    write()
    await agreed
    expect(isOpen()).toBe(true)
  })

  it('is not one that was made before', async () => {
    const { undisguised, write, isOpen } = setUp()
    write()
    expect(isOpen()).toBe(false)
    const agreed = undisguised.agree(agreedTo)
    await settle()
    expect(isOpen()).toBe(false)
    write()
    await agreed
    expect(isOpen()).toBe(true)
  })

  it('needs a room that is known to allow it', async () => {
    const { undisguised, allow, ops } = setUp()
    allow('never')
    await expect(undisguised.agree(agreedTo)).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
    const unknown = createFakeRoomContext()
    await expect(createUndisguised(unknown).agree(agreedTo)).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
    expect([...ops(), ...unknown.calls]).toEqual([])
  })

  it('is what the server says, where it refuses', async () => {
    const { context, undisguised, isOpen } = setUp()
    context.answer('audio.consent', () => Promise.reject(new SanctuaryError('UNDISGUISED_FORBIDDEN')))
    await expect(undisguised.agree(agreedTo)).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
    expect(isOpen()).toBe(false)
  })

  it('is refused by a host who forbids it while it is under way, also when its record comes later', async () => {
    const { undisguised, allow, write, isOpen } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    allow('never')
    await expect(agreed).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
    write()
    await settle()
    expect(isOpen()).toBe(false)
  })

  it.each(['the record goes', 'a host forbids it', 'one ends it', 'the room closes'])('shuts when %s', async (how) => {
    const { undisguised, allow, write, remove, isOpen } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    if (how === 'the record goes') remove()
    else if (how === 'a host forbids it') allow('never')
    else if (how === 'one ends it') undisguised.end()
    else undisguised.close()
    expect(isOpen()).toBe(false)
    allow('with-consent')
    write()
    await settle()
    expect(isOpen()).toBe(false)
  })

  it('shuts after three seconds without word from the server, however often that is asked meanwhile, and is taken back as soon as it can be told', async () => {
    const { context, clock, $connection, undisguised, write, remove, isOpen, told } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    context.answer('audio.withdrawConsent', () => Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')))
    $connection.set({ state: 'reconnecting' })
    await clock.advance(1500)
    $connection.set({ state: 'offline' })
    await clock.advance(1499)
    expect(isOpen()).toBe(true)
    await clock.advance(1)
    expect(isOpen()).toBe(false)
    context.answer('audio.withdrawConsent', () => ({}))
    $connection.set({ state: 'live' })
    await settle()
    expect(isOpen()).toBe(false)
    expect(told()).toEqual(['audio.consent', 'audio.withdrawConsent', 'audio.withdrawConsent'])
    remove()
    $connection.set({ state: 'offline' })
    $connection.set({ state: 'live' })
    expect(told()).toHaveLength(3)
  })

  it('is another tab’s to end where it was made there', async () => {
    const { clock, $connection, write, told } = setUp()
    write()
    $connection.set({ state: 'offline' })
    await clock.advance(10_000)
    $connection.set({ state: 'live' })
    await settle()
    expect(told()).toEqual([])
  })

  it('owes nothing for an older agreement once there is a new one', async () => {
    const { context, $connection, undisguised, write, remove, isOpen } = setUp()
    context.answer('audio.withdrawConsent', () => Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')))
    write()
    undisguised.end()
    await settle()
    remove()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    $connection.set({ state: 'reconnecting' })
    $connection.set({ state: 'live' })
    expect(isOpen()).toBe(true)
  })

  it.each(['a host forbids it', 'one ends it', 'the record goes', 'the room closes'])(
    'never opens where %s in the turn the record came',
    async (how) => {
      const { context, $connection, undisguised, allow, write, remove, ops } = setUp()
      context.answer('audio.withdrawConsent', () => Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')))
      const states: boolean[] = []
      undisguised.$open.listen((open) => states.push(open))
      const agreed = undisguised.agree(agreedTo)
      await settle()
      write()
      if (how === 'a host forbids it') allow('never')
      else if (how === 'one ends it') undisguised.end()
      else if (how === 'the record goes') remove()
      else undisguised.close()
      if (how === 'a host forbids it') await expect(agreed).rejects.toMatchObject({ code: 'UNDISGUISED_FORBIDDEN' })
      else await agreed
      expect(states).toEqual([])
      if (how !== 'one ends it') return
      await settle()
      $connection.set({ state: 'reconnecting' })
      $connection.set({ state: 'live' })
      expect(ops()).toEqual(['audio.consent', 'audio.withdrawConsent', 'audio.withdrawConsent']) // what could not be told is owed
    },
  )

  it('shuts after three seconds in which a connection that calls itself live answers nothing', async () => {
    const { context, clock, undisguised, write, isOpen, ops } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    await clock.advance(5000)
    expect(isOpen()).toBe(true)
    let answerLate = () => {}
    context.answer('sync.history', () => new Promise((done) => (answerLate = () => done({ records: [], window: 0 }))))
    context.answer('audio.withdrawConsent', () => new Promise(() => {}))
    await clock.advance(2999)
    expect(isOpen()).toBe(true)
    await clock.advance(1)
    expect(isOpen()).toBe(false)
    expect(ops().at(-1)).toBe('audio.withdrawConsent')
    const asked = ops().length
    answerLate()
    await clock.advance(10_000)
    expect([isOpen(), ops().length]).toEqual([false, asked])
  })

  it('asks nothing of the server before it opens', async () => {
    const { clock, ops } = setUp()
    await clock.advance(10_000)
    expect(ops()).toEqual([])
  })

  it('takes a refusal for silence', async () => {
    const { context, clock, undisguised, write, isOpen } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    context.answer('sync.history', () => Promise.reject(new SanctuaryError('SERVER_UNREACHABLE')))
    await clock.advance(3000)
    expect(isOpen()).toBe(false)
  })

  it('stays open through a break of less than three seconds', async () => {
    const { clock, $connection, undisguised, write, isOpen } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    write()
    await agreed
    for (let breaks = 0; breaks < 3; breaks++) {
      $connection.set({ state: 'reconnecting' })
      await clock.advance(2999)
      $connection.set({ state: 'live' })
    }
    await clock.advance(10_000)
    expect(isOpen()).toBe(true)
  })

  it('is taken back when it ends, and nothing is said where there is none', async () => {
    const { undisguised, write, ops } = setUp()
    undisguised.end()
    expect(ops()).toEqual([])
    write() // of this page before its reload
    undisguised.end()
    undisguised.end() // a slider that is drawn chooses many voices
    expect(ops()).toEqual(['audio.withdrawConsent'])
  })

  it('opens nothing for somebody who chose a disguise meanwhile', async () => {
    const { undisguised, write, isOpen, ops } = setUp()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    undisguised.end()
    await agreed
    write()
    await settle()
    expect(isOpen()).toBe(false)
    expect(ops()).toEqual(['audio.consent', 'audio.withdrawConsent'])
  })

  it('waits until the one before is taken back, so that its record cannot pass for the new one', async () => {
    const { context, undisguised, write, remove, isOpen, ops } = setUp()
    let takenBack = () => {}
    context.answer('audio.withdrawConsent', () => new Promise((done) => (takenBack = () => done({}))))
    write()
    undisguised.end()
    const agreed = undisguised.agree(agreedTo)
    await settle()
    expect(ops()).toEqual(['audio.withdrawConsent'])
    takenBack()
    await settle()
    expect(ops()).toEqual(['audio.withdrawConsent', 'audio.consent'])
    remove()
    await settle()
    expect(isOpen()).toBe(false)
    write()
    await agreed
    expect(isOpen()).toBe(true)
  })
})
