import {
  type ChannelKind,
  mayCall,
  namesOf,
  type ParticipantId,
  type RecordName,
  type RecordValue,
  type RoomId,
  type RoomSettings,
  SanctuaryError,
  type WireRecord,
} from '@sanctuary/protocol'
import type { TransactionSql } from 'postgres'
import type { Database } from '../database/connect.ts'
import { type ChannelId, channelId, channelName } from '../sync/channels.ts'
import { recordOf, type WriteItem, writeRecords } from '../sync/write.ts'
import type { Actor } from './actor.ts'

/** The room's row, locked. */
interface RoomRow {
  readonly id: RoomId
  settings: RoomSettings
  state: 'live' | 'ended'
  hostKeyHash: string | null
  absentSince: Date | string | null
  /** Locked only because no host is inside. */
  lockedByAbsence: boolean
}

/** Writes of one transaction; they reach the channels together, last. */
interface Writer {
  /** Creates or replaces a record. Record types of the participant channel need `to`. */
  put<Name extends RecordName>(
    type: Name,
    key: string,
    value: RecordValue<Name>,
    options?: { to?: ParticipantId; author?: ParticipantId },
  ): void
  /** Removes a record; nothing happens where there is none. */
  remove(type: RecordName, key: string, options?: { to?: ParticipantId }): void
  /** Removes every record of a type in the room or staff channel. */
  removeAll(type: RecordName): Promise<void>
}

/** One transaction of a service: the room's row is locked, its own tables are at `sql`, records go last. */
export interface Transaction {
  readonly sql: TransactionSql
  readonly room: RoomRow
  readonly write: Writer
  /** Runs after the commit, before the reply. For what cannot be undone: sockets, media. Slow work goes to a job. */
  afterCommit(effect: () => void): void
}

