import type { RoomPreview, SanctuaryClient } from '@sanctuary/sdk-core'
import { type Disguise, type ErrorCode, type HearingMyself, type MicrophoneCheck, SanctuaryError } from '@sanctuary/sdk-core'
import { createFakeServer } from '@sanctuary/sdk-core/testing'
import type { VoiceChoice } from '@sanctuary/sdk-core/voices'
import { atom } from 'nanostores'
import type { SanctuaryCreate } from '../../src/create/sanctuary-create.ts'
import type { SanctuaryJoin } from '../../src/join/sanctuary-join.ts'

const evening = {
  topic: 'Evening circle: life after leaving',
  description: 'A quiet hour for people who have left, or are planning to. Talk, write, or only listen.',
  emoji: '',
  rules: [
    'What is said here stays here.',
    'Speak about yourself. You may always pass.',
    'Advice only when someone asks for it.',
    'No recording, no screenshots.',
  ],
}
const arabic = {
  topic: 'حلقة المساء: الحياة بعد الرحيل',
  description: 'ساعة هادئة لمن رحلوا أو يفكرون في الرحيل. تحدّث أو اكتب أو استمع فقط.',
  rules: ['ما يُقال هنا يبقى هنا.', 'تحدّث عن نفسك، ويمكنك دائمًا أن تمتنع.'],
}
const long = {
  topic: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und andere lange Wörter, ein Abend',
  description: `${'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz '.repeat(5)}\n\nZweiter Absatz.`,
  rules: ['W'.repeat(280), 'Short.', `https://example.org/${'a'.repeat(200)}`],
}

type Entrance = HTMLElement & Pick<SanctuaryJoin, 'client' | 'room' | 'server'>

/** A way to a server in memory, with a room that has sound and people in it. */
async function prepareRoom(
  element: Entrance,
  wish: Partial<typeof evening>,
  change: Partial<RoomPreview>,
  microphone: Partial<SanctuaryClient> = {},
) {
  const server = createFakeServer()
  const client = server.createClient()
  const { room } = await client.rooms.create({ ...evening, ...wish })
  const preview: RoomPreview = {
    ...room,
    people: 46,
    hosts: ['Amber Finch', 'Paper Lantern'],
    rulesVersion: 3,
    audio: { state: 'ready', message: 'There is sound in this room.' },
    ...change,
  }
  element.client = {
    ...client,
    rooms: { ...client.rooms, read: async () => preview },
    suggest: async () => ({ alias: 'Quiet Otter', picture: 'otter24' }),
    ...microphone,
  }
  element.room = room.id
}

const join =
  (wish: Partial<typeof evening> = {}, change: Partial<RoomPreview> = {}, microphone: Partial<SanctuaryClient> = {}) =>
  (element: HTMLElement) =>
    prepareRoom(element as Entrance, wish, change, microphone)

const microphone = (level: number, disguise: Disguise, voice: VoiceChoice = { mode: 'veil' }, hearing: HearingMyself = 'off') => ({
  checkMicrophone: async (): Promise<MicrophoneCheck> => ({
    $level: atom(level),
    $disguise: atom(disguise),
    $devices: atom([
      { deviceId: 'a', label: 'Built-in microphone' },
      { deviceId: 'b', label: 'Headset' },
    ]),
    $voice: atom<VoiceChoice>(voice),
    $hearingMyself: atom<HearingMyself>(hearing),
    setDevice: async () => {},
    setVoice() {},
    hearMyself: async () => {},
    close() {},
  }),
})

const refusing = (code: ErrorCode) => ({
  checkMicrophone: async () => {
    throw new SanctuaryError(code)
  },
})

const looking = (code: ErrorCode) => (element: HTMLElement) => {
  const client = createFakeServer().createClient()
  const entrance = element as Entrance
  entrance.client = {
    ...client,
    rooms: {
      ...client.rooms,
      read: async () => {
        throw new SanctuaryError(code)
      },
    },
  }
  entrance.room = 'sampleroom000000'
}

const create = (element: HTMLElement) => {
  const form = element as SanctuaryCreate
  form.client = createFakeServer().createClient()
  form.roomUrl = '/sanctuary/live/'
}

/** Sets up an element that has no room yet, by name. */
export const entrances: Readonly<Record<string, (element: HTMLElement) => void | Promise<void>>> = {
  join: join(),
  'join-arabic': join(arabic),
  'join-long': join(long, { hosts: ['W'.repeat(40), 'م'.repeat(40)] }),
  'join-empty': join({ rules: [], description: '' }, { people: 0, hosts: [], approval: true }),
  'join-listen': join({}, { newcomers: 'listener' }),
  'join-silent': join({}, { audio: { state: 'down', message: 'The media server does not answer. Chat works.' } }),
  'join-heard': join({}, {}, microphone(0.58, { phase: 'locked' })),
  'join-costume': join(
    {},
    {},
    microphone(0.58, { phase: 'locked' }, { mode: 'costume', name: 'Sarah', sliders: { style: 0, boost: 0.4 } }, 'loop'),
  ),
  'join-waiting': join({}, {}, microphone(0.02, { phase: 'gated' })),
  'join-failed': join({}, {}, microphone(0.3, { phase: 'failed' })),
  'join-blocked': join({}, {}, refusing('MICROPHONE_BLOCKED')),
  'join-policy': join({}, {}, refusing('MICROPHONE_NOT_PERMITTED')),
  'join-locked': join({}, { locked: true }),
  'join-full': join({}, { people: 50 }),
  'join-ended': join({}, { state: 'ended' }),
  'join-not-found': looking('ROOM_NOT_FOUND'),
  'join-down': looking('SERVER_UNREACHABLE'),
  create,
}
