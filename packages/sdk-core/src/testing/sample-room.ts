import type { MessageId, ParticipantId, Role, RoomSettings } from '@sanctuary/protocol'
import type { Message } from '../chat/chat.ts'
import type { Participant } from '../participants/participants.ts'

const start = Date.parse('2026-01-01T18:00:00Z')
const at = (minute: number) => new Date(start + minute * 60_000).toISOString()

/** The time it is in the sample room, in ms. */
export const sampleNow = start + 30 * 60_000

/** A person of the sample room. Their ids are fixed: `samplePersonId(1)` is the host, 3 is this page's person. */
export const samplePersonId = (number: number): ParticipantId =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as ParticipantId

export const sampleMe: ParticipantId = samplePersonId(3)

const person = (number: number, alias: string, role: Role, change: Partial<Participant> = {}): Participant => ({
  id: samplePersonId(number),
  alias,
  picture: `sample${number}`,
  role,
  presence: 'here',
  silenced: false,
  successor: false,
  joined: at(number),
  microphone: 'off',
  hand: undefined,
  ...change,
})

/** Six people in every state one meets. */
export const samplePeople: readonly Participant[] = [
  person(1, 'Quiet Otter', 'host', { microphone: 'on' }),
  person(2, 'Amber Heron', 'moderator', { successor: true }),
  person(3, 'Still River', 'speaker'),
  person(4, 'Mossy Lantern', 'speaker', { presence: 'away', hand: 1 }),
  person(5, 'Paper Crane', 'speaker', { silenced: true }),
  person(6, 'Distant Lake', 'listener', { presence: 'reconnecting', hand: 2 }),
]

const texts: readonly [author: number, minute: number, text: string][] = [
  [1, 1, 'Welcome. Take your time, nobody has to speak.'],
  [4, 4, 'Thank you. It helps to know that others are here.'],
  [3, 6, 'I am new and will mostly listen today.'],
  [2, 7, 'That is very welcome. If you need something, there is a button to ask for a host.'],
  [6, 21, 'My connection is not good, I read along here.'],
]

/** A short conversation. */
export const sampleMessages: readonly Message[] = texts.map(([author, minute, text], index) => ({
  id: `00000000-0000-4000-9000-${String(index + 1).padStart(12, '0')}` as MessageId,
  seq: index + 1,
  created: index + 1,
  author: samplePersonId(author),
  at: at(minute),
  text,
  mine: samplePersonId(author) === sampleMe,
}))

export const sampleSettings: RoomSettings = {
  topic: 'Evening circle',
  description: 'For everyone who finds the evenings long.',
  emoji: '🌙',
  tags: ['evening', 'listening'],
  language: 'en',
  capacity: 50,
  rules: ['What is said here stays here.', 'One person speaks at a time.'],
  approval: false,
  newcomers: 'speaker',
  undisguised: 'with-consent',
  eraseAfterMinutes: 120,
  hostAbsenceMinutes: 15,
  rulesVersion: 1,
  state: 'live',
  locked: false,
  createdAt: at(0),
  expiresAt: at(30 * 24 * 60),
}
