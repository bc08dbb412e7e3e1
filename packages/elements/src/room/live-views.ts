import type { Icon } from '../base/draw-icon.ts'
import { audioLinesIcon, usersRoundIcon } from '../base/icons.ts'
import { handIcon, messageCircleIcon } from '../base/live-icons.ts'

/** What a tab shows. Wide rooms have chat, people and rules beside the stage; narrow ones audio, chat, people and voice below it. */
export type View = 'audio' | 'chat' | 'people' | 'rules' | 'voice'

/** How wide the room is: the panel beside the stage, a smaller one, or one view at a time. */
export type Size = 'wide' | 'medium' | 'narrow'

const [wideFromPx, mediumFromPx] = [1100, 700]

export const viewIcons: Readonly<Record<View, Icon>> = {
  audio: usersRoundIcon,
  chat: messageCircleIcon,
  people: handIcon,
  rules: usersRoundIcon,
  voice: audioLinesIcon,
}

/** The size of a room that is so wide; `layout` may settle it. */
export function sizeOf(widthPx: number, layout: 'auto' | 'wide' | 'narrow'): Size {
  if (layout === 'narrow' || (layout === 'auto' && widthPx < mediumFromPx)) return 'narrow'
  return widthPx >= wideFromPx ? 'wide' : 'medium'
}

/** The tabs of a room of that size, with what the server offers. */
export function viewsOf(size: Size, offers: { chat: boolean; voice: boolean }): View[] {
  const all: View[] = size === 'narrow' ? ['audio', 'chat', 'people', 'voice'] : ['chat', 'people', 'rules']
  return all.filter((view) => (view !== 'chat' || offers.chat) && (view !== 'voice' || offers.voice))
}
