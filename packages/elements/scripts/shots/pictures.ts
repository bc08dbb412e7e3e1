import { entrancePictures } from './entrance-pictures.ts'
import type { Picture } from './picture.ts'
import { voicePictures } from './voice-pictures.ts'

type Size = readonly [width: number, height: number]

const wide: Size = [1440, 900]
const medium: Size = [900, 800]
const narrow: Size = [360, 780]
const tiny: Size = [320, 640]

function picture(name: string, tag: string, [width, height]: Size, more: Partial<Picture> = {}): Picture {
  return { name, tag, width, height, theme: 'dark', dir: 'ltr', ...more }
}

const room = (name: string, scene: string, size: Size, more: Partial<Picture> = {}) =>
  picture(`room-${name}`, 'sanctuary-room', size, { scene, ...more })

export const pictures: readonly Picture[] = [
  room('dark', 'host', wide),
  room('light', 'host', wide, { theme: 'light' }),
  room('neon', 'host', wide, { theme: 'neon' }),
  room('contrast', 'host', wide, { theme: 'contrast' }),
  room('forced', 'host', wide, { colors: 'forced' }),
  room('rtl', 'host', wide, { dir: 'rtl' }),
  room('medium', 'host', medium),
  room('medium-light', 'host', medium, { theme: 'light' }),
  room('narrow', 'host', narrow),
  room('narrow-light', 'host', narrow, { theme: 'light' }),
  room('narrow-neon', 'host', narrow, { theme: 'neon' }),
  room('narrow-rtl', 'host', narrow, { dir: 'rtl' }),
  room('tiny', 'host', tiny),
  room('narrow-people', 'host', narrow, { theme: 'light', press: ['People'] }),
  room('narrow-voice', 'host', narrow, { press: ['Voice'] }),
  room('narrow-more', 'host', narrow, { press: ['More'] }),
  room('listener', 'listener', wide),
  room('listener-narrow', 'listener', narrow),
  room('people', 'calls', wide, { press: ['People'] }),
  room('people-light', 'calls', wide, { theme: 'light', press: ['People'] }),
  room('rules', 'host', wide, { press: ['Rules'] }),
  room('more', 'host', wide, { press: ['More'] }),
  room('voice', 'host', wide, { press: ['Voice'] }),
  room('leave', 'host', wide, { press: ['Leave'] }),
  room('person', 'host', wide, { press: ['Quiet Otter'] }),
  room('remove', 'host', wide, { press: ['Quiet Otter', 'Remove'] }),
  room('remove-narrow', 'host', narrow, { press: ['Quiet Otter', 'Remove'] }),
  room('rename', 'host', wide, { press: ['Amber Finch', 'Change name'] }),
  room('notices', 'notices', wide),
  room('notices-narrow', 'notices', narrow, { theme: 'light' }),
  room('alone', 'alone', wide),
  room('quiet', 'quiet', wide, { theme: 'light' }),
  room('reconnecting', 'reconnecting', wide),
  room('reconnecting-narrow', 'reconnecting', narrow),
  room('disguise', 'disguise', wide),
  room('playback', 'playback', wide, { theme: 'light' }),
  room('removed', 'removed', wide),
  room('waiting', 'waiting', wide, { theme: 'light' }),
  room('ended', 'ended', narrow),
  ...['ROOM_FULL', 'SERVER_UNREACHABLE', 'ORIGIN_NOT_ALLOWED', 'CLIENT_TOO_OLD', 'MICROPHONE_BLOCKED', 'INSECURE_CONTEXT'].map((error) =>
    picture(`status-${error.toLowerCase()}`, 'room-status', [700, 300], { error, theme: error.startsWith('M') ? 'light' : 'dark' }),
  ),
  ...voicePictures,
  picture('controls', 'sanctuary-controls', [900, 140], { scene: 'host' }),
  picture('controls-listener', 'sanctuary-controls', [900, 140], { scene: 'listener', theme: 'light' }),
  ...entrancePictures,
]
