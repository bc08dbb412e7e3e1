import type { ParticipantId } from '@sanctuary/protocol'
import type { HostAct, Participant, Room } from '@sanctuary/sdk-core'
import type { LitElement } from 'lit'
import type { ReadableAtom } from 'nanostores'
import { StoreController } from '../base/store-controller.ts'
import { inOrder } from './in-order.ts'
import { describePerson, isOnStage, type PersonState } from './person-state.ts'
import { SpeakingController } from './speaking-controller.ts'

/** Everything an element needs to show people, kept up to date. */
export class PeopleController {
  private readonly speaking: SpeakingController
  private readonly people: StoreController<readonly Participant[]>
  private readonly own: StoreController<Participant | undefined>
  private readonly typing: StoreController<readonly ParticipantId[]>
  private readonly mutedForMe: StoreController<ReadonlySet<ParticipantId>>
  private readonly hidden: StoreController<ReadonlySet<ParticipantId>>
  private readonly acts: StoreController<readonly HostAct[]>

  constructor(host: LitElement, resolve: () => Room | undefined) {
    const store = <T>(pick: (room: Room) => ReadableAtom<T>) =>
      new StoreController<T>(host, () => {
        const room = resolve()
        return room && pick(room)
      })
    this.speaking = new SpeakingController(host, resolve)
    this.people = store((room) => room.participants.$people)
    this.own = store((room) => room.participants.$me)
    this.typing = store((room) => room.chat.$typing)
    this.mutedForMe = store((room) => room.audio.$mutedForMe)
    this.hidden = store((room) => room.participants.$hidden)
    this.acts = store((room) => room.hosts.$acts)
  }

  get me(): Participant | undefined {
    return this.own.value
  }

  get all(): readonly Participant[] {
    return inOrder(this.people.value ?? [])
  }

  get onStage(): readonly Participant[] {
    return this.all.filter(isOnStage)
  }

  get audience(): readonly Participant[] {
    return this.all.filter((person) => !isOnStage(person))
  }

  find(id: ParticipantId): Participant | undefined {
    return this.people.value?.find((person) => person.id === id)
  }

  isMe(person: Participant): boolean {
    return person.id === this.own.value?.id
  }

  isMutedForMe(person: Participant): boolean {
    return this.mutedForMe.value?.has(person.id) ?? false
  }

  isHidden(person: Participant): boolean {
    return this.hidden.value?.has(person.id) ?? false
  }

  state(person: Participant): PersonState {
    return describePerson(person, {
      speaking: this.speaking.has(person.id),
      writing: this.typing.value?.includes(person.id) ?? false,
      asked: this.wasAsked(person),
      mutedForMe: this.isMutedForMe(person),
      hidden: this.isHidden(person),
    })
  }

  /** Only staff see acts, so only they see who was asked. */
  private wasAsked(person: Participant): boolean {
    if (person.microphone !== 'off') return false
    const about = this.acts.value?.filter(({ act, subject }) => subject === person.id && (act === 'askToUnmute' || act === 'mute'))
    return about?.at(-1)?.act === 'askToUnmute'
  }
}
