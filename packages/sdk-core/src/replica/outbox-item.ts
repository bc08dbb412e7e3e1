import type { MessageId, SanctuaryError } from '@sanctuary/protocol'

/** A message that is not in the room yet, as far as this page knows. */
export interface OutboxItem {
  /** The message's id, made before the first try. */
  readonly id: MessageId
  readonly text: string
  /** `failed`: the server refused it; it stays until it is retried or discarded. */
  readonly state: 'sending' | 'failed'
  readonly reason?: SanctuaryError
  /** When it was written, ISO 8601, by the server's clock. */
  readonly at: string
}
