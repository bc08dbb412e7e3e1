import type { Picture } from './picture.ts'

type Size = readonly [width: number, height: number]

const wide: Size = [1200, 900]
const medium: Size = [640, 1000]
const narrow: Size = [360, 1040]
const tall: Size = [360, 1900]
const room: Size = [1440, 900]
const phone: Size = [360, 780]

function one(name: string, scene: string, [width, height]: Size, more: Partial<Picture> = {}): Picture {
  return { name: `voice-${name}`, tag: 'voice-panel', scene, width, height, theme: 'dark', dir: 'ltr', ...more }
}

const light = { theme: 'light' }
const consent = ['Off']

/** Pictures of one's own voice: the panel in every state, the question, and the sign beside the microphone. */
export const voicePictures: readonly Picture[] = [
  one('veil', 'host', wide),
  one('veil-medium', 'host', medium, light),
  one('veil-narrow', 'host', narrow),
  one('costume', 'costume', wide),
  one('costume-light', 'costume', wide, light),
  one('costume-neon', 'costume', wide, { theme: 'neon' }),
  one('costume-contrast', 'costume', wide, { theme: 'contrast' }),
  one('costume-forced', 'costume', wide, { colors: 'forced' }),
  one('costume-rtl', 'costume', wide, { dir: 'rtl', ...light }),
  one('costume-medium', 'costume', [640, 1500]),
  one('costume-narrow', 'costume', tall),
  one('costume-narrow-rtl', 'costume', tall, { dir: 'rtl', ...light }),
  one('loading', 'loading', narrow, light),
  one('ready', 'ready', narrow),
  one('failed', 'disguise', wide),
  one('failed-narrow', 'disguise', narrow, light),
  one('paused', 'paused', narrow),
  one('never', 'never', wide, light),
  one('never-narrow', 'never', narrow),
  one('own', 'own', wide),
  one('own-light', 'own', wide, light),
  one('own-narrow', 'own', narrow, light),
  one('own-forced', 'own', narrow, { colors: 'forced' }),
  one('consent', 'host', wide, { press: consent }),
  one('consent-light', 'host', wide, { ...light, press: consent }),
  one('consent-narrow', 'host', phone, { press: [...consent, 'Speak undisguised'] }),
  one('consent-rtl', 'host', phone, { ...light, dir: 'rtl', press: consent }),
  one('listener', 'listener', narrow),
  one('room-own', 'own', room, { tag: 'sanctuary-room' }),
  one('room-own-narrow', 'own', phone, { tag: 'sanctuary-room', press: ['Chat'] }),
  one('room-own-tiny', 'own', [320, 640], { tag: 'sanctuary-room', ...light }),
  one('room-costume-tiny', 'costume', [320, 640], { tag: 'sanctuary-room' }),
  one('room-dialog', 'costume', room, { tag: 'sanctuary-room', press: ['Voice'] }),
  one('room-narrow', 'costume', phone, { tag: 'sanctuary-room', press: ['Voice'] }),
  one('room-interrupted', 'interrupted', room, { tag: 'sanctuary-room', ...light }),
  one('devices', 'outputs', [900, 800], { tag: 'sanctuary-controls', press: ['More', 'Microphone and sound'] }),
  one('devices-narrow', 'outputs', phone, { tag: 'sanctuary-room', ...light, press: ['More', 'Microphone and sound'] }),
]
