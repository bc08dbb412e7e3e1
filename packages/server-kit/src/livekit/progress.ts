/** Where the search for a media server stands. */
export type LiveKitStage = 'looking' | 'waiting' | 'downloading' | 'building' | 'ready' | 'missing'

/** One step of the search, as data: a terminal draws a line of it, a page may draw a bar. */
export interface LiveKitProgress {
  readonly stage: LiveKitStage
  /** A plain sentence for the person who started the server. */
  readonly message: string
  /** How much of this stage is done, from 0 to 1; absent where nobody can know. */
  readonly fraction?: number
}
