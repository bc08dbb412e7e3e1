import type { ParticipantId, RoomId } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import type { MediaParticipant, MediaService } from '../../livekit/index.ts'
import type { Media } from './media.ts'
import { maySpeak } from './service.ts'

/**
 * How long a room is looked at every second after somebody lost a right or used one they had lost: LiveKit gives everybody who connects
 * a new token for ten minutes.
 */
const watchMs = 10 * 60_000
const slowMs = 5000

/** Getting sound to flow takes a client some 200 ms. Who was just cut and comes back is found before that. */
const alarmLookMs = 100
const alarmMs = 10_000

type Rights = Pick<PersonRow, 'role' | 'silenced'>

/**
 * Compares who is in each media room, and what they may do there, with the roster. A token outlives a removal, so having one proves
 * nothing: whoever does not belong is removed, whoever has too much is cut.
 */
export function createJudge({ db, clock, log }: Pick<Kernel, 'db' | 'clock' | 'log'>, media: Pick<Media, 'service'>) {
  const watched = new Map<RoomId, number>()
  const running = new Map<RoomId, Promise<void>>()
  const next = new Map<RoomId, Promise<void>>()
  const alarms = new Map<RoomId, { until: number; cancel: () => void }>()
  let lastSlow = 0
  let closed = false

  /** Somebody was cut, and clients of attackers come back at once: for a while the room is looked at all the time. */
  function alarm(room: RoomId): void {
    if (closed || !media.service) return
    const until = clock.now() + alarmMs
    const running = alarms.get(room)
    if (running) running.until = until
    else alarms.set(room, { until, cancel: lookSoon(room) })
  }

  function lookSoon(room: RoomId): () => void {
    return clock.after(alarmLookMs, async () => {
      await judge(room)
      const running = alarms.get(room)
      if (!running) return
      if (running.until > clock.now()) running.cancel = lookSoon(room)
      else alarms.delete(room)
    })
  }

  async function compare(room: RoomId, service: MediaService): Promise<void> {
    const present = await service.participants(room)
    if (present.length === 0) return
    const rows = await db.sql<(Rights & { id: ParticipantId | null })[]>`
      select p.id, p.role, p.silenced from rooms r left join participants p on p.room_id = r.id and p.state = 'inside' where r.id = ${room}`
    // A media server may serve others, too: their rooms are not ours to judge.
    if (rows.length === 0 && !watched.has(room)) return
    const inside = new Map<string | null, Rights>(rows.map((row) => [row.id, row]))
    await Promise.all(present.map((one) => correct(room, service, one, inside.get(one.identity))))
  }

  async function correct(
    room: RoomId,
    service: MediaService,
    { identity, permissions, tracks }: MediaParticipant,
    person: Rights | undefined,
  ): Promise<void> {
    // LiveKit grants by what a client calls its track; a picture that calls itself a microphone goes with its sender.
    const belongs = person && tracks.every(({ kind }) => kind === 'audio')
    if (belongs && permissions.canPublish === maySpeak(person)) return
    watch(room)
    if (!belongs || permissions.canPublish) alarm(room)
    if (belongs) await service.setCanPublish(room, identity, maySpeak(person))
    else await service.remove(room, identity)
  }

  const watch = (room: RoomId) => watched.set(room, clock.now() + watchMs)

  /** One comparison of a room at a time. Whoever asks meanwhile shares the next one, which starts after they asked. */
  function judge(room: RoomId): Promise<void> {
    const current = running.get(room)
    if (!current) return start(room)
    const shared =
      next.get(room) ??
      current.then(() => {
        next.delete(room)
        return judge(room)
      })
    next.set(room, shared)
    return shared
  }

  function start(room: RoomId): Promise<void> {
    const { service } = media
    if (!service) return Promise.resolve()
    const work = compare(room, service)
      .catch((error) => log.warn({ error }, 'a media room could not be compared with its roster'))
      .finally(() => running.delete(room))
    running.set(room, work)
    return work
  }

  function act(transaction: Transaction, what: (service: MediaService) => Promise<unknown>): void {
    transaction.afterCommit(() => {
      const room = transaction.room.id
      watch(room)
      const { service } = media
      if (service) void what(service).catch(() => judge(room))
    })
  }

  return {
    judge,
    /** After the media server started anew it knows no rooms; people inside come back only into rooms that exist. */
    async reopen(): Promise<void> {
      const { service } = media
      if (!service) return
      const rooms = await db.sql<{ room_id: RoomId }[]>`select distinct room_id from participants where state = 'inside'`
      const warn = (error: unknown) => log.warn({ error }, 'a media room could not be opened again')
      for (const { room_id } of rooms) await service.ensureRoom(room_id).catch(warn)
    },
    /** After a removal or a leaving: out of the media room at once. */
    cut(transaction: Transaction, { id, state }: Pick<PersonRow, 'id' | 'state'>): void {
      if (state !== 'left') transaction.afterCommit(() => alarm(transaction.room.id))
      act(transaction, (service) => service.remove(transaction.room.id, id))
    },
    /** After a change of rights: the right to publish follows at once. */
    permit(transaction: Transaction, person: Rights & Pick<PersonRow, 'id'>): void {
      const may = maySpeak(person)
      if (!may) transaction.afterCommit(() => alarm(transaction.room.id))
      act(transaction, (service) => service.setCanPublish(transaction.room.id, person.id, may))
    },
    /** After the end: the media room is closed with everyone in it. */
    close: (transaction: Transaction) => act(transaction, (service) => service.deleteRoom(transaction.room.id)),

    async tick(): Promise<void> {
      const { service } = media
      if (!service) return
      const now = clock.now()
      for (const [room, until] of watched) if (until < now) watched.delete(room)
      await Promise.all([...watched.keys()].map(judge))
      if (now - lastSlow < slowMs) return
      lastSlow = now
      const others = (await service.rooms()).filter((name) => !watched.has(name as RoomId))
      await Promise.all(others.map((name) => judge(name as RoomId)))
    },

    stop(): void {
      closed = true
      for (const { cancel } of alarms.values()) cancel()
      alarms.clear()
    },
  }
}

export type Judge = ReturnType<typeof createJudge>
