import type { AudioService, ErrorCode, RoomSettings, Standing } from '@sanctuary/protocol'
import type { Connection, Microphone, Sound } from '@sanctuary/sdk-core'

/** Everything that can stand between a person and a room, each with a sentence and an action of its own. */
export type FaultKind =
  | 'offline'
  | 'reconnecting'
  | 'unreachable'
  | 'refused'
  | 'full'
  | 'locked'
  | 'removed'
  | 'banned'
  | 'denied'
  | 'rules-changed'
  | 'unknown'
  | 'left'
  | 'ended'
  | 'not-found'
  | 'page-too-old'
  | 'server-too-old'
  | 'waiting'
  | 'microphone-blocked'
  | 'microphone-absent'
  | 'microphone-busy'
  | 'microphone-policy'
  | 'microphone-interrupted'
  | 'insecure'
  | 'playback'
  | 'disguise'
  | 'elsewhere'
  | 'no-sound'
  | 'sound-later'
  | 'trouble'

/** A fault as it is shown. */
export interface Fault {
  readonly kind: FaultKind
  /** What a host or the server said about it. */
  readonly said?: string
  /** When the next try starts, by this device's clock in ms. */
  readonly nextTryAt?: number
}

interface Failure {
  readonly code: ErrorCode
  readonly message: string
}

/** What a joined room says of itself. */
export interface Circumstances {
  readonly connection: Connection
  readonly standing: Standing
  readonly settings: RoomSettings | undefined
  readonly service: AudioService | undefined
  readonly sound: Sound
  readonly microphone: Microphone
}

const byCode: Partial<Record<ErrorCode, FaultKind>> = {
  OFFLINE: 'offline',
  SERVER_UNREACHABLE: 'unreachable',
  TIMEOUT: 'unreachable',
  ORIGIN_NOT_ALLOWED: 'refused',
  ROOM_FULL: 'full',
  ROOM_LOCKED: 'locked',
  REMOVED: 'removed',
  BANNED: 'banned',
  RULES_NOT_ACCEPTED: 'rules-changed',
  CREDENTIAL_UNKNOWN: 'unknown',
  ROOM_ENDED: 'ended',
  GONE: 'ended',
  ROOM_NOT_FOUND: 'not-found',
  CLIENT_TOO_OLD: 'page-too-old',
  SERVER_TOO_OLD: 'server-too-old',
  MICROPHONE_BLOCKED: 'microphone-blocked',
  MICROPHONE_ABSENT: 'microphone-absent',
  MICROPHONE_BUSY: 'microphone-busy',
  MICROPHONE_NOT_PERMITTED: 'microphone-policy',
  MICROPHONE_INTERRUPTED: 'microphone-interrupted',
  INSECURE_CONTEXT: 'insecure',
  PLAYBACK_BLOCKED: 'playback',
  SOUND_ELSEWHERE: 'elsewhere',
  DISGUISE_FAILED: 'disguise',
  AUDIO_UNAVAILABLE: 'no-sound',
  CLOSED: 'left',
}

/** What an error means to the person who meets it; what has no page of its own is trouble, in the error's own sentence. */
export function faultOf(error: Failure): Fault {
  const kind = byCode[error.code]
  return kind ? { kind } : { kind: 'trouble', said: error.message }
}

/** The fault that matters most in a joined room, if any: first whether one is in it, then the connection, then sound. */
export function findFault({ connection, standing, settings, service, sound, microphone }: Circumstances): Fault | undefined {
  const { state } = standing
  if (state === 'removed' || state === 'banned' || state === 'denied') return { kind: state, said: standing.reason }
  if (settings?.state === 'ended' || state === 'ended') return { kind: 'ended' }
  if (state === 'left') return { kind: 'left' }
  if (connection.state === 'closed') return connection.reason ? faultOf(connection.reason) : { kind: 'left' }
  if (state === 'waiting') return { kind: state }
  if (connection.state === 'offline') return { kind: 'offline' }
  if (connection.state === 'reconnecting') return { kind: 'reconnecting', nextTryAt: connection.nextTryAt }
  return soundFault(sound, microphone, service)
}

/** Faults that stand above a room. Trouble with sound is one of them, so that nobody loses the chat over it. */
const ofSound: ReadonlySet<FaultKind> = new Set([
  'microphone-blocked',
  'microphone-absent',
  'microphone-busy',
  'microphone-policy',
  'microphone-interrupted',
  'insecure',
  'playback',
  'disguise',
  'elsewhere',
])

/** Why a microphone may be off without anything being wrong. */
const ofNoMatter: ReadonlySet<ErrorCode> = new Set(['CLOSED', 'MUTED_BY_HOST'])

function soundFault(sound: Sound, microphone: Microphone, service: AudioService | undefined): Fault | undefined {
  if (sound.state === 'blocked') return { kind: 'playback' }
  if (sound.state === 'elsewhere') return { kind: 'elsewhere' }
  // Where there never is sound, the microphone's place says so; that is no fault.
  if (sound.state === 'unavailable')
    return service?.state === 'absent'
      ? undefined
      : { kind: 'sound-later', said: service?.state === 'ready' ? undefined : service?.message }
  if (sound.state === 'failed') return unheard(sound.reason)
  return findMicrophoneFault(microphone)
}

/** Why a microphone is off against its owner's wish. */
export function findMicrophoneFault({ state, reason }: Microphone): Fault | undefined {
  return reason && !ofNoMatter.has(reason.code) && state !== 'on' && state !== 'silenced' ? unheard(reason) : undefined
}

function unheard(error: Failure | undefined): Fault {
  const fault = error && faultOf(error)
  return fault && ofSound.has(fault.kind) ? fault : { kind: 'no-sound', said: fault?.said }
}
