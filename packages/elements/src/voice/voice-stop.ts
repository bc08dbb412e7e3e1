import type { AudioFeature, Disguise, OwnVoice } from '@sanctuary/sdk-core'
import { createTurns } from './turns.ts'

/** One's own sound in a room, or a microphone that is tried before joining. */
export type Sound = Pick<AudioFeature, '$disguise' | '$voice'> & Partial<Pick<AudioFeature, '$microphone'>>

const numberTurn = createTurns<Sound, string | undefined>()

/**
 * What the announcement of a stop, or of a simpler disguise, is called, so that it is made once, whichever element is first; undefined
 * while there is neither.
 * Ask at every change: it tells a stop from the one before by what was between them.
 */
export function nameStop(sound: Sound): string | undefined {
  const stop = findStop(sound)
  const turn = numberTurn(sound, stop)
  return stop && `voice-stop:${turn}`
}

/** Whether the disguise has stopped and nobody hears its wearer. One's own voice goes on without it. */
export function isDisguiseOff(disguise: Disguise | undefined, voice: OwnVoice | undefined): boolean {
  return voice?.mode !== 'off' && (disguise?.phase === 'failed' || (disguise?.phase === 'gated' && disguise.reason !== undefined))
}

/** Whether the device is too slow for the whole disguise, so that it covers its wearer less. */
export function isSimplified(disguise: Disguise | undefined, voice: OwnVoice | undefined): boolean {
  return voice?.mode !== 'off' && disguise?.phase === 'locked' && disguise.simplified === true
}

function findStop({ $microphone, $disguise, $voice }: Sound): string | undefined {
  const { state, reason } = $microphone?.get() ?? {}
  if (state === 'silenced') return undefined
  if (state === 'stopped' || (state === 'off' && reason?.code === 'MICROPHONE_INTERRUPTED')) return `microphone:${reason?.code}`
  const disguise = $disguise.get()
  if (isDisguiseOff(disguise, $voice.get())) return 'disguise'
  return isSimplified(disguise, $voice.get()) ? 'simplified' : undefined
}
