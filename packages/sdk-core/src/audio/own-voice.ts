import { drawVoice, type Seed, type Voice, type VoiceChoice } from '@sanctuary/voice-disguise'
import type { WritableAtom } from 'nanostores'
import type { OwnVoice } from './audio-feature.ts'
import type { Undisguised } from './undisguised.ts'

/** What one speaks with. */
export interface VoiceInUse {
  /** The numbers of the disguise, also while one's own voice is heard. */
  readonly voice: Voice
  /** @throws RangeError for a choice out of range */
  choose(choice: VoiceChoice): void
  close(): void
}

/**
 * Draws voices from choices with the visit's one seed, and says which is in use.
 * @param options.onVoice - told of each new voice
 */
export function createVoiceInUse({
  seed,
  first,
  $voice,
  undisguised,
  onVoice,
}: {
  seed: Seed
  first: OwnVoice
  $voice: WritableAtom<OwnVoice>
  undisguised: Undisguised
  onVoice: (voice: Voice) => void
}): VoiceInUse {
  let choice = known(first, seed)
  let voice = drawVoice(choice, seed)
  const show = (open: boolean) => $voice.set(open ? { mode: 'off' } : choice)
  const stop = undisguised.$open.subscribe(show)

  return {
    get voice() {
      return voice
    },
    choose(next) {
      voice = drawVoice(next, seed)
      choice = next
      undisguised.end()
      onVoice(voice)
      show(false)
    },
    close: stop,
  }
}

/** What a page remembers may be of another version: then it is the veil. */
function known(choice: OwnVoice, seed: Seed): VoiceChoice {
  if (choice.mode === 'off') return { mode: 'veil' }
  try {
    drawVoice(choice, seed)
    return choice
  } catch {
    return { mode: 'veil' }
  }
}
