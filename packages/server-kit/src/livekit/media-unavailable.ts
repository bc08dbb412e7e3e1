import { SanctuaryError } from '@sanctuary/protocol'

/** Why the media server did not do what was asked. */
export type MediaTrouble = 'unreachable' | 'too-slow' | 'wrong-key' | 'failed'

const sentences = {
  unreachable: 'The media server does not answer. Check that it runs and that its address is right.',
  'too-slow': 'The media server did not answer in time. Check its load and the network to it.',
  'wrong-key': 'The media server does not accept our key. Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET.',
  failed: 'The media server reported an error.',
} as const satisfies Record<MediaTrouble, string>

/** Sound is not to be had at the moment. People get the code's own sentence; operators and logs get `operatorMessage`. */
export class MediaUnavailable extends SanctuaryError {
  readonly trouble: MediaTrouble
  /** What is wrong and what to do, for whoever runs the server. Names no room and no person. */
  readonly operatorMessage: string

  constructor(trouble: MediaTrouble, cause?: unknown) {
    super('AUDIO_UNAVAILABLE', { cause })
    this.trouble = trouble
    this.operatorMessage = sentences[trouble]
  }
}
