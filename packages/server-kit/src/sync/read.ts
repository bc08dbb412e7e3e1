import { namesOf, type ParticipantId, type Snapshot, type WireRecord } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import { type ChannelId, nameOf } from './channels.ts'

/** How many records of each log type a newcomer gets. */
const windowSize = 50
/** How many records one page of catching up holds. */
const pageSize = 500

interface Row {
  type: string
  key: string
  parent_key: string | null
  author_id: string | null
  value: unknown
  created_seq: number | string
  seq: number | string
  created_at: Date | string
}

interface ChannelRow {
  id: ChannelId
  epoch: string
  last_seq: number | string
  floor_seq: number | string
}

/** A channel's position as the database has it. */
export interface Head {
  readonly epoch: string
  readonly last: number
  readonly floor: number
}

const columns = 'type, key, parent_key, author_id, value, created_seq, seq, created_at'
const logTypes = [...namesOf('records')].filter(([, type]) => type.keep === 'log').map(([name]) => name)

/** The positions of channels; a channel that does not exist is left out. */
export async function readHeads(sql: Sql, channels: readonly ChannelId[]): Promise<Map<ChannelId, Head>> {
  if (channels.length === 0) return new Map()
  const rows = await sql<ChannelRow[]>`select id, epoch, last_seq, floor_seq from channels where id = any(${channels as string[]})`
  return new Map(rows.map((row) => [row.id, headOf(row)]))
}

/**
 * The records written after a number, in order, with the position they lead to. One statement: position and rows are of one moment.
 * A record rewritten meanwhile shows up under its later number; the range still covers the old one.
 */
export async function readAfter(
  sql: Sql,
  channel: ChannelId,
  after: number,
  limit = pageSize,
): Promise<{ epoch: string; to: number; records: WireRecord[]; complete: boolean } | undefined> {
  const rows = await sql.unsafe<(Row & { epoch: string; last_seq: string })[]>(
    `select c.epoch, c.last_seq, r.* from channels c
     left join lateral (select ${columns} from records where channel_id = c.id and seq > $2 order by seq limit $3) r on true
     where c.id = $1 order by r.seq`,
    [channel, after, limit],
    { prepare: true },
  )
  const first = rows[0]
  if (!first) return undefined
  const records = first.type === null ? [] : rows.map(wireOf)
  const complete = records.length < limit
  return { epoch: first.epoch, records, complete, to: complete ? Number(first.last_seq) : (records.at(-1)?.seq ?? after) }
}

/** What a newcomer gets of some channels: every state record and the latest of each log. One statement. */
export async function readSnapshots(sql: Sql, channels: readonly ChannelId[]): Promise<Snapshot[]> {
  if (channels.length === 0) return []
  const rows = await sql.unsafe<(Row & { id: ChannelId; epoch: string; last_seq: string })[]>(
    `select c.id, c.epoch, c.last_seq, r.* from channels c
     left join lateral (
       select ${columns} from records where channel_id = c.id and value is not null and not (type = any($2))
       union all
       select w.* from unnest($2::text[]) t, lateral (
         select ${columns} from records where channel_id = c.id and type = t and value is not null order by created_seq desc limit $3) w
     ) r on true
     where c.id = any($1)`,
    [channels as string[], logTypes, windowSize],
    { prepare: true },
  )
  return channels.flatMap((id) => {
    const own = rows.filter((row) => row.id === id)
    const first = own[0]
    if (!first) return []
    const records = first.type === null ? [] : own.map(wireOf).sort((a, b) => a.created - b.created)
    return [{ channel: nameOf(id), epoch: first.epoch, seq: Number(first.last_seq), windows: windowsOf(records), records }]
  })
}

/** A page of a log, older than `before`, oldest first, and the created number it reaches back to (0: the beginning). */
export async function readHistory(
  sql: Sql,
  channel: ChannelId,
  type: string,
  before: number,
  limit: number,
): Promise<{ records: WireRecord[]; window: number }> {
  const rows = await sql.unsafe<Row[]>(
    `select ${columns} from records where channel_id = $1 and type = $2 and created_seq < $3 and value is not null
     order by created_seq desc limit $4`,
    [channel, type, before, limit],
    { prepare: true },
  )
  const records = rows.map(wireOf).reverse()
  return { records, window: records.length < limit ? 0 : (records[0]?.created ?? 0) }
}

/** The channels people are in, judged in the database, with their positions; in the order of the people. */
export async function readMemberships(sql: Sql, people: readonly ParticipantId[]): Promise<Map<ChannelId, Head>[]> {
  const rows = await sql.unsafe<(ChannelRow & { participant_id: string })[]>(
    `select m.participant_id, c.id, c.epoch, c.last_seq, c.floor_seq from members m join channels c on c.id = m.channel_id
     where m.participant_id = any($1)`,
    [people as ParticipantId[]],
    { prepare: true },
  )
  const found = new Map(people.map((person) => [person as string, new Map<ChannelId, Head>()]))
  for (const row of rows) found.get(row.participant_id)?.set(row.id, headOf(row))
  return people.map((person) => found.get(person) ?? new Map())
}

const headOf = (row: ChannelRow): Head => ({ epoch: row.epoch, last: Number(row.last_seq), floor: Number(row.floor_seq) })

function windowsOf(records: readonly WireRecord[]): Record<string, number> {
  const windows: Record<string, number> = {}
  for (const type of logTypes) {
    const own = records.filter((record) => record.type === type)
    if (own.length > 0) windows[type] = own.length < windowSize ? 0 : (own[0]?.created ?? 0)
  }
  return windows
}

const wireOf = (row: Row): WireRecord => ({
  type: row.type,
  key: row.key,
  seq: Number(row.seq),
  created: Number(row.created_seq),
  ...(row.author_id === null || row.value === null ? {} : { author: row.author_id }),
  ...(row.parent_key === null || row.value === null ? {} : { parent: row.parent_key }),
  at: new Date(row.created_at).toISOString(),
  value: row.value,
})
