import type { ParticipantId, Reply } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'

/** A raised hand. */
export interface RaisedHand {
  readonly participant: ParticipantId
  readonly note?: string
  /** Since when it is up, ISO 8601. */
  readonly since: string
}

/** The queue of raised hands. */
export interface HandsFeature {
  /** In order of raising. */
  readonly $queue: Store<readonly RaisedHand[]>
  /** One's own place from 1. */
  readonly $place: Store<number | undefined>
  /** Twice keeps the place. */
  raise(note?: string): Promise<Reply<'hands.raise'>>
  /** @param participant - left out: one's own; staff may lower anyone's */
  lower(participant?: ParticipantId): Promise<Reply<'hands.lower'>>
  lowerAll(): Promise<Reply<'hands.lowerAll'>>
}

/** Creates the hands of a room. */
export function createHands({ records, me, call }: RoomContext): HandsFeature {
  const $queue = computed(records('hands.raised'), (raised) =>
    // the contract: a hand's key is its person's id
    raised.map(({ key, at, value }): RaisedHand => ({ ...value, participant: key as ParticipantId, since: at })),
  )
  return {
    $queue,
    $place: computed($queue, (queue) => queue.findIndex((hand) => hand.participant === me) + 1 || undefined),
    raise: (note) => call('hands.raise', { note }),
    lower: (participant) => call('hands.lower', { participant }),
    lowerAll: () => call('hands.lowerAll', {}),
  }
}
