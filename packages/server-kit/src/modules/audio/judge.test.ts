import { once } from 'node:events'
import type { ParticipantId } from '@sanctuary/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Transaction } from '../../kernel/transact.ts'
import type { MediaService } from '../../livekit/index.ts'
import type { MediaPerson } from '../../livekit/testing/media-person.ts'
import { obtainWithinMs } from '../../livekit/testing/real-server.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createJudge } from './judge.ts'
import { createSoundScene, type SoundScene } from './testing/sound-scene.ts'

/** Reports are lost here and the clock is moved by hand: only the judge's own looks find anything. */
const clock = createFakeClock(Date.now())
const slowLookMs = 5000
let scene: SoundScene
beforeAll(async () => {
  scene = await createSoundScene({ clock })
  scene.reports.passOnTo(undefined)
}, obtainWithinMs)
afterEach(() => clock.advance(11 * 60_000)) // nothing of the test before is watched any more
afterAll(() => scene.close())

/** Again and again, as an intruder would: a busy media server may take longer than the service waits, and a room without anyone may be taken away. */
function intrude(room: string, identity: string = crypto.randomUUID()): Promise<MediaPerson> {
  return vi.waitFor(
    async () => {
      await scene.service.ensureRoom(room)
      return scene.connect({ url: scene.media.url, token: await scene.service.token({ room, identity, canPublish: true }) })
    },
    { timeout: 10_000 },
  )
}

const identities = async (room: string) => (await scene.service.participants(room)).map(({ identity }) => identity)

describe('a look at every room', () => {
  it('finds who does not belong there, without a report and without an act', async () => {
    const { room, host } = await scene.createRoom()
    const intruder = await intrude(room)
    clock.advance(slowLookMs)
    await intruder.cut
    expect(await identities(room)).toEqual([host.participant])
  })

  it('finds who has too much', async () => {
    const { room, host } = await scene.createRoom()
    const listener = await scene.enter(room)
    await host.call('hosts.setRole', { participant: listener.participant, role: 'listener' })
    clock.advance(11 * 60_000)
    const forged = await intrude(room, listener.participant)
    void forged.speak().catch(() => {}) // refused, where the judge was quicker
    clock.advance(slowLookMs)
    await vi.waitUntil(
      async () => {
        const person = (await scene.service.participants(room)).find(({ identity }) => identity === listener.participant)
        return person && !person.permissions.canPublish && person.tracks.length === 0
      },
      { timeout: 10_000 },
    )
    expect(forged.room.isConnected).toBe(true)
  })

  it('leaves the rooms of others alone who use the same media server', async () => {
    const { room } = await scene.createRoom()
    const neighbour = await intrude('a-room-of-another-product')
    const intruder = await intrude(room)
    clock.advance(slowLookMs)
    await intruder.cut
    const second = await intrude(room)
    clock.advance(slowLookMs)
    await second.cut
    expect(neighbour.room.isConnected).toBe(true)
    expect(await identities('a-room-of-another-product')).toHaveLength(1)
  })
})

describe('after somebody lost a right', () => {
  it('the room is looked at without waiting for the turn of every room', async () => {
    const { room, host } = await scene.createRoom()
    const person = await scene.enter(room)
    const { grant, cut } = await scene.hear(person)
    await host.call('hosts.remove', { participant: person.participant })
    await cut
    const again = await scene.connect(grant).catch(() => undefined) // cut while it was connecting
    await again?.cut // the clock has not moved
    await vi.waitUntil(async () => !(await identities(room)).includes(person.participant), { timeout: 10_000 })
  })

  it('also for ten minutes, and for rooms that have been erased meanwhile', async () => {
    const { room, host } = await scene.createRoom()
    await host.call('rooms.end', {})
    await scene.test.kernel.db.sql`delete from rooms where id = ${room}`
    clock.advance(9 * 60_000)
    const intruder = await intrude(room)
    await intruder.cut
  })

  it('whoever tries again is watched for ten minutes more', async () => {
    const { room, host } = await scene.createRoom()
    await host.call('rooms.end', {})
    await scene.test.kernel.db.sql`delete from rooms where id = ${room}` // only the watch judges it now
    clock.advance(9 * 60_000)
    await (await intrude(room)).cut
    clock.advance(9 * 60_000)
    await (await intrude(room)).cut
  })
})

