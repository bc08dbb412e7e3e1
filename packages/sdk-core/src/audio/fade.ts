/** Long enough that opening and shutting does not click. */
export const fadeSeconds = 0.005

/** Moves a gain from where it is now, on the audio thread and from its next quantum on. */
export function fade(gain: AudioParam, context: BaseAudioContext, to: 0 | 1): void {
  const now = context.currentTime
  gain.cancelScheduledValues(now).setValueAtTime(gain.value, now)
  gain.linearRampToValueAtTime(to, now + fadeSeconds)
}
