import type { ParticipantId, TabId } from '@sanctuary/protocol'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId, channelName } from '../../sync/channels.ts'

interface Seat {
  readonly tab: TabId | null
  readonly generation: number
}

/** Which of a person's tabs has microphone and sound. Numbers only rise, so that pages agree on who came last. */
export const seats = {
  /** Gives the sound to a tab, away from the one that has it. @returns the number of the claim */
  async take({ sql, room, write }: Transaction, participant: ParticipantId, tab: TabId): Promise<number> {
    const [seat] = await sql<{ value: Seat }[]>`
      select value from records where type = 'audio.seat' and key = 'seat' and value is not null
      and channel_id = ${channelId(room.id, channelName('participant', participant))}`
    const generation = (seat?.value.generation ?? 0) + 1
    write.put('audio.seat', 'seat', { tab, generation }, { to: participant })
    return generation
  },

  /** Takes the sound from tabs that are closed, so that the next page does not have to move it. */
  async free({ sql, room, write }: Transaction, participants: readonly ParticipantId[]): Promise<void> {
    const owners = participants.map((participant) => ({
      participant,
      channel: channelId(room.id, channelName('participant', participant)),
    }))
    const left = await sql<{ participant: ParticipantId; generation: number }[]>`
      select o.participant, (r.value->>'generation')::int as generation
      from jsonb_to_recordset(${sql.json(owners)}) as o (participant uuid, channel text)
      join records r on r.channel_id = o.channel and r.type = 'audio.seat' and r.key = 'seat'
      where r.value->>'tab' is not null
        and not exists (select 1 from connections c where c.participant_id = o.participant and c.tab = (r.value->>'tab')::uuid)`
    for (const { participant, generation } of left) write.put('audio.seat', 'seat', { tab: null, generation }, { to: participant })
  },
}
