import type { AudioService } from '@sanctuary/protocol'
import type { Microphone, Participant, Sound } from '@sanctuary/sdk-core'

/** What the microphone button shows; each has two texts, `mic-<kind>` beside it and `mic-<kind>-act` as its name. */
export type MicrophoneKind =
  | 'on'
  | 'off'
  | 'asked'
  | 'starting'
  | 'stopped'
  | 'interrupted'
  | 'silenced'
  | 'listening'
  | 'idle'
  | 'blocked'
  | 'elsewhere'
  | 'connecting'
  | 'failed'
  | 'absent'

/** What pressing it does. */
export type MicrophoneAct = 'unmute' | 'mute' | 'start' | 'moveHere' | 'retry'

interface Sources {
  readonly offered: boolean
  readonly service: AudioService | undefined
  readonly sound: Sound
  readonly microphone: Microphone
  readonly me: Participant
  /** A host asked this person to speak. */
  readonly asked: boolean
}

const acts: Partial<Record<MicrophoneKind, MicrophoneAct>> = {
  on: 'mute',
  starting: 'mute',
  off: 'unmute',
  asked: 'unmute',
  stopped: 'retry',
  interrupted: 'unmute',
  idle: 'start',
  blocked: 'start',
  elsewhere: 'moveHere',
  failed: 'retry',
}

/** What matters most about sound and microphone right now, and the one thing a press does about it. */
export function viewMicrophone(sources: Sources): { kind: MicrophoneKind; act: MicrophoneAct | undefined } {
  const kind = judge(sources)
  return { kind, act: acts[kind] }
}

function judge({ offered, service, sound, microphone, me, asked }: Sources): MicrophoneKind {
  if (!offered || (service && service.state !== 'ready' && sound.state !== 'live')) return 'absent'
  switch (sound.state) {
    case 'unavailable':
      return 'absent'
    case 'idle':
    case 'blocked':
    case 'elsewhere':
    case 'failed':
      return sound.state
    case 'connecting':
    case 'reconnecting':
      if (microphone.state === 'off') return 'connecting'
  }
  if (me.role === 'listener') return 'listening'
  if (microphone.state === 'silenced' || me.silenced) return 'silenced'
  if (microphone.state === 'off' && asked) return 'asked'
  if (microphone.reason?.code === 'MICROPHONE_INTERRUPTED' && (microphone.state === 'off' || microphone.state === 'stopped'))
    return 'interrupted'
  return microphone.state
}
