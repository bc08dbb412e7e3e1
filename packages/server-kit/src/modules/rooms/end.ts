import type { Kernel } from '../../kernel/kernel.ts'
import { type PersonRow, personColumns } from '../../kernel/people.ts'
import type { Transaction } from '../../kernel/transact.ts'

/** Ends a room: nobody comes in any more, everyone inside is told and leaves, and the day of erasing is set. */
export async function endRoom(
  { emit, connections, clock }: Pick<Kernel, 'emit' | 'connections' | 'clock'>,
  transaction: Transaction,
): Promise<void> {
  const { sql, room, write, afterCommit } = transaction
  if (room.state === 'ended') return
  const endedAt = new Date(clock.now())
  const erasedAt = new Date(endedAt.getTime() + room.settings.eraseAfterMinutes * 60_000)
  room.state = 'ended'
  room.settings = { ...room.settings, state: 'ended', endedAt: endedAt.toISOString(), erasedAt: erasedAt.toISOString() }
  await sql`update rooms set state = 'ended', settings = ${sql.json(room.settings as never)}, erase_at = ${erasedAt}, absent_since = null
    where id = ${room.id}`
  const inside = await sql.unsafe<PersonRow[]>(
    `update participants set lost_at = null where room_id = $1 and state in ('inside', 'waiting') returning ${personColumns}`,
    [room.id],
  )
  write.put('rooms.settings', 'room', room.settings)
  await emit('rooms.ended', { transaction })
  afterCommit(() => {
    for (const person of inside) connections.end(person.id, 'ROOM_ENDED', 'The room has ended.')
  })
}
