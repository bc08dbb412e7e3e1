import type { PitchReading } from './pitch-tracker.ts'
import { findPulseCentre, type PulseCentre } from './pulse-centre.ts'
import type { Ring } from './ring.ts'
import { at } from './sample.ts'

/** Analysis marks: one a period where there is a pitch, one every 5 ms where there is none. The last of them are kept, in slots. */
export type Marks = {
  /** Absolute samples with a fraction, by slot. */
  readonly positions: Float64Array
  /** Samples, by slot. */
  readonly periods: Float64Array
  /** 1 where the pitch was known, by slot. */
  readonly locks: Uint8Array
  /** 1 where there was surely none to know, by slot. */
  readonly noises: Uint8Array
  /** Slot of the newest mark. */
  newest(): number
  /** Slot of the mark nearest to a position among those not after the limit. */
  nearest(search: Readonly<MarkSearch>): number
  /**
   * Adds every mark that the signal so far allows. When the tracker has just locked, the marks that are not settled are laid again
   * with the period now known: an onset is older than the moment it is understood.
   */
  extend(clock: Readonly<MarkClock>): void
}

/** What `nearest` looks for. A record, so that asking allocates nothing. */
type MarkSearch = { position: number; limit: number }

/** How many samples of the signal exist, and up to which position its sound is already laid. */
type MarkClock = { heard: number; settled: number }

const CAPACITY = 128 // a power of two
const NOISE_BELOW = 0.45 // periodicity that plain noise has by chance
const UNLOCKED_SECONDS = 0.005
const PULL = 0.2 // share of the distance to the pulse that one mark closes: slow, for a hasty one is heard as roughness

/** Lays phase-continuous marks with a fraction: each is one period after the last, gently pulled towards the glottal pulse. */
export function createMarks(options: { sampleRate: number; signal: Ring; pitch: Readonly<PitchReading> }): Marks {
  const { sampleRate, signal, pitch } = options
  const positions = new Float64Array(CAPACITY)
  const periods = new Float64Array(CAPACITY)
  const locks = new Uint8Array(CAPACITY)
  const noises = new Uint8Array(CAPACITY)
  const unlockedPeriod = sampleRate * UNLOCKED_SECONDS
  const centre: PulseCentre = { position: 0.5, period: 0.5, offset: 0.5 }
  const state = { count: 1, lockCount: 0 }
  periods[0] = unlockedPeriod

  const slotOf = (mark: number) => mark & (CAPACITY - 1)
  const newest = () => slotOf(state.count - 1)

  /** Adds a mark where `centre` is. */
  function push(lock: 0 | 1) {
    const slot = slotOf(state.count++)
    positions[slot] = centre.position
    periods[slot] = centre.period
    locks[slot] = lock
    noises[slot] = lock === 0 && pitch.periodicity < NOISE_BELOW ? 1 : 0
  }

  function relay({ heard, settled }: Readonly<MarkClock>) {
    centre.period = pitch.periodSamples
    centre.position = heard - centre.period
    for (let i = 0; i < 2; i++) {
      findPulseCentre(signal, centre, heard)
      centre.position += centre.offset
    }
    while (state.count > 2 && at(positions, newest()) > settled) state.count--
    const room = centre.position - at(positions, newest()) - centre.period / 2
    const back = Math.min(CAPACITY / 4, Math.max(0, Math.floor(room / centre.period)))
    centre.position -= back * centre.period
    for (let i = 0; i <= back; i++) {
      push(1)
      centre.position += centre.period
    }
  }

  return {
    positions,
    periods,
    locks,
    noises,
    newest,
    nearest({ position, limit }) {
      let mark = state.count - 1
      const oldest = Math.max(0, state.count - CAPACITY)
      while (mark > oldest && at(positions, slotOf(mark)) > limit) mark--
      while (mark > oldest) {
        const earlier = Math.abs(at(positions, slotOf(mark - 1)) - position)
        if (earlier > Math.abs(at(positions, slotOf(mark)) - position)) break
        mark--
      }
      return slotOf(mark)
    },
    extend(clock) {
      if (pitch.lockCount !== state.lockCount) relay(clock)
      state.lockCount = pitch.lockCount
      for (;;) {
        centre.period = pitch.locked ? pitch.periodSamples : unlockedPeriod
        centre.position = at(positions, newest()) + centre.period
        if (!(centre.position + centre.period / 2 + 2 <= clock.heard)) return // this way round, what is not a number ends it too
        if (pitch.locked) {
          findPulseCentre(signal, centre, clock.heard)
          centre.position += PULL * centre.offset
        }
        push(pitch.locked ? 1 : 0)
      }
    },
  }
}
