import { fade } from './fade.ts'
import { createSpeechDetector } from './loudness.ts'

/** A gate that sends nothing while nobody speaks. */
export interface AutoSilence {
  readonly node: AudioNode
  setOn(on: boolean): void
  /** Tells how loud the microphone is. @param level - root mean square, 0…1 */
  hear(level: number): void
}

/** Longer than a pause between two words. */
const hangMs = 400

/**
 * It listens to the microphone, every 50 ms, and stands behind the disguise, which holds back what was just said for about as long: a word's
 * beginning arrives at the gate as the word opens it, all but some milliseconds of it at worst.
 */
export function createAutoSilence(context: BaseAudioContext): AutoSilence {
  const node = new GainNode(context)
  let speaks = createSpeechDetector(hangMs)
  let on = false
  let open = true

  function setOpen(wish: boolean) {
    if (wish === open) return
    open = wish
    fade(node.gain, context, open ? 1 : 0)
  }

  return {
    node,
    setOn(wish) {
      if (wish === on) return
      on = wish
      speaks = createSpeechDetector(hangMs)
      if (!on) setOpen(true)
    },
    hear(level) {
      if (on) setOpen(speaks(20 * Math.log10(level), 1000 * context.currentTime))
    },
  }
}
