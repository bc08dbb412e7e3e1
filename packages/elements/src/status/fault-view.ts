import type { Icon } from '../base/draw-icon.ts'
import {
  audioLinesIcon,
  banIcon,
  headphonesIcon,
  hourglassIcon,
  lockIcon,
  micOffIcon,
  moonStarIcon,
  refreshCwIcon,
  shieldIcon,
  triangleAlertIcon,
  userRoundXIcon,
  usersRoundIcon,
  wifiOffIcon,
} from '../base/icons.ts'
import type { FaultKind } from './fault.ts'

/** What the button of a fault does. */
export type StatusAct = 'retry' | 'now' | 'reload' | 'join' | 'again' | 'leave' | 'cancel' | 'listen' | 'write' | 'hear' | 'move' | 'unmute'

interface View {
  readonly icon: Icon
  readonly tone: 'wait' | 'bad' | 'calm' | 'veil'
  /** `card`: it takes the place of the room. `banner`: it stands above it. */
  readonly shape: 'card' | 'banner'
  /** The one main action. */
  readonly act: StatusAct
}

const view = (icon: Icon, tone: View['tone'], shape: View['shape'], act: StatusAct): View => ({ icon, tone, shape, act })

/** How each fault is shown. */
export const faultViews: Readonly<Record<FaultKind, View>> = {
  offline: view(wifiOffIcon, 'wait', 'banner', 'now'),
  reconnecting: view(refreshCwIcon, 'wait', 'banner', 'now'),
  unreachable: view(wifiOffIcon, 'bad', 'card', 'retry'),
  refused: view(shieldIcon, 'bad', 'card', 'retry'),
  full: view(usersRoundIcon, 'wait', 'card', 'retry'),
  locked: view(lockIcon, 'wait', 'card', 'retry'),
  removed: view(userRoundXIcon, 'calm', 'card', 'join'),
  banned: view(banIcon, 'calm', 'card', 'leave'),
  denied: view(userRoundXIcon, 'calm', 'card', 'join'),
  'rules-changed': view(shieldIcon, 'calm', 'card', 'join'),
  unknown: view(moonStarIcon, 'calm', 'card', 'join'),
  left: view(moonStarIcon, 'veil', 'card', 'again'),
  ended: view(moonStarIcon, 'veil', 'card', 'leave'),
  'not-found': view(triangleAlertIcon, 'wait', 'card', 'retry'),
  'page-too-old': view(refreshCwIcon, 'wait', 'card', 'reload'),
  'server-too-old': view(refreshCwIcon, 'bad', 'card', 'retry'),
  waiting: view(hourglassIcon, 'calm', 'card', 'cancel'),
  'microphone-blocked': view(micOffIcon, 'wait', 'banner', 'retry'),
  'microphone-absent': view(micOffIcon, 'wait', 'banner', 'retry'),
  'microphone-busy': view(micOffIcon, 'wait', 'banner', 'retry'),
  'microphone-policy': view(micOffIcon, 'wait', 'banner', 'listen'),
  'microphone-interrupted': view(micOffIcon, 'wait', 'banner', 'unmute'),
  insecure: view(micOffIcon, 'wait', 'banner', 'listen'),
  playback: view(headphonesIcon, 'calm', 'banner', 'hear'),
  disguise: view(audioLinesIcon, 'bad', 'banner', 'retry'),
  elsewhere: view(headphonesIcon, 'calm', 'banner', 'move'),
  'no-sound': view(headphonesIcon, 'wait', 'banner', 'retry'),
  'sound-later': view(headphonesIcon, 'wait', 'banner', 'write'),
  trouble: view(triangleAlertIcon, 'bad', 'card', 'retry'),
}
