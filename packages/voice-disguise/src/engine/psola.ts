import type { Random } from '../random.ts'
import { createBiquad, createSection, designHighPass } from './biquad.ts'
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

const DELAY_SECONDS = 0.028
const FADE_IN_SECONDS = 0.012
const UNLOCKED_ABOVE_HZ = 700 // consonants live above it, a pitch that nobody has recognised yet below
const LONGEST_HALF_GRAIN_SECONDS = 0.012

/**
 * Streaming TD-PSOLA: cuts the sound into grains of two natural periods, and lays them again at the wished period (pitch), each
 * read faster or slower (formants).
 * After Moulines and Charpentier (1990), "Pitch-synchronous waveform processing techniques".
 */
export function createPsola({ sampleRate, pitch, voice, random }: PsolaOptions): Stage {
  const delay = Math.round(DELAY_SECONDS * sampleRate)
  const signal = createRing(delay + (4 * sampleRate) / LOWEST_PITCH_HZ)
  const bright = createRing(signal.samples.length)
  const output = createRing(signal.samples.length)
  const brighten = createBiquad(designHighPass(createSection(), UNLOCKED_ABOVE_HZ / sampleRate, Math.SQRT1_2))
  const marks = createMarks({ sampleRate, signal, pitch })
  const plan = createPitchPlan({ sampleRate, marks, pitch, voice })
  const unlockedGain = createUnlockedGain({ sampleRate, pitch })
  const fadeSamples = FADE_IN_SECONDS * sampleRate
  const longestHalf = LONGEST_HALF_GRAIN_SECONDS * sampleRate
  const clock = { heard: 0, settled: 0.5 }
  const search = { position: 0.5, limit: 0.5 }
  const fade = { gain: 0.5 }
  const grain: Grain = { source: 0.5, target: 0.5, halfLength: 0.5, rate: 0.5, gain: 0.5 }

  /** Lays every grain whose first sample is due before the next step. Waiting until then lets it use the latest knowledge. */
  function layGrains() {
    for (;;) {
      search.position = clock.settled
      search.limit = clock.heard - Math.min(at(marks.periods, marks.newest()), longestHalf) - 2
      const slot = marks.nearest(search)
      const room = clock.settled + delay - clock.heard
      const existing = clock.heard - at(marks.positions, slot) - 2
      const halfLength = Math.min(at(marks.periods, slot), longestHalf, existing) / voice.formantRatio
      if (!(room - halfLength < STEP_SAMPLES)) return // this way round, what is not a number ends it too
      grain.source = at(marks.positions, slot)
      grain.target = clock.settled + delay
      grain.halfLength = Math.min(halfLength, room)
      grain.rate = voice.formantRatio
      layGrain(slot)
    }
  }

  function layGrain(slot: number) {
    if (marks.noises[slot] === 1) return layNoise(slot)
    plan.plan(slot)
    const locked = marks.locks[slot] === 1
    const spacing = locked ? plan.heard.samples : plan.heard.samples * (0.85 + 0.3 * random()) // irregular, or a hiss would hum
    const density = Math.sqrt(spacing / grain.halfLength) // keeps the power of the source however close the grains lie
    if (!locked) fade.gain = 0
    grain.gain = (locked ? fade.gain : unlockedGain.now.value) * Math.min(1.6, Math.max(0.4, density))
    addGrain(locked ? signal : bright, output, grain)
    clock.settled += spacing
    if (locked) fade.gain = Math.min(1, fade.gain + spacing / fadeSamples)
  }

  /**
   * A consonant has no pitch to move: each grain stays in its place, so that bursts stay sharp. A voice under loud noise, or one too low to
   * be followed, is in there too: the sign of each grain is drawn, which leaves noise as it was and tears a tone apart.
   */
  function layNoise(slot: number) {
    const spacing = at(marks.periods, slot)
    fade.gain = 0
    grain.source = clock.settled
    grain.gain = unlockedGain.now.value * Math.sqrt(spacing / grain.halfLength) * (random() < 0.5 ? -1 : 1)
    addGrain(signal, output, grain)
    clock.settled += spacing
  }

  return {
    latencySamples: delay,
    process(block, length) {
      const { heard } = clock
      for (let i = 0; i < length; i++) signal.samples[(heard + i) & signal.mask] = at(block, i)
      brighten.process(block, length)
      for (let i = 0; i < length; i++) {
        const place = (heard + i) & output.mask
        bright.samples[place] = at(block, i)
        block[i] = at(output.samples, place)
        output.samples[place] = 0
      }
      clock.heard += length
      if (clock.heard % STEP_SAMPLES !== 0) return
      plan.update()
      unlockedGain.advance()
      marks.extend(clock)
      layGrains()
    },
  }
}
