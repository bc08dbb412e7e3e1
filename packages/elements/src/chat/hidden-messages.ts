import type { Held, Message, ParticipantId, Room } from '@sanctuary/sdk-core'
import type { LitElement } from 'lit'
import { StoreController } from '../base/store-controller.ts'

type Record = Held<'chat.message'>

/** The messages of people this page hides, so that the log can say there are some. */
export class HiddenMessages {
  private readonly records: StoreController<readonly Record[]>
  private readonly people: StoreController<ReadonlySet<ParticipantId>>
  private readonly known = new WeakMap<Record, Message>()

  constructor(host: LitElement, resolve: () => Room | undefined) {
    this.records = new StoreController(host, () => resolve()?.records('chat.message'))
    this.people = new StoreController(host, () => resolve()?.participants.$hidden)
  }

  get list(): readonly Message[] {
    const people = this.people.value
    if (!people?.size) return []
    return (this.records.value ?? []).filter(({ author }) => author && people.has(author)).map((record) => this.read(record))
  }

  private read(record: Record): Message {
    const { key, created, seq, author, at, value } = record
    const message = this.known.get(record) ?? ({ id: key, created, seq, author, at, text: value.text, mine: false } as Message) // a message's key is its id
    this.known.set(record, message)
    return message
  }
}
