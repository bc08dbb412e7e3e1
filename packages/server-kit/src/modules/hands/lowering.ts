import type { Events } from '../../kernel/events.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId } from '../../sync/channels.ts'

/** Hands that go down by themselves: nobody waits who is gone, was called up to speak, or was given another role. */
export const lowering: Partial<Events> = {
  async 'participants.left'({ people, transaction }) {
    for (const { id } of people) transaction.write.remove('hands.raised', id)
  },
  async 'participants.rightsChanged'({ people, transaction }) {
    const roles = await rolesBefore(transaction, people)
    for (const { id, role, silenced } of people) {
      const isCalledUp = role !== 'listener' && !silenced
      if (isCalledUp || roles.get(id) !== role) transaction.write.remove('hands.raised', id)
    }
  },
}

/** The roster's records are written last, so they still show everybody as they were. */
async function rolesBefore({ sql, room }: Transaction, people: readonly PersonRow[]): Promise<Map<string, string>> {
  const rows = await sql<{ key: string; role: string }[]>`
    select key, value ->> 'role' as role from records
    where channel_id = ${channelId(room.id, 'room')} and type = 'participants.person' and key = any(${people.map(({ id }) => id as string)})`
  return new Map(rows.map(({ key, role }) => [key, role]))
}
