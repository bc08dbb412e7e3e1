/** Why a disguise lets nothing through. */
export type DisguiseReason = 'processor-error' | 'heartbeat-lost' | 'context-suspended' | 'overload' | 'module-load'

/**
 * How a disguise is doing. Only `locked` lets a voice out.
 * - `starting`: loading, or waiting for the first clear vowel.
 * - `gated`: shut; what it needs may come back (see `reason`).
 * - `failed`: shut; only `retry()` helps.
 */
export type DisguiseState =
  | {
      readonly phase: 'starting' | 'locked'
      /** The device is short of breath: pitch and formants are disguised, the spectrum is no longer levelled. Lasts until `retry()`. */
      readonly simplified?: true
      readonly reason?: undefined
      readonly message?: undefined
      readonly cause?: undefined
    }
  | {
      readonly phase: 'gated' | 'failed'
      readonly simplified?: undefined
      readonly reason: DisguiseReason
      /** One plain sentence: what happened and what to do. */
      readonly message: string
      /** What the browser or the engine said, where it said something. */
      readonly cause?: unknown
    }

const sentences: Record<DisguiseReason, string> = {
  'processor-error': 'The disguise stopped with an error, so your voice is off. Try again.',
  'heartbeat-lost': 'The disguise did not answer in time, so your voice is off. Try again.',
  'context-suspended': 'The browser paused the sound of this page, so your voice is off. Resume the sound, then try again.',
  overload: 'This device is too busy to disguise your voice, so it is off. Close other pages or programs, then try again.',
  'module-load':
    'The disguise could not be loaded, so your voice is off. Check that this site serves the worklet file, of the same version as the page, over a secure connection, then try again.',
}

/** The state for a reason. A suspended context and a busy device are the page's to mend; the rest is broken. */
export function shutState(reason: DisguiseReason, cause?: unknown): DisguiseState {
  const phase = reason === 'context-suspended' || reason === 'overload' ? 'gated' : 'failed'
  return { phase, reason, message: sentences[reason], cause }
}

/** The page itself was too busy to answer the worklet, which therefore shut itself. It opens by itself when the page answers again. */
export const pageStalled: DisguiseState = {
  phase: 'gated',
  reason: 'heartbeat-lost',
  message: 'This page was too busy for a moment, so your voice was off. It comes back by itself.',
}
