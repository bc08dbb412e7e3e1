import type { ParticipantId } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { type Clock, every } from '../clock.ts'
import type { Store } from '../room-context.ts'
import { createSpeechDetector, loudness } from './loudness.ts'

const refreshMs = 80

/** Who speaks, and how loud. */
export interface Levels {
  readonly $levels: Store<ReadonlyMap<ParticipantId, number>>
  /**
   * Follows a person's level; replaces what was followed of them.
   * @param read - present level in dB below full scale
   * @returns what ends that
   */
  follow(participant: ParticipantId, read: () => number): () => void
}

/** Reads every level each 80 ms while there is any to read, and tells only changes. */
export function createLevels(clock: Clock): Levels {
  const $levels = atom<ReadonlyMap<ParticipantId, number>>(new Map())
  const followed = new Map<ParticipantId, () => number>()
  let stop: (() => void) | undefined

  function refresh() {
    const levels = new Map<ParticipantId, number>()
    for (const [participant, measure] of followed) {
      const level = measure()
      if (level > 0) levels.set(participant, level)
    }
    if (!sameLevels(levels, $levels.get())) $levels.set(levels)
  }

  return {
    $levels,
    follow(participant, read) {
      const speaks = createSpeechDetector()
      const measure = () => {
        const db = read()
        return speaks(db, clock.now()) ? loudness(db) : 0
      }
      followed.set(participant, measure)
      stop ??= every(clock, refreshMs, refresh)
      return () => {
        if (followed.get(participant) !== measure) return
        followed.delete(participant)
        refresh()
        if (followed.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

function sameLevels(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  if (one.size !== other.size) return false
  for (const [key, value] of one) if (other.get(key) !== value) return false
  return true
}
