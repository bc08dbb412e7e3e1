import { atom, computed } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'

/** Which of a person's pages has microphone and sound. The server numbers the claims; the highest holds. */
export interface Seat {
  /** Whether another page claimed the sound after this one did. */
  readonly $elsewhere: Store<boolean>
  /** This page was given the sound under this number. */
  hold(generation: number): void
}

/** Follows the claims of one's own pages. */
export function createSeat({ records, tab }: Pick<RoomContext, 'records' | 'tab'>): Seat {
  const $mine = atom(0)
  return {
    // The answer to one's own claim may arrive before the record of an older claim has gone.
    $elsewhere: computed([records('audio.seat'), $mine], (seats, mine) =>
      seats.some(({ value }) => value.tab !== null && value.tab !== tab && value.generation > mine),
    ),
    hold: (generation) => $mine.set(Math.max(generation, $mine.get())),
  }
}
