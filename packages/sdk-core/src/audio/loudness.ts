const quietestDb = -60
const loudestDb = -15
/** Speech at a usual distance reaches −35…−20 dB; a fan or a keyboard stays below −50. */
const speaksAboveDb = -48
const silentBelowDb = -54
/** Pauses between words are shorter than this. */
const usualPauseMs = 300

/** A bar's length for a level: −60 dB and less is 0, −15 dB and more is 1, straight between. Two decimals, so that stores rest. */
export function loudness(db: number): number {
  const share = (db - quietestDb) / (loudestDb - quietestDb)
  return Math.round(100 * Math.min(1, Math.max(0, share))) / 100
}

/**
 * Decides whether somebody speaks. Starting takes −48 dB, stopping less than −54 dB for a while, so that a ring does not flicker.
 * @param pauseMs - how long that while is
 * @returns a function of the present level and time (ms)
 */
export function createSpeechDetector(pauseMs = usualPauseMs): (db: number, now: number) => boolean {
  let speaking = false
  let lastLoud = 0
  return (db, now) => {
    if (db > (speaking ? silentBelowDb : speaksAboveDb)) {
      speaking = true
      lastLoud = now
    } else if (now - lastLoud > pauseMs) speaking = false
    return speaking
  }
}
