/** Web Audio works in steps of this many samples. */
const quantum = 128

/**
 * Finds how far a sound has moved on between two looks at it through the same window.
 * @param before - the window at the first look
 * @param now - the window at the second look
 * @param expected - about how many samples lie between the two; decides where the sound itself does not, as in silence
 * @returns how many samples at the end of `now` are new; nothing where the two do not touch
 */
export function movedOn(before: Float32Array, now: Float32Array, expected: number): number | undefined {
  const most = now.length / quantum - 1
  const guess = Math.min(most, Math.max(0, Math.round(expected / quantum)))
  for (let away = 0; away <= most; away++) {
    for (const steps of away === 0 ? [guess] : [guess - away, guess + away]) {
      if (steps >= 0 && steps <= most && continues(before, now, steps * quantum)) return steps * quantum
    }
  }
  return undefined
}

/** Whether the second window is the first one, this many samples later. */
function continues(before: Float32Array, now: Float32Array, samples: number): boolean {
  for (let at = samples; at < before.length; at++) if (before[at] !== now[at - samples]) return false
  return true
}
