import type { Role } from '@sanctuary/protocol'
import type { Participant } from '@sanctuary/sdk-core'

/** What stands on a person's picture. */
export type Mark = 'muted' | 'stopped' | 'lost' | 'muted-for-me'

/** The words under a name; each has a text of its own. */
export type PersonWords =
  | 'reconnecting'
  | 'voice-paused'
  | 'speaking'
  | 'hand'
  | 'silenced'
  | 'asked'
  | 'muted-for-me'
  | 'hidden'
  | 'away'
  | 'writing'
  | 'successor'
  | 'microphone-on'
  | 'muted'
  | 'listening'
  | Role

/** What this page knows of a person beside their record. */
export interface Surroundings {
  readonly speaking: boolean
  readonly writing: boolean
  /** A host asked them to switch the microphone on, and they have not yet. */
  readonly asked: boolean
  readonly mutedForMe: boolean
  readonly hidden: boolean
}

/** How a person is shown: one state in words, at most one mark, and whether they speak or have lost the connection. */
export interface PersonState {
  readonly words: PersonWords
  readonly mark: Mark | undefined
  readonly speaking: boolean
  readonly lost: boolean
}

/** Whether a person has a place on the stage; the others listen. */
export const isOnStage = (person: Pick<Participant, 'role'>): boolean => person.role !== 'listener'

/** The one state that matters most to the others right now. */
export function describePerson(person: Participant, around: Surroundings): PersonState {
  const lost = person.presence === 'reconnecting'
  const speaking = around.speaking && !lost
  return { words: words(person, around, lost, speaking), mark: mark(person, around, lost), speaking, lost }
}

function words(person: Participant, around: Surroundings, lost: boolean, speaking: boolean): PersonWords {
  if (lost) return 'reconnecting'
  if (around.hidden) return 'hidden'
  if (around.mutedForMe) return 'muted-for-me'
  if (person.microphone === 'stopped') return 'voice-paused'
  if (speaking) return 'speaking'
  if (person.hand !== undefined) return 'hand'
  if (person.silenced && isOnStage(person)) return 'silenced'
  if (around.asked) return 'asked'
  if (person.presence === 'away') return 'away'
  if (around.writing) return 'writing'
  if (person.role === 'host' || person.role === 'moderator') return person.role
  if (person.successor) return 'successor'
  if (!isOnStage(person)) return 'listening'
  return person.microphone === 'on' ? 'microphone-on' : 'muted'
}

function mark(person: Participant, around: Surroundings, lost: boolean): Mark | undefined {
  if (lost) return 'lost'
  if (around.mutedForMe || around.hidden) return 'muted-for-me'
  if (person.microphone === 'stopped') return 'stopped'
  return isOnStage(person) && person.microphone === 'off' ? 'muted' : undefined
}
