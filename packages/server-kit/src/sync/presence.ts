import { type ParticipantId, type RoomId, SanctuaryError, type TabId } from '@sanctuary/protocol'
import type { Database } from '../database/connect.ts'
import type { Log } from '../kernel/log.ts'

/** How often a node says that it lives, and how long that is believed, by the database's clock. */
const renewMs = 5000
export const leaseSeconds = 20
/** How long a person without a connection is kept. */
export const graceSeconds = 30
/** How long a fresh server waits before it takes anybody for gone. */
const quietMs = 30_000
const gatherMs = 40
/** How long after a failure it is tried again. */
const againMs = 1000

export interface PresenceOptions {
  readonly db: Database
  readonly nodeId: string
  readonly log: Log
  /** Brings the roster in line with who is connected; runs under the room's lock. Told who lost a connection since the last time. */
  readonly settle: (room: RoomId, disconnected: readonly ParticipantId[]) => Promise<void>
}

/** A live connection, as far as presence is concerned. */
interface Present {
  readonly id: string
  readonly participant: ParticipantId
  readonly room: RoomId
  readonly tab?: TabId | undefined
}

/** Who is connected, over all nodes. One row a connection, one lease a node. */
export interface Presence {
  connected(connection: Present): Promise<void>
  gone(connection: Present): void
  setAway(connection: string, away: boolean, room: RoomId): Promise<void>
  /** Looks at a room again soon; many calls become one look. */
  look(room: RoomId, delayMs?: number): void
  start(): Promise<void>
  close(): Promise<void>
}

export function createPresence({ db, nodeId, log, settle }: PresenceOptions): Presence {
  const looks = new Map<RoomId, { timer: NodeJS.Timeout; due: number }>()
  const present = new Map<string, Present>()
  const disconnected = new Map<RoomId, Set<ParticipantId>>()
  const running = new Set<Promise<void>>()
  const leaving: Present[] = []
  let arriving: { connection: Present; done: () => void; fail: (error: unknown) => void }[] = []
  let writing = false
  let timers: NodeJS.Timeout[] = []
  let closed = false
  let again: NodeJS.Timeout | undefined

  function look(room: RoomId, delayMs = gatherMs): void {
    const due = performance.now() + delayMs
    const planned = looks.get(room)
    if (closed || (planned && planned.due <= due)) return
    clearTimeout(planned?.timer)
    const timer = setTimeout(() => {
      looks.delete(room)
      const lost = disconnected.get(room) ?? new Set()
      disconnected.delete(room)
      const work = settle(room, [...lost]).catch((error) => {
        if (error instanceof SanctuaryError && error.code === 'ROOM_NOT_FOUND') return // erased meanwhile, with everybody in it
        log.warn({ error }, 'presence could not be settled; it is tried again')
        noteLost(room, lost)
        look(room, againMs)
      })
      running.add(work)
      void work.finally(() => running.delete(work))
    }, delayMs)
    looks.set(room, { timer, due })
  }

  function noteLost(room: RoomId, participants: Iterable<ParticipantId>): void {
    disconnected.set(room, new Set([...(disconnected.get(room) ?? []), ...participants]))
  }

  const writeDown = (connections: readonly Present[]) => db.sql`
    insert into connections (id, node_id, participant_id, room_id, tab) select c.id, ${nodeId}, p.id, p.room_id, c.tab
    from jsonb_to_recordset(${db.sql.json(connections.map(({ id, participant, tab }) => ({ id, participant, tab })) as never)})
      as c (id uuid, participant uuid, tab uuid) join participants p on p.id = c.participant on conflict do nothing`

  /** Connections come and go in crowds: one statement takes all that waited for the one before. */
  async function drain(): Promise<void> {
    if (writing) return
    writing = true
    while (arriving.length > 0 || leaving.length > 0) {
      const came = arriving
      arriving = []
      const went = leaving.splice(0)
      try {
        if (came.length > 0) await writeDown(came.map(({ connection }) => connection))
        for (const { connection } of came) present.set(connection.id, connection)
        if (went.length > 0) await db.sql`delete from connections where id = any(${went.map(({ id }) => id)})`
        for (const one of came) one.done()
      } catch (error) {
        for (const one of came) one.fail(error)
        if (went.length === 0) continue
        log.warn({ error }, 'closed connections are still written down; it is tried again')
        leaving.push(...went)
        again = setTimeout(drain, againMs)
        break
      }
      for (const { id, room, participant } of went) {
        present.delete(id)
        noteLost(room, [participant])
        look(room)
      }
      for (const { connection } of came) look(connection.room)
    }
    writing = false
  }

  /** Says that this node lives. Taken for dead meanwhile, it has lost its connections and writes them down again. */
  async function renew(): Promise<void> {
    const [lease] = await db.sql<{ isNew: boolean }[]>`
      insert into nodes (id) values (${nodeId}) on conflict (id) do update set seen_at = now() returning xmax = 0 as "isNew"`
    if (!lease?.isNew || present.size === 0) return
    await writeDown([...present.values()])
    for (const { room } of present.values()) look(room)
  }

  async function sweep(): Promise<void> {
    // Nodes that stopped renewing take their connections with them; whoever they leave behind gets the same grace as after a lost socket.
    const rows = await db.sql<{ room: RoomId; participant: ParticipantId | null }[]>`
      with dead as (delete from nodes where seen_at < now() - make_interval(secs => ${leaseSeconds}) and id <> ${nodeId} returning id)
      select distinct c.room_id as room, c.participant_id as participant from connections c join dead d on d.id = c.node_id
      union
      select distinct p.room_id, null::uuid from participants p
      where p.state in ('inside', 'waiting') and (p.lost_at < now() - make_interval(secs => ${graceSeconds})
        or (p.lost_at is null and not exists (select 1 from connections c where c.participant_id = p.id)))`
    for (const { room, participant } of rows) {
      if (participant) noteLost(room, [participant])
      look(room)
    }
  }

  const quietly = (work: () => Promise<unknown>, what: string) => () => void work().catch((error) => log.warn({ error }, what))

  return {
    connected: (connection) =>
      new Promise((done, fail) => {
        arriving.push({ connection, done, fail })
        void drain()
      }),
    gone(connection) {
      if (closed) return
      leaving.push(connection)
      void drain()
    },
    async setAway(connection, away, room) {
      await db.sql`update connections set away = ${away} where id = ${connection}`
      look(room)
    },
    look,
    async start() {
      await db.sql`insert into nodes (id) values (${nodeId})`
      const renewing = setInterval(quietly(renew, 'the node could not renew its lease'), renewMs)
      const first = setTimeout(() => {
        timers.push(setInterval(quietly(sweep, 'the presence sweep failed'), renewMs))
        quietly(sweep, 'the presence sweep failed')()
      }, quietMs)
      timers = [renewing, first]
      for (const timer of timers) timer.unref()
    },
    async close() {
      closed = true
      clearTimeout(again)
      for (const timer of timers) clearInterval(timer)
      for (const { timer } of looks.values()) clearTimeout(timer)
      await Promise.all(running)
      await db.sql`delete from nodes where id = ${nodeId}`
    },
  }
}
