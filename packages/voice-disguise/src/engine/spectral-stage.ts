import { BAND_HZ, createEnvelope } from './envelope.ts'
import { createFft } from './fft.ts'
import { createMcAdams } from './mc-adams.ts'
import { createNormaliser, type Learned } from './normaliser.ts'
import type { PitchReading } from './pitch-tracker.ts'
import { at } from './sample.ts'
import { STEP_SAMPLES, type Stage } from './stage.ts'
import type { CurrentVoice } from './voice-ramp.ts'

const WINDOW_SECONDS = 0.0147
const PADDING = 1.25 // of the window, so that what a gain smears does not come in again at the other end
const LOUDNESS_SECONDS = 0.5
const PRESENCE_HZ = [2000, 4000] as const

/** What the stage works with. `pitch` and `voice` are read live. */
export type SpectralStageOptions = {
  readonly sampleRate: number
  readonly pitch: Readonly<PitchReading>
  readonly voice: Readonly<CurrentVoice>
  /** See `NormaliserOptions`. */
  readonly learned?: Learned
}

/** The stage, and what it knows. */
export type SpectralStage = Stage & {
  learned(): Learned
  /** Lets the sound pass unshaped from the next frame on, to spare a device that is short of breath. The delay stays. */
  rest(): void
}

/**
 * Reshapes the spectrum: resonances bent by McAdams' formula, the long-term spectrum levelled, presence lifted. Overlapping frames with
 * a square-root Hann window before and behind (Griffin and Lim, 1984); the gains have no phase, so nothing moves in time.
 */
export function createSpectralStage({ sampleRate, pitch, voice, learned }: SpectralStageOptions): SpectralStage {
  const hop = STEP_SAMPLES * Math.max(1, Math.round((WINDOW_SECONDS * sampleRate) / 2 / STEP_SAMPLES))
  const length = 2 * hop
  const size = 2 ** Math.ceil(Math.log2(PADDING * length))
  const window = Float64Array.from({ length }, (_, n) => Math.sqrt(0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / length)))
  const fft = createFft(size)
  const { re, im } = fft.spectrum
  const bins = Math.min(size / 2, Math.floor((BAND_HZ * size) / sampleRate)) + 1
  const bandHz = ((bins - 1) * sampleRate) / size
  const envelope = createEnvelope({ bins, windowPower: length / 2 })
  const mcAdams = createMcAdams({ bins, voice })
  const normaliser = createNormaliser({ bins, bandHz, framesPerSecond: sampleRate / hop, voice, learned })
  const lifted = Float64Array.from({ length: bins }, (_, k) => presenceAt((k * sampleRate) / size))
  const power = new Float64Array(bins)
  const gain = new Float64Array(bins)
  const amplitude = new Float64Array(bins)
  const input = new Float64Array(length)
  const output = new Float64Array(length)
  const frame = new Float64Array(size)
  const clock = { filled: 0, resting: false }
  const loudnessFrames = (LOUDNESS_SECONDS * sampleRate) / hop
  const loudness = { gain: 0.5, frames: 0 }
  loudness.gain = 0

  function reshape() {
    for (let k = 0; k < bins; k++) power[k] = at(re, k) ** 2 + at(im, k) ** 2
    const speaking = envelope.update(power) && pitch.locked // noise and accidents must teach nothing
    mcAdams.bend(envelope.logPower, gain)
    keepPower()
    if (speaking) normaliser.hear(power)
    normaliser.add(gain)
    for (let k = 0; k < bins; k++) gain[k] = at(gain, k) + at(lifted, k) * voice.presence
    for (let k = 0; k < bins; k++) amplitude[k] = Math.exp(at(gain, k) / 2)
    if (speaking) keepLoudness()
    scale(re, amplitude, Math.exp(loudness.gain / 2))
    scale(im, amplitude, Math.exp(loudness.gain / 2))
  }

  /** Bending moves power about; each frame stays as loud as it was. Leaves the bent power in `power`. */
  function keepPower() {
    let before = 1e-12
    let after = 1e-12
    for (let k = 0; k < bins; k++) {
      before += at(power, k)
      power[k] = at(power, k) * Math.exp(at(gain, k))
      after += at(power, k)
    }
    const level = Math.log(before / after)
    for (let k = 0; k < bins; k++) {
      gain[k] = at(gain, k) + level
      power[k] = (at(power, k) * before) / after
    }
  }

  /** Levelling takes more from some sounds than from others, and must: only the speech as a whole stays as loud as it was. */
  function keepLoudness() {
    let before = 1e-12
    let after = 1e-12
    for (let k = 0; k < bins; k++) {
      const power = at(re, k) ** 2 + at(im, k) ** 2
      before += power
      after += power * at(amplitude, k) ** 2
    }
    loudness.frames = Math.min(loudness.frames + 1, loudnessFrames)
    loudness.gain += (Math.log(before / after) - loudness.gain) / loudness.frames
  }

  function runFrame() {
    windowed(input, window, frame)
    if (!clock.resting) {
      fft.forward(frame)
      reshape()
      fft.inverse(frame)
    }
    overlap(frame, window, output)
    input.copyWithin(0, hop)
  }

  return {
    latencySamples: length,
    learned: normaliser.learned,
    rest() {
      clock.resting = true
    },
    process(block, count) {
      for (let i = 0; i < count; i++) {
        input[hop + clock.filled] = at(block, i)
        block[i] = at(output, clock.filled)
        if (++clock.filled < hop) continue
        runFrame()
        clock.filled = 0
      }
    },
  }
}

// Functions of their own: compiled while it runs, a loop keeps to the frame of the engine that first ran it, and costs the next one its speed.

/** Writes the windowed sound into the middle of an empty frame. */
function windowed(input: Float64Array, window: Float64Array, frame: Float64Array) {
  const margin = (frame.length - window.length) / 2
  frame.fill(0)
  for (let n = 0; n < window.length; n++) frame[margin + n] = at(input, n) * at(window, n)
}

/** Moves the output on by half a window and adds the middle of a frame. */
function overlap(frame: Float64Array, window: Float64Array, output: Float64Array) {
  const margin = (frame.length - window.length) / 2
  const hop = window.length / 2
  output.copyWithin(0, hop)
  output.fill(0, hop)
  for (let n = 0; n < window.length; n++) output[n] = at(output, n) + at(frame, margin + n) * at(window, n)
}

/** Multiplies a spectrum bin by bin; those above the last amplitude take that one. */
function scale(spectrum: Float64Array, amplitude: Float64Array, level: number) {
  const last = at(amplitude, amplitude.length - 1) * level
  for (let k = 0; k < amplitude.length; k++) spectrum[k] = at(spectrum, k) * at(amplitude, k) * level
  for (let k = amplitude.length; k < spectrum.length; k++) spectrum[k] = at(spectrum, k) * last
}

/** 1 inside the octave of presence, falling to 0 half an octave beside it. */
function presenceAt(hz: number): number {
  const [low, high] = PRESENCE_HZ
  const outside = Math.max(0, Math.log2(low / Math.max(1, hz)), Math.log2(hz / high))
  return (Math.max(0, 1 - 2 * outside) * Math.log(10)) / 10
}
