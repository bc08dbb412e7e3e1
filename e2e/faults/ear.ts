import { listen } from '../../packages/server-kit/src/livekit/testing/listen.ts'
import { createMeter, type Disguised, type Moment } from './measure.ts'

/** Somebody who listens in media rooms all the time and remembers what they heard. */
export interface Ear {
  /** Everything heard since a time, in ms since 1970, of whatever track. */
  since(at: number): readonly Moment[]
  /**
   * Settles once something was heard in some windows after a time.
   * @throws Error after `withinMs`
   */
  hears(options: { after: number; like: (moment: Moment) => boolean; windows: number; withinMs: number }): Promise<void>
  /** Forgets what was heard before a time. */
  forget(before: number): void
  close(): Promise<void>
}

/**
 * @param grants - one for each media room to listen in
 * @param disguised - what is listened for
 */
export async function openEar(grants: readonly { url: string; token: string }[], disguised: Disguised): Promise<Ear> {
  let moments: Moment[] = []
  const watchers = new Set<() => void>()
  const meters = new Map<string, (samples: Float32Array) => void>()

  function meterOf(track: string) {
    const meter = createMeter(disguised, (moment) => {
      moments.push(moment)
      for (const look of [...watchers]) look()
    })
    meters.set(track, meter)
    return meter
  }

  const rooms = await Promise.all(grants.map((grant) => listen(grant, (samples, track) => (meters.get(track) ?? meterOf(track))(samples))))
  return {
    since: (at) => moments.filter((moment) => moment.at >= at),
    hears: ({ after, like, windows, withinMs }) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (moments.filter((moment) => moment.at > after && like(moment)).length >= windows) done(resolve)
        }
        const timer = setTimeout(
          () => done(() => reject(new Error(`The voice that was waited for was not heard within ${withinMs} ms.`))),
          withinMs,
        )
        const done = (settle: () => void) => {
          clearTimeout(timer)
          watchers.delete(look)
          settle()
        }
        watchers.add(look)
        look()
      }),
    forget(before) {
      moments = moments.filter(({ at }) => at >= before)
    },
    async close() {
      await Promise.all(rooms.map((room) => room.close()))
    },
  }
}
