import type { MessageId, ParticipantId, Role, RoomSettings } from '@sanctuary/protocol'
import { type Participant, type Room, SanctuaryError } from '@sanctuary/sdk-core'
import { createFakeRoom, type FakeRoomOverrides, sampleMe, sampleNow, samplePersonId, sampleSettings } from '@sanctuary/sdk-core/testing'

const minutesAgo = (minutes: number) => new Date(sampleNow - minutes * 60_000).toISOString()

const names =
  'Quiet Otter,Slow River,Paper Lantern,Northern Wren,Velvet Moth,Mossy Stone,Hazel Dormouse,Silver Birch,Distant Bell,Blue Heron,Plain Sparrow,Winter Fern,Harbour Light,Soft Rain,Copper Vole,Lone Maple,Early Frost,Open Meadow,Gentle Tide,Amber Reed'.split(
    ',',
  )

const seeds =
  'otter24,river7,lantern3,wren88,moth19,stone5,dormouse,birch2,bell60,heron41,sparrow9,fern33,harbour,rain01,vole77,maple8,frost4,meadow6,tide12,reed55'.split(
    ',',
  )

/** Somebody of the pictures; the first number that is this page's person is `sampleMe`. */
function person(index: number, alias: string, role: Role, change: Partial<Participant> = {}): Participant {
  const own = { id: samplePersonId(100 + index), picture: seeds[index % seeds.length] ?? 'seed1', joined: minutesAgo(60 - index) }
  return { alias, role, presence: 'here', silenced: false, successor: false, microphone: 'off', hand: undefined, ...own, ...change }
}

const me = (role: Role, change: Partial<Participant> = {}) =>
  person(0, 'Amber Finch', role, { id: sampleMe, picture: 'finch11', ...change })

const circle = (role: Role): Participant[] => [
  me(role, role === 'listener' ? {} : { microphone: 'on' }),
  person(1, names[0] ?? '', 'speaker', { microphone: 'on' }),
  person(2, names[1] ?? '', 'speaker', { microphone: 'on' }),
  person(3, names[2] ?? '', role === 'host' ? 'moderator' : 'host'),
  person(4, names[3] ?? '', 'speaker'),
  person(5, names[4] ?? '', 'speaker', { hand: 1 }),
  person(6, names[5] ?? '', 'speaker', { hand: 2 }),
  person(7, names[6] ?? '', 'speaker'),
  person(8, names[7] ?? '', 'speaker', { presence: 'reconnecting' }),
  person(9, names[8] ?? '', 'speaker', { successor: true }),
  person(10, names[9] ?? '', 'speaker', { microphone: 'stopped' }),
  person(11, names[10] ?? '', 'speaker', { microphone: 'on' }),
  person(12, names[11] ?? '', 'speaker', { presence: 'away' }),
  person(13, names[12] ?? '', 'speaker', { silenced: true }),
]

const audience = (count: number): Participant[] =>
  Array.from({ length: count }, (_, k) =>
    person(20 + k, `${names[k % names.length]}${k < names.length ? '' : ` ${k}`}`, 'listener', {
      picture: `aud${k * 7919}`,
      presence: k % 9 === 4 ? 'away' : 'here',
    }),
  )

const settings: RoomSettings = {
  ...sampleSettings,
  topic: 'Evening circle: life after leaving',
  description: 'A quiet hour for people who have left, or are planning to. Talk, write, or only listen.',
  rules: [
    'What is said here stays here.',
    'Speak about yourself. You may always pass.',
    'Advice only when someone asks for it.',
    'No recording, no screenshots.',
  ],
  rulesVersion: 3,
}

const talking = new Map<ParticipantId, number>([
  [samplePersonId(101), 0.85],
  [samplePersonId(102), 0.3],
])

const messages = (
  [
    [104, 18, 'I never told anyone the whole story before. My hands are shaking, but I am glad I came.'],
    [101, 17, 'Same here. The first time is the heaviest.'],
    [103, 12, 'If you need a moment, take it. Nobody has to speak.'],
    [0, 6, 'Take all the time you need.'],
    [106, 2, 'May I say something about last week?'],
  ] as const
).map(([author, minutes, text], index) => ({
  id: `00000000-0000-4000-9000-${String(index).padStart(12, '0')}` as MessageId,
  seq: index + 1,
  created: index + 1,
  author: author === 0 ? sampleMe : samplePersonId(author),
  at: minutesAgo(minutes),
  text,
  mine: author === 0,
}))

const hand = (index: number, minutes: number, note?: string) => ({
  participant: samplePersonId(100 + index),
  since: minutesAgo(minutes),
  note,
})

function live(role: Role, more: FakeRoomOverrides = {}): FakeRoomOverrides {
  return {
    ...more,
    $settings: settings,
    $standing: { state: 'inside', role },
    participants: { $people: [...circle(role), ...audience(32)], ...more.participants },
    hands: { $queue: [hand(5, 3), hand(6, 1, 'about last week')], ...more.hands },
    hosts: { $acts: [{ act: 'askToUnmute', subject: samplePersonId(104), id: 'a1', at: minutesAgo(1) }], ...more.hosts },
    chat: { $messages: messages, $typing: [samplePersonId(107)], $unread: 4, ...more.chat },
    audio: {
      $sound: { state: 'live' },
      $microphone: role === 'listener' ? { state: 'off' } : { state: 'on' },
      $disguise: { phase: 'locked' },
      $levels: talking,
      $devices: [
        { deviceId: 'a', label: 'Built-in microphone' },
        { deviceId: 'b', label: 'Headset' },
      ],
      ...more.audio,
    },
  }
}

