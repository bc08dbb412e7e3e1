import { SanctuaryError } from '@sanctuary/protocol'
import type { Disguise, Microphone } from './audio-feature.ts'
import type { MicrophoneInput } from './microphone.ts'

/** What this person may do with their voice, by the roster. */
export type Right = 'speak' | 'listen' | 'silenced'

/** Everything one's microphone depends on. */
export interface MicrophoneFacts {
  readonly right: Right
  /** The person wants to be heard. */
  readonly wanted: boolean
  /** The disguised track is being sent. */
  readonly published: boolean
  readonly input: MicrophoneInput
  /** While one's own voice is heard by consent, it counts as a disguise that works. */
  readonly disguise: Disguise
  /** Why the last attempt to be heard ended. */
  readonly problem?: SanctuaryError
}

/** Whether the disguise stays shut until somebody tries again. */
export const hasFailed = ({ phase, reason }: Disguise): boolean => phase === 'failed' || reason !== undefined

/** What to say of the microphone. `on` is said only when a disguised voice can really be heard. */
export function describeMicrophone({ right, wanted, published, input, disguise, problem }: MicrophoneFacts): Microphone {
  const { deviceId } = input
  if (right === 'silenced') return { state: 'silenced', reason: new SanctuaryError('MUTED_BY_HOST') }
  if (!wanted) return { state: 'off', reason: problem, deviceId }
  if (hasFailed(disguise)) return { state: 'stopped', reason: new SanctuaryError('DISGUISE_FAILED', { details: disguise.reason }) }
  if (input.state === 'lost') return { state: 'stopped', reason: input.reason }
  const disguised = disguise.phase === 'gated' || disguise.phase === 'locked'
  return { state: disguised && published && input.state === 'open' ? 'on' : 'starting', deviceId }
}
