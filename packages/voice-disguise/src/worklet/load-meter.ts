/** Measures how much of the time a processor spends computing. */
export type LoadMeter = {
  /** Share of the last whole second, 0…1 and above. */
  share(): number
  /** True once most of a second was spent on computing: soon the sound breaks up. */
  strained(): boolean
  /** True once a second was spent almost wholly on computing: the sound is breaking up. */
  overloaded(): boolean
  /** Forgets what was measured. */
  restart(): void
  /** Adds one call. @param startMs when it began @param endMs when it ended @param samples how much sound it made */
  add(startMs: number, endMs: number, samples: number): void
}

const STRAINED_ABOVE = 0.6
const OVERLOADED_ABOVE = 0.9

/**
 * The clock of a worklet ticks in whole milliseconds, longer than one call; over a second the ticks that fall inside calls still
 * add up to the right share.
 * @param sampleRate Hz
 */
export function createLoadMeter(sampleRate: number): LoadMeter {
  const state = { busyMs: 0.5, samples: 0, share: 0.5 }
  state.busyMs = 0
  state.share = 0
  return {
    share: () => state.share,
    strained: () => state.share > STRAINED_ABOVE,
    overloaded: () => state.share > OVERLOADED_ABOVE,
    restart() {
      state.busyMs = 0
      state.samples = 0
      state.share = 0
    },
    add(startMs, endMs, samples) {
      state.busyMs += Math.max(0, endMs - startMs) // a clock set back must not count
      state.samples += samples
      if (state.samples < sampleRate) return
      state.share = state.busyMs / ((1000 * state.samples) / sampleRate)
      state.busyMs = 0
      state.samples = 0
    },
  }
}
