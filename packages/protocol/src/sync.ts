import * as z from 'zod'
import { defineContract, live, record } from './define-contract.ts'
import { text } from './text.ts'
import { Position } from './wire.ts'

const Record_ = z.object({
  type: z.string(),
  key: z.string(),
  seq: z.int(),
  created: z.int(),
  author: z.string().optional(),
  parent: z.string().optional(),
  at: z.string(),
  value: z.unknown(),
})

const FrameReply = z.object({ channel: z.string(), epoch: z.string(), from: z.int(), to: z.int(), records: z.array(Record_) })

/** A channel as a newcomer gets it. */
export const SnapshotReply = z.object({
  channel: z.string(),
  epoch: z.string(),
  seq: z.int(),
  windows: z.record(z.string(), z.int()),
  records: z.array(Record_),
})

/** The kernel's own contract: being in channels, catching up, paging back. */
export const sync = defineContract('sync', {
  records: {
    /** Being in a channel: the key is the channel's name. It appears, subscribe; its tombstone, forget. */
    membership: record({ channel: 'participant', keep: 'state', instant: true, value: z.strictObject({ since: z.string() }) }),
  },
  operations: {
    resume: live({
      summary: 'Catch up with every channel one is in, and subscribe this connection to those that are caught up.',
      role: 'waiting',
      rate: 'sync',
      input: z.strictObject({ positions: z.array(Position).max(20) }),
      reply: z.object({
        frames: z.array(FrameReply),
        snapshots: z.array(SnapshotReply),
        /** Channels whose position could not be continued: what was held is replaced by the snapshot. */
        discontinuities: z.array(z.string()),
        /** Channels that have more to send: apply what came and resume again. */
        more: z.array(z.string()),
      }),
    }),
    history: live({
      summary: 'Older records of a log type, before a created number, newest first.',
      role: 'listener',
      rate: 'sync',
      input: z.strictObject({
        channel: text(80),
        type: text(80),
        before: z.int().positive(),
        limit: z.int().min(1).max(200).default(50),
      }),
      reply: z.object({ records: z.array(Record_), window: z.int() }),
    }),
    refresh: live({
      summary: 'A new token for the one in use, over the live connection.',
      role: 'waiting',
      rate: 'sync',
      input: z.strictObject({}),
      reply: z.object({ token: z.string(), expiresAt: z.string() }),
    }),
  },
})
