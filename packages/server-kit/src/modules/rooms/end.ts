import type { ParticipantId, Role } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId } from '../../sync/channels.ts'

/** Ends a room: nobody comes in or writes any more, everyone inside and before the door is told, and the time of erasing is set. */
export async function endRoom({ emit, clock }: Pick<Kernel, 'emit' | 'clock'>, transaction: Transaction): Promise<void> {
  const { sql, room, write } = transaction
  if (room.state === 'ended') return
  const endedAt = new Date(clock.now())
  const erasedAt = new Date(endedAt.getTime() + room.settings.eraseAfterMinutes * 60_000)
  room.state = 'ended'
  room.settings = { ...room.settings, state: 'ended', endedAt: endedAt.toISOString(), erasedAt: erasedAt.toISOString() }
  await sql`update rooms set state = 'ended', settings = ${sql.json(room.settings as never)}, erase_at = ${erasedAt}, absent_since = null
    where id = ${room.id}`
  // They keep the channel to hear of the end; what they still send is refused under its lock.
  await sql`update members set may_write = false where channel_id = any(${['room', 'staff'].map((name) => channelId(room.id, name) as string)})`
  const waiting = await sql<{ id: ParticipantId; role: Role }[]>`
    select id, role from participants where room_id = ${room.id} and state = 'waiting'`
  for (const { id, role } of waiting) {
    write.remove('participants.waiting', id)
    write.put('participants.standing', 'me', { state: 'ended', role }, { to: id })
  }
  await sql`update participants set state = 'left', lost_at = null where room_id = ${room.id} and state in ('inside', 'waiting')`
  write.put('rooms.settings', 'room', room.settings)
  await emit('rooms.ended', { transaction })
}
