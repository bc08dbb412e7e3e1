import type { RoomId } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { channelId } from '../../sync/channels.ts'
import type { Media } from './media.ts'

/** Shows in each room whether there is sound. */
export function createAudioRecords({ db, transact, log }: Kernel, media: Media) {
  async function showService(transaction: Transaction): Promise<void> {
    const [shown] = await transaction.sql<{ value: { state: string; message: string } }[]>`
      select value from records where channel_id = ${channelId(transaction.room.id, 'room')} and type = 'audio.service' and key = 'service'`
    if (shown?.value.state === media.state.state && shown.value.message === media.state.message) return
    transaction.write.put('audio.service', 'service', media.state)
  }

  return {
    showService,
    /** After a change: rooms with people in them hear of it now, empty ones when somebody enters. */
    async showEverywhere(): Promise<void> {
      const warn = (error: unknown) => log.warn({ error }, 'a room could not be told about the sound')
      try {
        const rooms = await db.sql<{ room_id: RoomId }[]>`select distinct room_id from participants where state = 'inside'`
        for (const { room_id } of rooms) await transact.inRoom(room_id, showService).catch(warn)
      } catch (error) {
        warn(error)
      }
    },
  }
}
