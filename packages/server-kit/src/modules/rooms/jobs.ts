import type { RoomId } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Job } from '../../kernel/module.ts'
import { endRoom } from './end.ts'

/** What happens to rooms by itself. The due times are columns, so a restart loses none and two nodes cannot do one twice. */
export function createRoomsJobs(kernel: Kernel): Job[] {
  const { db, transact } = kernel
  return [
    {
      name: 'rooms.end',
      everyMs: 1000,
      async run() {
        const due = await db.sql<{ id: RoomId }[]>`
          select id from rooms where state = 'live' and (expires_at <= now()
            or absent_since <= now() - make_interval(mins => (settings ->> 'hostAbsenceMinutes')::int)) limit 50`
        for (const { id } of due) {
          await transact.inRoom(id, async (transaction) => {
            const [still] = await transaction.sql`
              select 1 from rooms where id = ${id} and state = 'live' and (expires_at <= now()
                or absent_since <= now() - make_interval(mins => (settings ->> 'hostAbsenceMinutes')::int))`
            if (still) await endRoom(kernel, transaction)
          })
        }
      },
    },
    {
      name: 'rooms.erase',
      everyMs: 5000,
      async run() {
        const due = await db.sql<{ id: RoomId }[]>`select id from rooms where erase_at <= now() limit 20`
        for (const { id } of due) {
          await db.begin(async (sql) => {
            await sql`select 1 from rooms where id = ${id} for update`
            await sql`delete from records where channel_id in (select id from channels where room_id = ${id})`
            await sql`delete from rooms where id = ${id}`
          })
        }
      },
    },
    {
      name: 'replies.forget',
      everyMs: 60_000,
      run: async () => void (await db.sql`delete from replies where created_at < now() - interval '10 minutes'`),
    },
  ]
}
