import { centreOffset } from './centre-offset.ts'
import type { PitchReading } from './pitch-tracker.ts'
import type { Ring } from './ring.ts'
import { at } from './sample.ts'

/** Analysis marks: one a period where there is a pitch, one every 5 ms where there is none. Addressed by absolute number. */
export type Marks = {
  /** Number of the newest mark. */
  newest(): number
  /** The nearest mark to a position among those not after `limit`. */
  nearest(position: number, limit: number): number
  position(mark: number): number
  periodSamples(mark: number): number
  isLocked(mark: number): boolean
  /**
   * Adds every mark that the signal so far allows. When the tracker has just locked, the marks after `settled` are laid again with
   * the period now known: an onset is older than the moment it is understood.
   * @param heard how many samples of the signal exist @param settled position whose sound is already out
   */
  extend(heard: number, settled: number): void
}

const CAPACITY = 128
const UNLOCKED_SECONDS = 0.005
const PULL = 0.15 // share of the distance to the pulse that one mark closes: slow, for a hasty one is heard as roughness

/** Lays phase-continuous marks with a fraction: each is one period after the last, gently pulled towards the glottal pulse. */
export function createMarks(options: { sampleRate: number; signal: Ring; pitch: Readonly<PitchReading> }): Marks {
  const { sampleRate, signal, pitch } = options
  const positions = new Float64Array(CAPACITY)
  const periods = new Float64Array(CAPACITY)
  const locks = new Uint8Array(CAPACITY)
  const unlockedPeriod = sampleRate * UNLOCKED_SECONDS
  const state = { newest: 0, lockCount: 0 }
  periods[0] = unlockedPeriod

  const slot = (mark: number) => mark % CAPACITY
  const newestPosition = () => at(positions, slot(state.newest))

  function push(position: number, period: number, locked: boolean) {
    state.newest++
    const index = slot(state.newest)
    positions[index] = position
    periods[index] = period
    locks[index] = locked ? 1 : 0
  }

  function relay(heard: number, settled: number) {
    const period = pitch.periodSamples
    let anchor = heard - period
    for (let i = 0; i < 2; i++) anchor += centreOffset(signal, anchor, period, heard)
    const oldest = Math.max(settled, heard - CAPACITY * period * 0.25)
    while (state.newest > 1 && newestPosition() > oldest) state.newest--
    const count = Math.floor((anchor - newestPosition() - period / 2) / period)
    for (let back = Math.max(0, count); back >= 0; back--) push(anchor - back * period, period, true)
  }

  return {
    newest: () => state.newest,
    position: (mark) => at(positions, slot(mark)),
    periodSamples: (mark) => at(periods, slot(mark)),
    isLocked: (mark) => locks[slot(mark)] === 1,
    nearest(position, limit) {
      let mark = state.newest
      const oldest = Math.max(0, state.newest - CAPACITY + 1)
      while (mark > oldest && at(positions, slot(mark)) > limit) mark--
      while (mark > oldest && Math.abs(at(positions, slot(mark - 1)) - position) <= Math.abs(at(positions, slot(mark)) - position)) mark--
      return mark
    },
    extend(heard, settled) {
      if (pitch.lockCount !== state.lockCount) relay(heard, settled)
      state.lockCount = pitch.lockCount
      for (;;) {
        const period = pitch.locked ? pitch.periodSamples : unlockedPeriod
        const next = newestPosition() + period
        if (next + period / 2 + 2 > heard) return
        push(pitch.locked ? next + PULL * centreOffset(signal, next, period, heard) : next, period, pitch.locked)
      }
    },
  }
}
