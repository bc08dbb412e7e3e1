import type { Draw } from '../draw.ts'
import { createRing, type Ring } from './ring.ts'
import { at } from './sample.ts'
import { STEP_SAMPLES, type Stage } from './stage.ts'
import type { CurrentVoice } from './voice-ramp.ts'

/** What the stage works with. */
export type DiffuserOptions = {
  readonly sampleRate: number
  /** Tells how loud the echoes are; read live. */
  readonly voice: Readonly<CurrentVoice>
  /** Decides where they lie: the same for the whole visit, whatever the voice. */
  readonly draw: Draw
}

const ECHOES = 24
const ECHO_SECONDS = 0.0005 // one in each stretch of this length, somewhere
const DECAY_SECONDS = [0.0015, 0.0026] as const

/**
 * Scatters the sound over a few milliseconds, as if it came out of another body: the fine structure of its spectrum is then the
 * visit's and not the speaker's. Echoes at drawn places, of drawn sign and fading evenly: velvet noise (M. Karjalainen and H. Järveläinen,
 * "Reverberation modeling using velvet noise", 2007). The straight sound comes first, so nothing is late.
 */
export function createDiffuser({ sampleRate, voice, draw }: DiffuserOptions): Stage {
  const { delays, gains } = drawEchoes(sampleRate, draw)
  const heard = createRing(ECHOES * ECHO_SECONDS * sampleRate + 2 * STEP_SAMPLES)
  const echoes = new Float64Array(STEP_SAMPLES)
  const clock = { now: 0 }

  return {
    latencySamples: 0,
    process(block, length) {
      const { now } = clock
      for (let i = 0; i < length; i++) heard.samples[(now + i) & heard.mask] = at(block, i)
      echoes.fill(0)
      for (let echo = 0; echo < ECHOES; echo++) addEcho(heard, now - at(delays, echo), at(gains, echo), echoes, length)
      const straight = 1 / Math.sqrt(1 + voice.diffusion * voice.diffusion) // together as loud as it came
      const beside = straight * voice.diffusion
      for (let i = 0; i < length; i++) block[i] = straight * at(block, i) + beside * at(echoes, i)
      clock.now = now + length
    },
  }
}

/** Adds `length` samples of what was heard from sample `from` on. */
function addEcho({ samples, mask }: Ring, from: number, gain: number, echoes: Float64Array, length: number) {
  for (let i = 0; i < length; i++) echoes[i] = at(echoes, i) + gain * at(samples, (from + i) & mask)
}

/** Delays in samples, at least 1, and gains that together are as loud as the straight sound. */
function drawEchoes(sampleRate: number, draw: Draw) {
  const decay = draw.between('echo decay', ...DECAY_SECONDS)
  const seconds = Float64Array.from({ length: ECHOES }, (_, echo) => draw.between(`echo ${echo}`, echo, echo + 1) * ECHO_SECONDS)
  const delays = seconds.map((delay) => Math.max(1, Math.round(delay * sampleRate)))
  const fading = seconds.map((delay, echo) => Math.sign(draw.between(`echo sign ${echo}`, -1, 1)) * Math.exp(-delay / decay))
  const loudness = Math.hypot(...fading)
  return { delays, gains: fading.map((gain) => gain / loudness) }
}
