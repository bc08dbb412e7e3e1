declare module 'signalsmith-stretch' {
  /** The part of its node that is used here. */
  type StretchNode = AudioWorkletNode & {
    schedule(change: { active: boolean; semitones: number; formantSemitones: number }): Promise<unknown>
  }
  export default function SignalsmithStretch(context: BaseAudioContext, options: AudioWorkletNodeOptions): Promise<StretchNode>
}
