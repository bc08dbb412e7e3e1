import type { ParticipantId, SignalValue } from '@sanctuary/protocol'
import { atom, computed } from 'nanostores'
import { every } from '../clock.ts'
import type { RoomContext, Store } from '../room-context.ts'

/** How often writing is said again, and after how long without that it is forgotten. */
const repeatMs = 3_000
const forgetMs = 6_000

/** Who is writing now, and telling others that this person is. */
export function createTyping(context: RoomContext, $hidden: Store<ReadonlySet<ParticipantId>>) {
  const { me, clock } = context
  const $writers = atom<readonly ParticipantId[]>([])
  const stops = new Map<ParticipantId, () => void>()
  let stopRepeating: (() => void) | undefined
  let lastKeystroke = 0

  function forget(person: ParticipantId) {
    stops.get(person)?.()
    if (stops.delete(person)) $writers.set($writers.get().filter((writer) => writer !== person))
  }

  function note(person: ParticipantId) {
    stops.get(person)?.()
    if (!stops.has(person)) $writers.set([...$writers.get(), person])
    stops.set(
      person,
      clock.after(forgetMs, () => forget(person)),
    )
  }

  function set(on: boolean) {
    lastKeystroke = on ? clock.now() : 0
    if (on === (stopRepeating !== undefined)) return
    stopRepeating?.()
    stopRepeating = on ? every(clock, repeatMs, repeat) : undefined
    context.signal('chat.typing', { on })
  }

  function repeat() {
    if (clock.now() - lastKeystroke >= forgetMs) set(false)
    else context.signal('chat.typing', { on: true })
  }

  context.on('signal', ({ type, from, value }) => {
    if (type !== 'chat.typing' || from === me) return
    const person = from as ParticipantId // the server says who signals
    if ((value as SignalValue<'chat.typing'>).on) note(person)
    else forget(person)
  })
  context.records('chat.message').listen((messages) => {
    const author = messages.at(-1)?.author
    if (author) forget(author) // their words are here
  })
  context.on('closed', () => {
    stopRepeating?.()
    for (const person of [...stops.keys()]) forget(person)
  })

  return {
    $typing: computed([$writers, $hidden], (writers, hidden) => writers.filter((writer) => !hidden.has(writer))),
    set,
  }
}
