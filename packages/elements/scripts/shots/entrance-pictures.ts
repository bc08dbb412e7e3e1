import type { Picture } from './picture.ts'

type Size = readonly [width: number, height: number]

const wide: Size = [1440, 900]
const medium: Size = [900, 1250]
const narrow: Size = [360, 1640]

const one = (name: string, tag: string, scene: string, [width, height]: Size, more: Partial<Picture> = {}): Picture => ({
  name,
  tag,
  scene,
  width,
  height,
  theme: 'dark',
  dir: 'ltr',
  ...more,
})

const room = (name: string, scene: string, size: Size, more: Partial<Picture> = {}) =>
  one(`join-${name}`, 'sanctuary-room', scene, size, more)
const join = (name: string, scene: string, size: Size, more: Partial<Picture> = {}) =>
  one(`join-${name}`, 'sanctuary-join', scene, size, more)
const create = (name: string, size: Size, more: Partial<Picture> = {}) => one(`create-${name}`, 'sanctuary-create', 'create', size, more)
const chat = (name: string, scene: string, size: Size, more: Partial<Picture> = {}) =>
  one(`chat-${name}`, 'sanctuary-chat', scene, size, more)

const panel: Size = [400, 760]
const check = ['Check the microphone']
const rule = ['What is said here', 'Speak about yourself']

/** Pictures of the way in, of making a room and of the chat. */
export const entrancePictures: readonly Picture[] = [
  room('dark', 'join', wide),
  room('light', 'join', wide, { theme: 'light' }),
  room('neon', 'join-heard', wide, { theme: 'neon', press: check }),
  room('contrast', 'join-heard', wide, { theme: 'contrast', press: check }),
  room('forced', 'join-heard', wide, { colors: 'forced', press: check }),
  room('arabic', 'join-arabic', wide, { theme: 'light', dir: 'rtl' }),
  room('heard', 'join-heard', wide, { press: check }),
  room('locked', 'join-locked', wide),
  room('full-light', 'join-full', wide, { theme: 'light' }),
  room('ended', 'join-ended', wide),
  room('down', 'join-down', wide),
  room('missing-rules', 'join', wide, { press: ['Join with'] }),
  join('medium', 'join-heard', medium, { press: check }),
  join('narrow', 'join', narrow),
  join('narrow-light', 'join-heard', narrow, { theme: 'light', press: check }),
  join('costume', 'join-costume', [1200, 1750], { press: [...check, 'Fine tuning'] }),
  join('costume-narrow', 'join-costume', [360, 3300], { theme: 'light', press: [...check, 'Fine tuning'] }),
  join('narrow-rtl', 'join-arabic', narrow, { dir: 'rtl', theme: 'neon' }),
  join('narrow-long', 'join-long', [320, 3200]),
  join('long', 'join-long', [1200, 1250], { theme: 'light' }),
  join('empty', 'join-empty', [1200, 800]),
  join('listen', 'join-listen', [1200, 850], { theme: 'light' }),
  join('silent', 'join-silent', [1200, 850]),
  join('waiting', 'join-waiting', [1200, 1000], { theme: 'light', press: check }),
  join('failed', 'join-failed', [1200, 1000], { press: check }),
  join('blocked', 'join-blocked', [1200, 950], { press: check }),
  join('policy', 'join-policy', [360, 1700], { theme: 'light', press: check }),
  join('not-found', 'join-not-found', [700, 420], { theme: 'light' }),
  create('dark', [1000, 1200]),
  create('light', [1000, 1350], { theme: 'light', press: rule }),
  create('neon', [1000, 1400], { theme: 'neon', press: [...rule, 'Start the room'] }),
  create('narrow', [360, 1600], { press: rule }),
  create('narrow-rtl', [360, 1500], { theme: 'light', dir: 'rtl', press: rule }),
  create('menu', [1000, 1350], { press: [...rule, 'Rule 1: move'] }),
  create('more', [1000, 1600], { theme: 'light', press: ['More'] }),
  create('made', [1000, 800], { fill: { topic: 'Evening circle: life after leaving' }, press: ['Start the room'] }),
  create('made-narrow', [360, 900], { fill: { topic: 'Evening circle: life after leaving' }, theme: 'light', press: ['Start the room'] }),
  chat('dark', 'chat', panel),
  chat('light', 'chat', panel, { theme: 'light' }),
  chat('neon', 'chat', panel, { theme: 'neon' }),
  chat('contrast', 'chat', panel, { theme: 'contrast' }),
  chat('forced', 'chat', panel, { colors: 'forced' }),
  chat('rtl', 'chat', panel, { dir: 'rtl', theme: 'light' }),
  chat('wide', 'chat', [1100, 760]),
  chat('tiny', 'chat', [320, 640]),
  chat('empty', 'chat-empty', panel),
  chat('full', 'chat-full', panel, { theme: 'light' }),
  chat('failing', 'chat-failing', panel),
  chat('failing-light', 'chat-failing', panel, { theme: 'light' }),
  chat('unread', 'chat-unread', panel),
  chat('hostile', 'chat-hostile', panel, { theme: 'light' }),
  chat('hidden', 'chat-hidden', panel, { press: ['Show'] }),
  one('chat-room', 'sanctuary-room', 'chat', [1440, 900]),
  one('chat-room-narrow', 'sanctuary-room', 'chat', [360, 780], { press: ['Chat'] }),
]