describe('after somebody was cut', () => {
  /** Comes in no further than the door, where no sound flows yet and the media server reports nobody; settles when shown out again. */
  async function knock(room: string): Promise<void> {
    const token = await scene.service.token({ room, identity: crypto.randomUUID(), canPublish: true })
    const socket = new WebSocket(`${scene.media.url}/rtc?access_token=${token}&protocol=9`)
    const closed = once(socket, 'close')
    await once(socket, 'message')
    let isOut = false
    void closed.then(() => (isOut = true))
    await vi.waitUntil(
      () => {
        clock.advance(50) // far less in all than the time between the looks at every room
        return isOut
      },
      { timeout: 10_000, interval: 50 },
    )
  }

  /** A judge of one's own, which no job makes look. */
  function ownJudge(): ReturnType<typeof createJudge> {
    const judge = createJudge(scene.test.kernel, { service: scene.service })
    judges.add(judge)
    return judge
  }
  const judges = new Set<ReturnType<typeof createJudge>>()
  afterEach(() => {
    for (const judge of judges) judge.stop()
  })

  it('the room is looked at all the time, so that they do not get as far as sound', async () => {
    const { room } = await scene.createRoom()
    const intruder = await intrude(room)
    await ownJudge().judge(room as never) // ids are branded
    await intruder.cut
    for (let time = 1; time <= 5; time++) {
      await knock(room)
    }
  })

  it.each<[string, (judge: ReturnType<typeof createJudge>, transaction: Transaction, id: ParticipantId) => void]>([
    ['removal', (judge, transaction, id) => judge.cut(transaction, { id, state: 'removed' })],
    ['ban', (judge, transaction, id) => judge.cut(transaction, { id, state: 'banned' })],
    ['demotion', (judge, transaction, id) => judge.permit(transaction, { id, role: 'listener', silenced: false })],
    ['silencing', (judge, transaction, id) => judge.permit(transaction, { id, role: 'speaker', silenced: true })],
  ])('also right after a %s', async (_, act) => {
    const { room } = await scene.createRoom()
    const judge = ownJudge()
    await scene.test.kernel.transact.inRoom(room as never, async (transaction) => act(judge, transaction, crypto.randomUUID() as never)) // ids are branded
    for (let time = 1; time <= 3; time++) {
      await knock(room)
    }
  })
})

it('a connection of a person under another name is not that person', async () => {
  const { room, host } = await scene.createRoom()
  const token = await scene.service.token({ room, identity: host.participant, canPublish: true })
  // LiveKit lets a client publish over a connection of its own, as `<id>#<something>`.
  const socket = new WebSocket(`${scene.media.url}/rtc?access_token=${token}&publish=second&protocol=9`)
  await vi.waitUntil(async () => (await identities(room)).length === 2, { timeout: 10_000 })
  clock.advance(slowLookMs)
  await vi.waitUntil(async () => (await identities(room)).length === 1, { timeout: 10_000 })
  expect(await identities(room)).toEqual([host.participant])
  socket.terminate()
})

describe('many reports at once', () => {
  it('become two comparisons: the one that runs, and one that starts after all of them', async () => {
    const { room } = await scene.createRoom()
    let looks = 0
    const counting: MediaService = {
      ...scene.service,
      participants(name) {
        looks += 1
        return scene.service.participants(name)
      },
    }
    const judge = createJudge(scene.test.kernel, { service: counting })
    const first = judge.judge(room as never) // ids are branded
    await Promise.all([first, ...Array.from({ length: 50 }, () => judge.judge(room as never))])
    expect(looks).toBe(2)
    await judge.judge(room as never)
    expect(looks).toBe(3)
  })

  it('see whoever came before the last of them', async () => {
    const { room } = await scene.createRoom()
    const judge = createJudge(scene.test.kernel, { service: scene.service })
    const first = judge.judge(room as never) // ids are branded
    const intruder = await intrude(room)
    await Promise.all([first, judge.judge(room as never), judge.judge(room as never)])
    await intruder.cut
  })

  it('one that fails does not stop the next', async () => {
    const { room } = await scene.createRoom()
    let fails = true
    const moody = {
      ...scene.service,
      participants: (name: string) => (fails ? Promise.reject(new Error('not now')) : scene.service.participants(name)),
    }
    const judge = createJudge(scene.test.kernel, { service: moody })
    await judge.judge(room as never) // ids are branded
    fails = false
    const intruder = await intrude(room)
    await judge.judge(room as never)
    await intruder.cut
  })
})
