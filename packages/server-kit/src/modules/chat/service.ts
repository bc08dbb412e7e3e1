import { type ErrorCode, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import { channelId } from '../../sync/channels.ts'
import type { Outcome } from '../../sync/write.ts'

/** Every rule of chat. A message rides the group commit, which judges membership under the channel's lock. */
export const createChatService = ({ loadActor, post }: Kernel): Handlers<'chat'> => ({
  async send({ room, participant }, { id, text }) {
    const { outcome, seq } = await post({
      channel: channelId(room, 'room'),
      type: 'chat.message',
      key: id,
      author: participant,
      value: { text },
      mode: 'insert',
      as: participant,
    })
    // Somebody who was inside a moment ago: refused with the reason why they no longer are.
    if (outcome === 'forbidden') await loadActor(participant, room)
    const refused = refusals[outcome]
    if (refused) throw new SanctuaryError(refused)
    return { seq }
  },
})

const refusals: Partial<Record<Outcome, ErrorCode>> = { conflict: 'CONFLICT', forbidden: 'FORBIDDEN', gone: 'ROOM_ENDED', busy: 'BUSY' }
