import type { WireRecord } from '@sanctuary/protocol'
import type { ChannelId } from './channels.ts'

/**
 * Tells other nodes of a commit. Only a hint: it may lose, double or reorder, because the tailer closes every hole from the database.
 * With one node there is none.
 */
export interface Bus {
  publish(channel: ChannelId, records: readonly WireRecord[]): void
  onRecords(listener: (channel: ChannelId, records: readonly WireRecord[]) => void): () => void
  publishSignal(channel: ChannelId, payload: unknown): void
  onSignal(listener: (channel: ChannelId, payload: unknown) => void): () => void
  close(): Promise<void>
}

/** The bus of a server that is alone. */
export const noBus = (): Bus => ({
  publish() {},
  onRecords: () => () => {},
  publishSignal() {},
  onSignal: () => () => {},
  async close() {},
})
