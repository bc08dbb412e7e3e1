import { at } from './sample.ts'
import type { Stage } from './stage.ts'

/** Lets only finite samples within full scale into the chain: one NaN in a recursive filter would stay for ever. */
export function createInputGuard(): Stage {
  return {
    latencySamples: 0,
    process(block, length) {
      for (let i = 0; i < length; i++) {
        const sample = at(block, i)
        block[i] = sample >= -1 && sample <= 1 ? sample : sample > 1 ? 1 : sample < -1 ? -1 : 0
      }
    },
  }
}
