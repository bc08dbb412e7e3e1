import type { WireRecord } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import type { ChannelId } from './channels.ts'

/** One write, as the SQL function takes it. */
export interface WriteItem {
  readonly channel: ChannelId
  readonly type: string
  readonly key: string
  readonly parent?: string | undefined
  readonly author?: string | undefined
  readonly value?: unknown
  readonly mode: 'insert' | 'upsert' | 'remove'
  /** Refuse with `conflict` unless the record still has this number. */
  readonly ifSeq?: number | undefined
  /** The person whose membership is judged under the lock. */
  readonly as?: string | undefined
}

export type Outcome = 'written' | 'duplicate' | 'conflict' | 'forbidden' | 'gone' | 'busy'

/** What became of a write. `seq`, `created` and `at` are there when it was written or is a duplicate. */
export interface Written {
  readonly outcome: Outcome
  readonly seq: number
  readonly created: number
  readonly at: string
}

interface Row {
  o_seq: number | string | null
  o_created: number | string | null
  o_at: string | Date | null
  o_outcome: Outcome
}

/**
 * Writes records with dense numbers under the channels' locks; see P1–P7 of docs/protocol.md.
 * @param wait - whether to wait for locked channels (services) or to answer `busy` (group commit)
 * @returns one result an item, in the order of the items
 */
export async function writeRecords(sql: Pick<Sql, 'unsafe'>, items: readonly WriteItem[], wait: boolean): Promise<Written[]> {
  const packed = JSON.stringify(
    items.map((item) => ({
      ch: item.channel,
      ty: item.type,
      k: item.key,
      pa: item.parent,
      au: item.author,
      va: item.mode === 'remove' ? undefined : item.value,
      mo: item.mode,
      ifs: item.ifSeq,
      me: item.as,
    })),
  )
  const rows = await sql.unsafe<Row[]>(
    'select o_seq, o_created, o_at, o_outcome from write_records($1, $2) order by o_idx',
    [packed, wait],
    {
      prepare: true,
    },
  )
  return rows.map((row) => ({
    outcome: row.o_outcome,
    seq: Number(row.o_seq ?? 0),
    created: Number(row.o_created ?? 0),
    at: row.o_at === null ? '' : isoOf(row.o_at),
  }))
}

/** The record others see of a write that happened. A tombstone says what is gone and nothing else about it. */
export function recordOf({ type, key, author, parent, mode, value }: WriteItem, { seq, created, at }: Written): WireRecord {
  if (mode === 'remove') return { type, key, seq, created, at, value: null }
  return { type, key, seq, created, ...(author === undefined ? {} : { author }), ...(parent === undefined ? {} : { parent }), at, value }
}

const isoOf = (value: string | Date): string => (typeof value === 'string' ? new Date(value) : value).toISOString()
