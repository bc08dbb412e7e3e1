import type { Input, ParticipantId, Person, RecordValue, Reply } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import { createMarkedPeople } from '../marked-people.ts'
import type { Held, RoomContext, Store } from '../room-context.ts'

/** A person in the room. */
export interface Participant extends Person {
  readonly id: ParticipantId
  /** When they first came, ISO 8601. */
  readonly joined: string
  readonly microphone: 'on' | 'off' | 'stopped'
  /** Their place in the queue of raised hands, from 1. */
  readonly hand: number | undefined
}

/** Somebody a host has not let in yet. */
export interface WaitingPerson extends RecordValue<'participants.waiting'> {
  readonly id: ParticipantId
  /** Since when they wait, ISO 8601. */
  readonly since: string
}

/** The people of the room. */
export interface ParticipantsFeature {
  /** Everyone inside, in order of coming, this person among them. */
  readonly $people: Store<readonly Participant[]>
  readonly $me: Store<Participant | undefined>
  /** Who waits to be let in; staff only. */
  readonly $waiting: Store<readonly WaitingPerson[]>
  /** People whose words this page does not show. Nobody is told. */
  readonly $hidden: Store<ReadonlySet<ParticipantId>>
  /**
   * Changes one's own name or picture.
   * @throws ALIAS_TAKEN
   */
  rename(input: Input<'participants.rename'>): Promise<Reply<'participants.rename'>>
  /** Says whether this page is out of sight. The SDK does so by itself after a minute. */
  setAway(away: boolean): Promise<Reply<'participants.setAway'>>
  hide(participant: ParticipantId, hidden: boolean): void
  /** Accepts a new version of the ground rules. */
  acknowledge(rulesVersion: number): Promise<Reply<'participants.acknowledge'>>
}

/** Creates the people of a room. */
export function createParticipants(context: RoomContext): ParticipantsFeature {
  const { me, call, records } = context
  const hidden = createMarkedPeople(context, 'participants.hidden')
  const $people = computed([records('participants.person'), records('audio.microphone'), records('hands.raised')], createReader())

  return {
    $people,
    $me: computed($people, (people) => people.find((person) => person.id === me)),
    $waiting: computed(records('participants.waiting'), (waiting) =>
      waiting.map(({ key, at, value }) => ({ ...value, id: key as ParticipantId, since: at })),
    ),
    $hidden: hidden.$people,
    hide: hidden.mark,
    rename: (input) => call('participants.rename', input),
    setAway: (away) => call('participants.setAway', { away }),
    acknowledge: (rulesVersion) => call('participants.acknowledge', { rulesVersion }),
  }
}

/** Puts a person together from three records; someone unchanged is the same object each time. */
function createReader() {
  let last = new Map<string, { held: Held<'participants.person'>; person: Participant }>()

  return (
    people: readonly Held<'participants.person'>[],
    microphones: readonly Held<'audio.microphone'>[],
    hands: readonly Held<'hands.raised'>[],
  ): readonly Participant[] => {
    const microphoneOf = new Map(microphones.map(({ key, value }) => [key, value.state]))
    const placeOf = new Map(hands.map(({ key }, index) => [key, index + 1]))
    const next: typeof last = new Map()
    for (const held of people) {
      const microphone = microphoneOf.get(held.key) ?? 'off'
      const hand = placeOf.get(held.key)
      const before = last.get(held.key)
      const same = before && before.held === held && before.person.microphone === microphone && before.person.hand === hand
      // the contract: the key of a person's record is their id
      const person = same ? before.person : { ...held.value, id: held.key as ParticipantId, joined: held.at, microphone, hand }
      next.set(held.key, { held, person })
    }
    last = next
    return [...next.values()].map(({ person }) => person)
  }
}
