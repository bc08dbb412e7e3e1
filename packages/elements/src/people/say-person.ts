import type { Participant } from '@sanctuary/sdk-core'
import type { Messages } from '../base/messages/messages.ts'
import type { PersonState, PersonWords } from './person-state.ts'
import { personTexts } from './person-texts.ts'

/** A person's state in one line. One's own begins with "You". */
export function sayPerson(words: Messages, person: Participant, state: PersonState, isMe: boolean): string {
  const said = words.text(personTexts, key(state.words), { place: person.hand ?? 0 })
  if (isMe && state.words === 'microphone-on') return words.text(personTexts, 'person-you-on')
  return isMe ? words.text(personTexts, 'person-you', { state: said }) : said
}

function key(words: PersonWords): keyof typeof personTexts {
  return words === 'host' || words === 'moderator' || words === 'speaker' || words === 'listener' ? `role-${words}` : `person-${words}`
}
