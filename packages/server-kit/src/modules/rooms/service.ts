import { type AudioService, type RoomId, type RoomPreview, type RoomSettings, SanctuaryError } from '@sanctuary/protocol'
import { hashHostKey, newHostKey } from '../../kernel/host-key.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import { newEpoch } from '../../kernel/people.ts'
import { channelId } from '../../sync/channels.ts'
import { writeRecords } from '../../sync/write.ts'
import { endRoom } from './end.ts'

const noAudio: AudioService = { state: 'absent', message: 'This server has no sound. Chat works.' }

/** Every rule of rooms. */
export function createRoomsService(kernel: Kernel): Handlers<'rooms'> {
  const { db, transact, tokens, clock, emit } = kernel

  async function preview(id: RoomId): Promise<RoomPreview> {
    const [row] = await db.sql<{ settings: RoomSettings; people: number; hosts: string[] | null; audio: AudioService | null }[]>`
      select r.settings, count(p.id)::int as people, array_agg(p.alias order by p.joined_at) filter (where p.role = 'host') as hosts,
        (select value from records where channel_id = ${channelId(id, 'room')} and type = 'audio.service' and key = 'service') as audio
      from rooms r left join participants p on p.room_id = r.id and p.state = 'inside'
      where r.id = ${id} group by r.id`
    if (!row) throw new SanctuaryError('ROOM_NOT_FOUND')
    return { ...row.settings, id, people: row.people, hosts: row.hosts ?? [], audio: row.audio ?? noAudio }
  }

  return {
    async create(_caller, { lifetimeDays, ...wish }) {
      const id = newRoomId()
      const hostKey = newHostKey()
      const now = clock.now()
      const expiresAt = new Date(now + lifetimeDays * 86_400_000)
      const settings: RoomSettings = {
        ...wish,
        rulesVersion: wish.rules.length > 0 ? 1 : 0,
        state: 'live',
        locked: false,
        createdAt: new Date(now).toISOString(),
        expiresAt: expiresAt.toISOString(),
      }
      await db.begin(async (sql) => {
        await sql`insert into rooms (id, settings, host_key_hash, expires_at)
          values (${id}, ${sql.json(settings as never)}, ${hashHostKey(tokens, hostKey)}, ${expiresAt})`
        for (const name of ['room', 'staff']) {
          await sql`insert into channels (id, room_id, epoch) values (${channelId(id, name)}, ${id}, ${newEpoch()})`
        }
        await writeRecords(
          sql,
          [{ channel: channelId(id, 'room'), type: 'rooms.settings', key: 'room', value: settings, mode: 'upsert' }],
          true,
        )
      })
      await transact.inRoom(id, (transaction) => emit('rooms.created', { transaction }))
      return { room: await preview(id), hostKey }
    },

    read: (_caller, { room }) => preview(room),

    update: (actor, change) =>
      transact(actor, async (transaction) => {
        const { sql, room, write } = transaction
        const changed = Object.entries(change).filter(
          ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(room.settings[field as keyof typeof change]),
        )
        if (changed.length === 0) return {}
        const rulesVersion = room.settings.rulesVersion + (changed.some(([field]) => field === 'rules') ? 1 : 0)
        room.settings = { ...room.settings, ...Object.fromEntries(changed), rulesVersion }
        await sql`update rooms set settings = ${sql.json(room.settings as never)} where id = ${room.id}`
        write.put('rooms.settings', 'room', room.settings)
        write.put('hosts.act', crypto.randomUUID(), { act: 'update', actor: actor.participant })
        await emit('rooms.changed', { transaction })
        return {}
      }),

    lock: (actor, { locked }) =>
      transact(actor, async ({ sql, room, write }) => {
        if (room.settings.locked === locked && !room.lockedByAbsence) return {}
        const settings = { ...room.settings, locked }
        await sql`update rooms set settings = ${sql.json(settings as never)}, locked_by_absence = false where id = ${room.id}`
        write.put('rooms.settings', 'room', settings)
        write.put('hosts.act', crypto.randomUUID(), { act: locked ? 'lock' : 'unlock', actor: actor.participant })
        return {}
      }),

    end: (actor, { reason }) =>
      transact(actor, async (transaction) => {
        transaction.write.put('hosts.act', crypto.randomUUID(), { act: 'end', actor: actor.participant, ...(reason ? { reason } : {}) })
        await endRoom(kernel, transaction)
        return {}
      }),
  }
}

/** 96 random bits in a URL-safe alphabet. */
function newRoomId(): RoomId {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url') as RoomId
}
