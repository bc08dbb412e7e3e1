import { type Message, type Room, SanctuaryError } from '@sanctuary/sdk-core'
import { createFakeRoom, type FakeRoomOverrides, sampleMe, sampleNow, samplePersonId } from '@sanctuary/sdk-core/testing'

const names = ['Quiet Otter', 'Northern Wren', 'Slow River', 'Paper Lantern', 'Hazel Dormouse']
const seeds = ['otter24', 'wren88', 'river7', 'lantern3', 'dormouse']
const id = (number: number) => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}` as Message['id']

/** Author 0 is this page's person. */
const message = (number: number, author: number, minutesAgo: number, text: string): Message => ({
  id: id(number),
  seq: number,
  created: number,
  author: author === 0 ? sampleMe : samplePersonId(300 + author),
  at: new Date(sampleNow - minutesAgo * 60_000).toISOString(),
  text,
  mine: author === 0,
})

const people: NonNullable<FakeRoomOverrides['participants']>['$people'] = [
  ...names.map((alias, k) => ({
    id: samplePersonId(301 + k),
    alias,
    picture: seeds[k] ?? '',
    role: k === 3 ? ('host' as const) : ('speaker' as const),
    presence: 'here' as const,
    silenced: false,
    successor: false,
    joined: new Date(sampleNow - 3_600_000).toISOString(),
    microphone: 'off' as const,
    hand: undefined,
  })),
  {
    id: sampleMe,
    alias: 'Amber Finch',
    picture: 'finch11',
    role: 'speaker',
    presence: 'here',
    silenced: false,
    successor: false,
    joined: new Date(sampleNow - 3_000_000).toISOString(),
    microphone: 'off',
    hand: undefined,
  },
]

const talk = [
  message(1, 2, 25, 'I never told anyone the whole story before. My hands are shaking, but I am glad I came.'),
  message(2, 1, 24, 'Same here. The first time is the heaviest.'),
  message(3, 1, 24, 'Take a glass of water. We have all evening.'),
  message(4, 0, 23, 'Take all the time you need.'),
  message(5, 3, 12, 'This helped me: https://example.org/first-steps and the number on page 2.'),
  message(6, 4, 11, 'مرحبًا بكم. خذوا وقتكم.'),
  message(7, 0, 3, 'We stop for two minutes at eight.'),
  message(8, 0, 3, 'Then Hazel goes on 🌿'),
]

const unsent = (number: number, text: string, reason?: SanctuaryError) => ({
  id: id(number),
  text,
  state: reason ? ('failed' as const) : ('sending' as const),
  reason,
  at: new Date(sampleNow).toISOString(),
})

const make =
  (chat: FakeRoomOverrides['chat'], more: FakeRoomOverrides = {}) =>
  () =>
    createFakeRoom({ ...more, participants: { $people: people, ...more.participants }, chat: { $messages: talk, $lastRead: 8, ...chat } })

const crowd = Array.from({ length: 240 }, (_, k) =>
  message(k + 1, k % 7 === 6 ? 0 : 1 + ((k * 3) % 5), 240 - k, `Message ${k + 1}. ${'A few words more. '.repeat(k % 5)}`),
)

const hostile = [
  message(1, 1, 9, `${'W'.repeat(220)}`),
  message(2, 2, 8, '<script>alert(1)</script> <img src=x onerror=alert(1)>'),
  message(3, 3, 7, '\u202Eright to left override\u202C and العربية in the middle 123'),
  message(4, 4, 6, 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!'),
  message(5, 0, 5, `https://example.org/${'a'.repeat(180)}`),
  message(6, 5, 4, 'line\n'.repeat(60)),
  message(7, 60, 3, 'Somebody who had left wrote this 👩‍👩‍👧‍👦🏳️‍🌈'),
]

function hidden(): Room {
  const room = make(
    { $messages: talk.filter(({ author }) => author !== samplePersonId(301)) },
    { participants: { $people: people, $hidden: new Set([samplePersonId(301)]) } },
  )()
  const held = talk
    .filter(({ author }) => author === samplePersonId(301))
    .map(({ id, text, ...rest }) => ({ ...rest, type: 'chat.message', channel: 'room', key: id, value: { text } }))
  ;(room.records('chat.message') as unknown as { set(held: unknown): void }).set(held) // a fake's stores can be set
  return room
}

/** Rooms whose chat is pictured, by name. */
export const chatScenes: Readonly<Record<string, () => Room>> = {
  chat: make({ $typing: [samplePersonId(305)] }),
  'chat-empty': make({ $messages: [] }),
  'chat-full': make({ $messages: crowd, $lastRead: 240, $hasOlder: false }),
  'chat-failing': make(
    {
      $outbox: [unsent(20, 'We stop for two minutes at eight.', new SanctuaryError('RATE_LIMITED')), unsent(21, 'And then we go on.')],
      $hasOlder: true,
      loadOlder: () => Promise.reject(new SanctuaryError('TIMEOUT')),
    },
    { $connection: { state: 'reconnecting', nextTryAt: sampleNow } },
  ),
  'chat-unread': make({ $messages: crowd, $unread: 22, $lastRead: 215 }),
  'chat-hostile': make({ $messages: hostile }),
  'chat-hidden': hidden,
}
