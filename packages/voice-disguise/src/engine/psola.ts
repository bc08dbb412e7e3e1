import type { Random } from '../random.ts'
import { addGrain, type Grain } from './grain.ts'
import { createMarks } from './marks.ts'
import { createPitchPlan } from './pitch-plan.ts'
import { LOWEST_PITCH_HZ, type PitchReading } from './pitch-tracker.ts'
import { createRing } from './ring.ts'
import { at } from './sample.ts'
import { STEP_SAMPLES, type Stage } from './stage.ts'
import { createUnlockedGain } from './unlocked-gain.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/** What the stage works with. `pitch` and `voice` are read live. */
export type PsolaOptions = {
  readonly sampleRate: number
  readonly pitch: Readonly<PitchReading>
  readonly voice: Readonly<CurrentVoice>
  readonly random: Random
}

const DELAY_SECONDS = 0.03
const FADE_IN_SECONDS = 0.01
const LONGEST_HALF_GRAIN_SECONDS = 0.012

/**
 * Streaming TD-PSOLA: cuts the sound into grains of two natural periods, and lays them again at the wished period (pitch), each
 * read faster or slower (formants).
 * After Moulines and Charpentier (1990), "Pitch-synchronous waveform processing techniques".
 */
export function createPsola({ sampleRate, pitch, voice, random }: PsolaOptions): Stage {
  const delay = Math.round(DELAY_SECONDS * sampleRate)
  const signal = createRing(delay + (4 * sampleRate) / LOWEST_PITCH_HZ)
  const output = createRing(signal.samples.length)
  const marks = createMarks({ sampleRate, signal, pitch })
  const plan = createPitchPlan({ sampleRate, pitch, voice })
  const unlockedGain = createUnlockedGain({ sampleRate, pitch })
  const fadeSamples = FADE_IN_SECONDS * sampleRate
  const longestHalf = LONGEST_HALF_GRAIN_SECONDS * sampleRate
  const state = { heard: 0, target: 0.5, fade: 0.5 }
  const grain: Grain = { source: 0.5, target: 0.5, halfLength: 0.5, rate: 0.5, gain: 0.5 }

  /** Lays every grain whose first sample is due before the next step. Waiting until then lets it use the latest knowledge. */
  function layGrains() {
    for (;;) {
      const newest = marks.periodSamples(marks.newest())
      const mark = marks.nearest(state.target, state.heard - Math.min(newest, longestHalf) - 2)
      const period = marks.periodSamples(mark)
      const room = state.target + delay - state.heard
      const existing = state.heard - marks.position(mark) - 2
      const halfLength = Math.min(period, longestHalf, existing) / voice.formantRatio
      if (room - halfLength >= STEP_SAMPLES) return
      const locked = marks.isLocked(mark)
      const heard = locked ? plan.locked(period) : plan.unlocked(period) * (0.85 + 0.3 * random())
      grain.source = marks.position(mark)
      grain.target = state.target + delay
      grain.halfLength = Math.min(halfLength, room)
      grain.rate = voice.formantRatio
      grain.gain = loudness(heard, halfLength) * (locked ? state.fade : unlockedGain.value())
      addGrain(signal, output, grain)
      state.target += heard
      state.fade = locked ? Math.min(1, state.fade + heard / fadeSamples) : unlockedGain.value()
    }
  }

  return {
    latencySamples: delay,
    process(block, length) {
      for (let i = 0; i < length; i++) {
        signal.samples[(state.heard + i) & signal.mask] = at(block, i)
        const place = (state.heard + i) & output.mask
        block[i] = at(output.samples, place)
        output.samples[place] = 0
      }
      state.heard += length
      if (state.heard % STEP_SAMPLES !== 0) return
      plan.update()
      unlockedGain.advance()
      marks.extend(state.heard, state.target)
      layGrains()
    },
  }
}

/** Keeps the power of the source whatever the grains' density. */
const loudness = (spacing: number, halfLength: number): number => Math.min(1.6, Math.max(0.4, Math.sqrt(spacing / halfLength)))
