import type { Participant, ParticipantId } from '@sanctuary/sdk-core'
import type { Messages } from '../base/messages/messages.ts'
import { chatTexts } from './chat-texts.ts'

/** Who writes, in one line; undefined while nobody does. */
export function sayTyping(words: Messages, people: readonly Participant[], typing: readonly ParticipantId[]): string | undefined {
  const names = typing.flatMap((id) => people.find((person) => person.id === id)?.alias ?? [])
  const [name, other] = names
  if (name === undefined) return undefined
  if (other === undefined) return words.text(chatTexts, 'chat-typing-one', { name })
  if (names.length === 2) return words.text(chatTexts, 'chat-typing-two', { name, other })
  return words.text(chatTexts, 'chat-typing-many', { count: names.length })
}