export interface Transact {
  /** Under the asker's room. The asker's standing and role are judged again under the lock. */
  <Result>(asker: Actor, work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /** Under a room, by the server itself. */
  inRoom<Result>(room: RoomId, work: (transaction: Transaction) => Promise<Result>): Promise<Result>
}

const kinds = new Map<string, ChannelKind>([...namesOf('records')].map(([name, type]) => [name, type.channel]))

/**
 * @param committed - told of every commit
 * @param doubt - told of channels in which something may have been written without our knowing: the connection was lost meanwhile
 */
export function createTransact(
  db: Database,
  committed: (channel: ChannelId, records: WireRecord[]) => void,
  doubt: (channel: ChannelId) => void,
): Transact {
  async function run<Result>(
    room: RoomId,
    judge: (sql: TransactionSql, room: RoomRow) => Promise<Result | undefined>,
    finish: (sql: TransactionSql, result: Result) => Promise<void>,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const items = new Map<string, WriteItem>()
    const effects: (() => void)[] = []
    const written: WireRecord[][] = []
    const channels: ChannelId[] = []
    const attempt = db.begin(async (sql) => {
      const row = await lockRoom(sql, room)
      const earlier = await judge(sql, row)
      if (earlier !== undefined) return earlier
      const outcome = await work({ sql, room: row, write: createWriter(sql, room, items), afterCommit: (effect) => effects.push(effect) })
      await finish(sql, outcome)
      await writeAll(sql, [...items.values()], (channel, records) => {
        channels.push(channel)
        written.push(records)
      })
      return outcome
    })
    const result = await attempt.catch((error) => {
      if (!(error instanceof SanctuaryError)) for (const { channel } of items.values()) doubt(channel)
      throw error
    })
    channels.forEach((channel, index) => {
      committed(channel, written[index] ?? [])
    })
    for (const effect of effects) effect()
    return result
  }

  const transact = (<Result>(asker: Actor, work: (transaction: Transaction) => Promise<Result>) =>
    run(
      asker.room,
      async (sql, room) => {
        await judgeAgain(sql, room, asker)
        return earlierReply<Result>(sql, asker)
      },
      (sql, reply) => keepReply(sql, asker, reply),
      work,
    )) as Transact
  transact.inRoom = (room, work) =>
    run(
      room,
      async () => undefined,
      async () => {},
      work,
    )
  return transact
}

async function lockRoom(sql: TransactionSql, room: RoomId): Promise<RoomRow> {
  const [row] = await sql<RoomRow[]>`
    select id, settings, state, host_key_hash as "hostKeyHash", absent_since as "absentSince", locked_by_absence as "lockedByAbsence"
    from rooms where id = ${room} for update`
  if (!row) throw new SanctuaryError('ROOM_NOT_FOUND')
  return row
}

/** What others changed since dispatch judged: role, removal. The operation's least role is judged with what holds under the lock. */
async function judgeAgain(sql: TransactionSql, room: RoomRow, asker: Actor): Promise<void> {
  const [row] = await sql<{ role: Actor['role']; state: string }[]>`
    select role, state from participants where id = ${asker.participant} and room_id = ${asker.room}`
  if (row?.state === 'banned') throw new SanctuaryError('BANNED')
  if (row?.state === 'removed' || row?.state === 'denied') throw new SanctuaryError('REMOVED')
  if (room.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
  if (row?.state !== 'inside' && row?.state !== 'waiting') throw new SanctuaryError('UNAUTHENTICATED')
  asker.role = row.role
  asker.state = row.state
  const least = asker.operation?.role
  if (least && !mayCall(row.state === 'waiting' ? 'waiting' : row.role, least)) throw new SanctuaryError('FORBIDDEN')
}

async function earlierReply<Result>(sql: TransactionSql, asker: Actor): Promise<Result | undefined> {
  if (!asker.callId) return undefined
  const [row] = await sql<{ reply: Result; operation: string }[]>`
    select reply, operation from replies where participant_id = ${asker.participant} and call_id = ${asker.callId}`
  if (row && row.operation !== asker.operation?.name)
    throw new SanctuaryError('CONFLICT', { message: 'This call id was used for another call.' })
  return row?.reply
}

async function keepReply(sql: TransactionSql, asker: Actor, reply: unknown): Promise<void> {
  if (!asker.callId || !asker.operation) return
  await sql`insert into replies (participant_id, call_id, operation, reply)
    values (${asker.participant}, ${asker.callId}, ${asker.operation.name}, ${sql.json((reply ?? {}) as never)})`
}

function createWriter(sql: TransactionSql, room: RoomId, items: Map<string, WriteItem>): Writer {
  const add = (item: WriteItem) => {
    const id = `${item.channel} ${item.type} ${item.key}`
    items.delete(id)
    items.set(id, item)
  }
  const channelOf = (type: RecordName, to?: ParticipantId) => channelId(room, channelName(kinds.get(type) ?? 'room', to))
  return {
    put: (type, key, value, { to, author } = {}) => add({ channel: channelOf(type, to), type, key, value, author, mode: 'upsert' }),
    remove: (type, key, { to } = {}) => add({ channel: channelOf(type, to), type, key, mode: 'remove' }),
    async removeAll(type) {
      const channel = channelOf(type)
      const rows = await sql<{ key: string }[]>`
        select key from records where channel_id = ${channel} and type = ${type} and value is not null`
      for (const { key } of rows) add({ channel, type, key, mode: 'remove' })
    },
  }
}

async function writeAll(
  sql: TransactionSql,
  items: WriteItem[],
  committed: (channel: ChannelId, records: WireRecord[]) => void,
): Promise<void> {
  if (items.length === 0) return
  const results = await writeRecords(sql, items, true)
  const perChannel = new Map<ChannelId, WireRecord[]>()
  items.forEach((item, index) => {
    const result = results[index]
    if (result?.outcome === 'gone') return // a participant whose channel has been erased
    if (result?.outcome !== 'written' && result?.outcome !== 'duplicate') {
      throw new SanctuaryError('CONFLICT', { cause: new Error(`${item.type} ${result?.outcome}`) })
    }
    if (result.outcome !== 'written') return
    const records = perChannel.get(item.channel) ?? []
    records.push(recordOf(item, result))
    perChannel.set(item.channel, records)
  })
  for (const [channel, records] of perChannel) committed(channel, records)
}
