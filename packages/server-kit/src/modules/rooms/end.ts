import type { Kernel } from '../../kernel/kernel.ts'
import { type PersonRow, personColumns } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId } from '../../sync/channels.ts'

/** Ends a room: nobody comes in or writes any more, everyone inside is told, and the time of erasing is set. */
export async function endRoom({ emit, people, clock }: Pick<Kernel, 'emit' | 'people' | 'clock'>, transaction: Transaction): Promise<void> {
  const { sql, room, write } = transaction
  if (room.state === 'ended') return
  const endedAt = new Date(clock.now())
  const erasedAt = new Date(endedAt.getTime() + room.settings.eraseAfterMinutes * 60_000)
  room.state = 'ended'
  room.settings = { ...room.settings, state: 'ended', endedAt: endedAt.toISOString(), erasedAt: erasedAt.toISOString() }
  await sql`update rooms set state = 'ended', settings = ${sql.json(room.settings as never)}, erase_at = ${erasedAt}, absent_since = null
    where id = ${room.id}`
  const waiting = await sql.unsafe<PersonRow[]>(`select ${personColumns} from participants where room_id = $1 and state = 'waiting'`, [
    room.id,
  ])
  await people.leave(transaction, waiting, 'left')
  // They keep the channel to hear of the end; what they still send is refused under its lock.
  await sql`update members set may_write = false where channel_id = any(${['room', 'staff'].map((name) => channelId(room.id, name) as string)})`
  await sql`update participants set state = 'left', lost_at = null where room_id = ${room.id} and state = 'inside'`
  write.put('rooms.settings', 'room', room.settings)
  await emit('rooms.ended', { transaction })
}
