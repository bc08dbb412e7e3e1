import { PLACES, type Voice } from '../voice.ts'
import { at } from './sample.ts'

/** The voice as it is at this moment of a change. Updated in place. */
export type CurrentVoice = {
  pitchHz: number
  pitchDepth: number
  /** Factor on every formant frequency. */
  formantRatio: number
  flatten: number
  mcAdams: number
  normalise: number
  /** dB at each place. */
  readonly bumps: Float64Array
  readonly contrasts: Float64Array
  /** dB. */
  presence: number
  lowPassHz: number
  diffusion: number
}

/** Moves from one voice to another without a step. */
export type VoiceRamp = {
  readonly current: Readonly<CurrentVoice>
  /** Starts moving towards this voice. */
  moveTo(voice: Voice): void
  /** Lets this much time pass. */
  advance(samples: number): void
}

/** How long a change of voice takes, seconds. */
const VOICE_RAMP_SECONDS = 0.05

const WIDEST_HZ = 10_000 // nothing above it tells a word
const NUMBERS = 9

/**
 * Ramps every number of a voice linearly, frequencies on a musical scale.
 * @param voice where to start @param sampleRate Hz
 */
export function createVoiceRamp(voice: Voice, sampleRate: number): VoiceRamp {
  const rampSamples = Math.round(VOICE_RAMP_SECONDS * sampleRate)
  const now = coordinates(voice, new Float64Array(NUMBERS + 2 * PLACES))
  const start = new Float64Array(now)
  const goal = new Float64Array(now)
  const clock = { elapsed: rampSamples }
  const current: CurrentVoice = {
    pitchHz: 150.5,
    pitchDepth: 0.5,
    formantRatio: 1.5,
    flatten: 0.5,
    mcAdams: 0.5,
    normalise: 0.5,
    bumps: now.subarray(NUMBERS, NUMBERS + PLACES),
    contrasts: now.subarray(NUMBERS + PLACES),
    presence: 0.5,
    lowPassHz: 150.5,
    diffusion: 0.5,
  }
  publish()

  function publish() {
    current.pitchHz = 2 ** at(now, 0)
    current.pitchDepth = at(now, 1)
    current.formantRatio = 2 ** (at(now, 2) / 12)
    current.flatten = at(now, 3)
    current.mcAdams = at(now, 4)
    current.normalise = at(now, 5)
    current.presence = at(now, 6)
    current.lowPassHz = 2 ** at(now, 7)
    current.diffusion = at(now, 8)
  }

  return {
    current,
    moveTo(next) {
      start.set(now)
      coordinates(next, goal)
      clock.elapsed = 0
    },
    advance(samples) {
      if (clock.elapsed >= rampSamples) return
      clock.elapsed = Math.min(rampSamples, clock.elapsed + samples)
      const share = clock.elapsed / rampSamples
      for (let i = 0; i < now.length; i++) now[i] = at(start, i) + (at(goal, i) - at(start, i)) * share
      publish()
    },
  }
}

function coordinates(voice: Voice, into: Float64Array): Float64Array {
  into[0] = Math.log2(voice.pitchHz)
  into[1] = voice.pitchDepth ?? 1
  into[2] = voice.formantSemitones
  into[3] = voice.flatten
  into[4] = voice.mcAdams ?? 1
  into[5] = voice.normalise ?? 1
  into[6] = voice.presence ?? 0
  into[7] = Math.log2(Math.min(WIDEST_HZ, voice.lowPassHz ?? WIDEST_HZ))
  into[8] = voice.diffusion ?? 0
  for (let i = 0; i < PLACES; i++) {
    into[NUMBERS + i] = voice.bumps?.[i] ?? 0
    into[NUMBERS + PLACES + i] = voice.contrasts?.[i] ?? 1
  }
  return into
}
