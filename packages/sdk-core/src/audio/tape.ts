import { atom } from 'nanostores'
import { type Clock, every } from '../clock.ts'
import type { Store } from '../room-context.ts'
import { movedOn } from './splice.ts'

/** The last seconds of one's microphone. They live in this page's memory, are never stored and go nowhere. */
export interface Tape {
  /** Whether it holds all the seconds it can. */
  readonly $full: Store<boolean>
  /** What it holds, oldest first. */
  read(): Float32Array
  start(): void
  /** Stops, and forgets what it held. */
  stop(): void
}

const seconds = 5
/** A third of the window, so that a late look misses nothing. */
const lookEveryMs = 200
const windowSamples = 32_768

/** Whatever can be looked at: the latest samples, and the time of the graph. */
export interface Window {
  look(samples: Float32Array): void
  now(): number
  readonly sampleRate: number
}

/** Looks at a node's sound through an analyser, without passing it on. */
export function openWindow(source: AudioNode): Window {
  const { context } = source
  const analyser = new AnalyserNode(context, { fftSize: windowSamples })
  source.connect(analyser)
  return {
    look: (samples) => analyser.getFloatTimeDomainData(samples as Float32Array<ArrayBuffer>),
    now: () => context.currentTime,
    sampleRate: context.sampleRate,
  }
}

/**
 * Records without a gap: each look overlaps the one before, and what is new is found in the sound itself. Where a look comes too late, as
 * in a page that was asleep, the tape begins anew instead of joining what does not belong together.
 */
export function createTape({ look, now, sampleRate }: Window, clock: Clock): Tape {
  const $full = atom(false)
  const tape = new Float32Array(seconds * sampleRate)
  let held = 0
  let before: Float32Array<ArrayBuffer> | undefined
  let spare = new Float32Array(windowSamples)
  let lookedAt = 0
  let end: (() => void) | undefined

  function take() {
    const window = spare
    const time = now()
    look(window)
    const fresh = before ? movedOn(before, window, (time - lookedAt) * sampleRate) : 0
    if (fresh === undefined) held = 0
    else if (fresh > 0) {
      tape.copyWithin(0, fresh)
      tape.set(window.subarray(-fresh), tape.length - fresh)
      held = Math.min(tape.length, held + fresh)
    }
    spare = before ?? new Float32Array(windowSamples)
    before = window
    lookedAt = time
    $full.set(held === tape.length)
  }

  return {
    $full,
    read: () => tape.slice(tape.length - held),
    start() {
      end ??= every(clock, lookEveryMs, take)
    },
    stop() {
      end?.()
      end = undefined
      held = 0
      for (const memory of [tape, spare, before]) memory?.fill(0)
      before = undefined
      $full.set(false)
    },
  }
}
