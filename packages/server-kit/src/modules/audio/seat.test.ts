import { DisconnectReason } from '@livekit/rtc-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { obtainWithinMs } from '../../livekit/testing/real-server.ts'
import type { LiveConnection } from '../../testing/live-connection.ts'
import { createSoundScene, type SoundScene, type Stage, type TabPerson } from './testing/sound-scene.ts'

let scene: SoundScene
let stage: Stage
let person: TabPerson
beforeAll(async () => {
  scene = await createSoundScene()
}, obtainWithinMs)
afterAll(() => scene.close())
beforeEach(async () => {
  stage = await scene.createRoom()
  person = await scene.enter(stage.room)
})

const claim = (tab: string, live: Pick<LiveConnection, 'call'> = person.live) => live.call('audio.connect', { tab: tab as never }) // ids are branded
const seatIn = (live: LiveConnection) => live.records('audio.seat')[0]?.value
const seatIs = (live: LiveConnection, tab: string | null, generation: number) =>
  live.waitFor(() => seatIn(live)?.tab === tab && seatIn(live)?.generation === generation, { what: `seat of ${tab} as ${generation}` })

/** Another tab of the person. */
async function openTab(tab: string = crypto.randomUUID()): Promise<{ tab: string; live: LiveConnection }> {
  return { tab, live: await person.connect({ tab }) }
}

/** Settles when the roster, which is brought up to date together with the seats, shows the person so. */
const presenceIs = (presence: string) =>
  stage.host.live.waitFor(() =>
    stage.host.live.records('participants.person').some(({ key, value }) => key === person.participant && value.presence === presence),
  )

describe('the number of a claim', () => {
  it('only rises, whoever claims', async () => {
    const other = await openTab()
    const numbers = []
    for (const tab of [person.tab, other.tab, other.tab, person.tab]) numbers.push((await claim(tab)).generation)
    expect(numbers).toEqual([1, 2, 3, 4])
  })

  it('is given once, however many claim at the same moment', async () => {
    const other = await openTab()
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, at) => claim(at % 2 ? person.tab : other.tab, at % 2 ? person.live : other.live)),
    )
    const numbers = claims.map(({ generation }) => generation).sort((one, another) => one - another)
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
    await person.live.waitFor(() => seatIn(person.live)?.generation === 12)
  })

  it('goes on rising after the seat was free, after a reload, and after leaving and coming back', async () => {
    const other = await openTab()
    await claim(other.tab)
    other.live.close()
    await seatIs(person.live, null, 1)
    expect((await claim(person.tab)).generation).toBe(2)
    await person.call('participants.leave', {})
    const again = await scene.enter(stage.room, { credential: person.credential })
    expect(again.participant).toBe(person.participant)
    expect((await claim(again.tab, again.live)).generation).toBe(3)
  })

  it('is each person’s own', async () => {
    await claim(person.tab)
    const other = await scene.enter(stage.room)
    expect((await claim(other.tab, other.live)).generation).toBe(1)
    expect(person.live.records('audio.seat')).toHaveLength(1)
    expect(stage.host.live.records('audio.seat').map(({ value }) => value.tab)).toEqual([stage.host.tab])
  })
})

describe('a second tab', () => {
  it('takes the seat, and the first one hears of it and loses its sound', async () => {
    const first = await scene.hear(person)
    const other = await openTab()
    const grant = await claim(other.tab, other.live)
    await seatIs(person.live, other.tab, 2)
    await scene.connect(grant)
    expect(await first.cut).toBe(DisconnectReason.DUPLICATE_IDENTITY)
    const present = await scene.service.participants(stage.room)
    expect(present.filter(({ identity }) => identity === person.participant)).toHaveLength(1)
  })
})

describe('the seat of a tab', () => {
  it('that claims again stays its own, under a higher number and with a new token', async () => {
    const [one, two] = [await claim(person.tab), await claim(person.tab)]
    expect([one.generation, two.generation]).toEqual([1, 2])
    await seatIs(person.live, person.tab, 2)
    await scene.connect(two)
  })

  it('that closes is free, and the number stays', async () => {
    const other = await openTab()
    await claim(other.tab, other.live)
    await seatIs(person.live, other.tab, 1)
    other.live.close()
    await seatIs(person.live, null, 1)
  })

  it('that was the last one is free for whoever comes back', async () => {
    await claim(person.tab)
    await person.live.call('participants.setAway', { away: true })
    await presenceIs('away') // the roster has seen the tab
    person.live.close()
    await presenceIs('reconnecting')
    const back = await openTab()
    expect(seatIn(back.live)).toEqual({ tab: null, generation: 1 })
  })

  it('that is still connected stays when another tab closes', async () => {
    const other = await openTab()
    await claim(person.tab)
    await person.live.call('participants.setAway', { away: true })
    other.live.close()
    await presenceIs('away')
    expect((await openTab()).live.records('audio.seat')[0]?.value).toEqual({ tab: person.tab, generation: 1 })
  })

  it('that has connected anew stays when its old connection goes', async () => {
    await claim(person.tab)
    const again = await openTab(person.tab)
    await again.live.call('participants.setAway', { away: true })
    person.live.close()
    await presenceIs('away')
    expect(seatIn((await openTab()).live)).toEqual({ tab: person.tab, generation: 1 })
  })

  it('that was taken by another one is not freed by closing', async () => {
    const other = await openTab()
    await claim(person.tab)
    await claim(other.tab, other.live)
    await other.live.call('participants.setAway', { away: true })
    person.live.close()
    await presenceIs('away')
    await seatIs(other.live, other.tab, 2)
  })
})
