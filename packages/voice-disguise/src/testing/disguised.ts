import { createEngine } from '../engine/create-engine.ts'
import type { Voice } from '../voice.ts'
import { seedOf } from './seed-of.ts'

/** A sound through a fresh engine, shifted back by its latency so that both lie on one clock. Nothing is gated. */
export function disguised(sound: Float32Array, voice: Voice, sampleRate = 48_000, seed = seedOf(3)): Float32Array {
  const engine = createEngine({ sampleRate, voice, seed })
  const padded = new Float32Array(sound.length + engine.latencySamples)
  padded.set(sound)
  engine.process(padded, padded)
  return padded.subarray(engine.latencySamples)
}

/** The part of a sound between two moments, in seconds. */
export const between = (sound: Float32Array, from: number, to: number, sampleRate = 48_000): Float32Array =>
  sound.subarray(Math.round(from * sampleRate), Math.round(to * sampleRate))
