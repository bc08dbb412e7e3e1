import type { WritableAtom } from 'nanostores'
import { type Clock, every } from '../clock.ts'
import { loudness } from './loudness.ts'
import type { VoicePath } from './voice-path.ts'

const refreshMs = 80

/**
 * Shows in a store how loud the microphone is, 0…1, each 80 ms.
 * @returns what ends that; it shows 0 from then on
 */
export function showInputLevel($level: WritableAtom<number>, path: Pick<VoicePath, 'inputLevel'>, clock: Clock): () => void {
  const stop = every(clock, refreshMs, () => $level.set(loudness(path.inputLevel())))
  return () => {
    stop()
    $level.set(0)
  }
}