/** What can be pictured, by name. */
export const scenes: Readonly<Record<string, () => Room>> = {
  host: () => createFakeRoom(live('host')),
  listener: () => createFakeRoom(live('listener')),
  calls: () =>
    createFakeRoom(
      live('host', {
        participants: {
          $people: [...circle('host'), ...audience(6)],
          $waiting: [{ id: samplePersonId(201), alias: 'Early Frost', picture: 'frost99', since: minutesAgo(2) }],
        },
        hosts: {
          $pings: [{ participant: samplePersonId(104), at: minutesAgo(1), note: 'Somebody writes to me privately' }],
          $banned: [{ participant: samplePersonId(202), alias: 'Loud Thunder', reason: 'Rule 2', at: minutesAgo(9) }],
        },
      }),
    ),
  notices: () =>
    createFakeRoom(
      live('speaker', {
        participants: {
          $people: [...circle('speaker').slice(0, 5)].map((one) => (one.id === sampleMe ? { ...one, microphone: 'off' as const } : one)),
        },
        hosts: {
          $notices: [
            { kind: 'unmuteAsked', at: minutesAgo(0) },
            { kind: 'pingSeen', at: minutesAgo(1) },
          ],
        },
        audio: { $microphone: { state: 'off' }, $disguise: { phase: 'gated' } },
      }),
    ),
  alone: () =>
    createFakeRoom(
      live('speaker', {
        participants: { $people: [me('host')] },
        hands: { $queue: [] },
        chat: { $messages: [], $typing: [], $unread: 0 },
        audio: { $levels: new Map(), $microphone: { state: 'off' }, $disguise: { phase: 'idle' } },
      }),
    ),
  quiet: () =>
    createFakeRoom(
      live('listener', {
        participants: { $people: [me('listener'), ...audience(3)] },
        hands: { $queue: [] },
        audio: { $levels: new Map() },
      }),
    ),
  reconnecting: () => createFakeRoom({ ...live('speaker'), $connection: { state: 'reconnecting', nextTryAt: Date.now() + 12_000 } }),
  disguise: () =>
    createFakeRoom(
      live('speaker', {
        audio: { $microphone: { state: 'stopped', reason: new SanctuaryError('DISGUISE_FAILED') }, $disguise: { phase: 'failed' } },
      }),
    ),
  costume: () =>
    createFakeRoom(
      live('speaker', {
        audio: {
          $voice: { mode: 'costume', name: 'Sarah', sliders: { style: 0, boost: 0.4 } },
          $disguise: { phase: 'locked', simplified: true },
          $hearingMyself: 'loop',
          $level: 0.64,
          $levels: new Map([[sampleMe, 0.52]]),
        },
      }),
    ),
  loading: () => createFakeRoom(live('speaker', { audio: { $microphone: { state: 'off' }, $disguise: { phase: 'starting' } } })),
  ready: () => createFakeRoom(live('speaker', { audio: { $disguise: { phase: 'gated' }, $levels: new Map() } })),
  own: () => createFakeRoom(live('speaker', { audio: { $voice: { mode: 'off' }, $levels: new Map([[sampleMe, 0.6]]) } })),
  never: () => createFakeRoom({ ...live('speaker'), $settings: { ...settings, undisguised: 'never' } }),
  paused: () =>
    createFakeRoom(live('speaker', { audio: { $microphone: { state: 'stopped' }, $disguise: { phase: 'gated', reason: 'overload' } } })),
  interrupted: () =>
    createFakeRoom(live('speaker', { audio: { $microphone: { state: 'stopped', reason: new SanctuaryError('MICROPHONE_INTERRUPTED') } } })),
  outputs: () =>
    createFakeRoom(
      live('speaker', {
        audio: {
          $microphone: { state: 'off', reason: new SanctuaryError('MICROPHONE_BUSY') },
          $outputs: [
            { deviceId: 'x', label: 'Speakers' },
            { deviceId: 'y', label: 'Headphones' },
          ],
        },
      }),
    ),
  playback: () => createFakeRoom(live('speaker', { audio: { $sound: { state: 'blocked' }, $microphone: { state: 'off' } } })),
  removed: () =>
    createFakeRoom({ ...live('speaker'), $standing: { state: 'removed', role: 'speaker', reason: 'Rule 2: speak about yourself' } }),
  waiting: () => createFakeRoom({ ...live('speaker'), $settings: undefined, $standing: { state: 'waiting', role: 'listener' } }),
  ended: () =>
    createFakeRoom({
      ...live('speaker'),
      $settings: { ...settings, state: 'ended', erasedAt: new Date(sampleNow + 7_200_000).toISOString() },
    }),
}
