import { createDraw } from '../draw.ts'
import { createRandom } from '../random.ts'
import type { Seed } from '../seed.ts'
import { parseVoice, type Voice } from '../voice.ts'
import { createDiffuser } from './diffuser.ts'
import { createHighPass } from './high-pass.ts'
import { createInputGuard } from './input-guard.ts'
import { createLimiter } from './limiter.ts'
import { createLowPass } from './low-pass.ts'
import type { Learned } from './normaliser.ts'
import { createPitchTracker } from './pitch-tracker.ts'
import { createPsola } from './psola.ts'
import { createDownsampler, createUpsampler } from './resampler.ts'
import { at } from './sample.ts'
import { createSpectralStage } from './spectral-stage.ts'
import { STEP_SAMPLES } from './stage.ts'
import { createVoiceRamp } from './voice-ramp.ts'

/** What an engine is made of. */
export type EngineOptions = {
  /** Hz, 8000…192000. */
  readonly sampleRate: number
  readonly voice: Voice
  /** Where its echoes and small irregularities are drawn from; from `drawSeed`. */
  readonly seed: Seed
  /** What an earlier engine of this visit has learned; left out: nothing. */
  readonly learned?: Learned
}

/** A disguise for one stream of mono sound. */
export type Engine = {
  /** Delay from input to output, samples. */
  readonly latencySamples: number
  /**
   * Disguises a block of any length; where it is cut changes no bit of the result, and nothing is allocated.
   * @param input samples −1…1; anything else is limited, what is not a number becomes silence
   * @param output as long as the input; may be the same array
   * @throws Error when the engine itself computed something that is not a number; it is of no further use then
   */
  process(input: Float32Array, output: Float32Array): void
  /** Moves to another voice within 50 ms. @throws RangeError for a voice out of range */
  setVoice(voice: Voice): void
  /** The output sample from which on everything was disguised at a known pitch; undefined until the tracker has first locked. */
  lockedFrom(): number | undefined
  /** What it knows of the speaker by now. Keep it in memory only. */
  learned(): Learned
  /** Leaves out what can be left out on a device short of breath: pitch and formants stay disguised, the spectrum is no longer levelled. */
  simplify(): void
}

const LEAST_SLOW_RATE = 22_050 // Hz: as wide as a voice; at the usual 44.1 and 48 kHz, half the work
const LOCKED_READINGS = 3 // 15 ms of certainty before anything is heard at all

/**
 * Builds the chain: guard → down to about 24 kHz → high-pass → (pitch tracker listens) → PSOLA → spectral stage → diffuser → low-pass →
 * back up → limiter.
 * It has no setting that passes the natural voice. What leaves it before `lockedFrom()` must not be heard: see `createGate`.
 * @throws RangeError for a voice or a sample rate out of range, or anything but a seed
 */
export function createEngine({ sampleRate, voice, seed, learned }: EngineOptions): Engine {
  if (!(sampleRate >= 8000 && sampleRate <= 192_000)) {
    throw new RangeError(`The sample rate is ${sampleRate} Hz. Give one from 8000 to 192000.`)
  }
  const factor = Math.max(1, Math.floor(sampleRate / LEAST_SLOW_RATE))
  const slowRate = sampleRate / factor
  const draw = createDraw(seed)
  const ramp = createVoiceRamp(parseVoice(voice), slowRate)
  const tracker = createPitchTracker(slowRate)
  const guard = createInputGuard()
  const down = createDownsampler(factor)
  const highPass = createHighPass(slowRate)
  const spectral = createSpectralStage({ sampleRate: slowRate, pitch: tracker.reading, voice: ramp.current, learned })
  const shaping = [
    createPsola({
      sampleRate: slowRate,
      pitch: tracker.reading,
      voice: ramp.current,
      random: createRandom(draw.integer('irregularities')),
    }),
    spectral,
    createDiffuser({ sampleRate: slowRate, voice: ramp.current, draw }),
    createLowPass({ sampleRate: slowRate, voice: ramp.current }),
  ]
  const up = createUpsampler(factor)
  const limiter = createLimiter(sampleRate)
  const slowLatency = shaping.reduce((sum, stage) => sum + stage.latencySamples, 0)
  const latencySamples = down.latencySamples + factor * slowLatency + up.latencySamples + limiter.latencySamples
  const stepSamples = factor * STEP_SAMPLES
  const block = new Float64Array(stepSamples)
  const slow = new Float64Array(STEP_SAMPLES)
  const state = { done: 0, lockedFrom: -1 }

  /** The stages at the slow rate. */
  function disguise(kept: number) {
    highPass.process(slow, kept)
    tracker.process(slow, kept)
    for (let i = 0; i < shaping.length; i++) shaping[i]?.process(slow, kept)
  }

  /** Runs samples that do not cross the edge of a step. */
  function run(length: number) {
    guard.process(block, length)
    const kept = down.process(block, length, slow)
    if (kept > 0) disguise(kept)
    up.process(slow, block, length)
    limiter.process(block, length)
    state.done += length
    if (state.done % stepSamples !== 0) return
    ramp.advance(STEP_SAMPLES)
    if (state.lockedFrom < 0 && tracker.reading.lockedCount >= LOCKED_READINGS) state.lockedFrom = state.done + latencySamples
  }

  return {
    latencySamples,
    setVoice: (next) => ramp.moveTo(parseVoice(next)),
    learned: spectral.learned,
    simplify: spectral.rest,
    lockedFrom: () => (state.lockedFrom < 0 ? undefined : state.lockedFrom),
    process(input, output) {
      for (let from = 0; from < input.length; ) {
        const length = Math.min(input.length - from, stepSamples - (state.done % stepSamples))
        for (let i = 0; i < length; i++) block[i] = input[from + i] ?? 0
        run(length)
        for (let i = 0; i < length; i++) output[from + i] = numberOf(at(block, i))
        from += length
      }
    },
  }
}

/** A filter that once holds NaN holds it for ever: better an error, and silence. */
function numberOf(sample: number): number {
  if (Number.isNaN(sample)) throw new Error('The disguise computed a sample that is not a number.')
  return sample
}
