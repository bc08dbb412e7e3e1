import * as z from 'zod'
import { defineContract, live, record } from './define-contract.ts'
import { ParticipantId } from './ids.ts'
import { text } from './text.ts'

const note = text(120).optional()

/** The queue of raised hands: one record a person, in the order of raising. */
export const hands = defineContract('hands', {
  records: {
    raised: record({ channel: 'room', keep: 'state', value: z.object({ note }) }),
  },
  operations: {
    raise: live({
      summary: 'Raise one’s hand. Twice keeps the place.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ note }),
      reply: z.object({}),
    }),
    lower: live({
      summary: 'Lower one’s own hand; moderators may lower anyone’s.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ participant: ParticipantId.optional() }),
      reply: z.object({}),
    }),
    lowerAll: live({ summary: 'Lower every hand.', role: 'moderator', rate: 'staff', input: z.strictObject({}), reply: z.object({}) }),
  },
})
