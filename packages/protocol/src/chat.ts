import * as z from 'zod'
import { defineContract, live, record, signal } from './define-contract.ts'
import { MessageId } from './ids.ts'
import { maxMessageLength } from './message-length.ts'
import { filledText } from './text.ts'

/** Text messages of the room. */
export const chat = defineContract('chat', {
  records: {
    /** One message, under the id its author's page made. */
    message: record({ channel: 'room', keep: 'log', instant: true, value: z.object({ text: z.string() }) }),
  },
  operations: {
    send: live({
      summary: 'Say something to everyone in the room. The same id twice is one message.',
      role: 'listener',
      rate: 'chat',
      input: z.strictObject({ id: MessageId, text: filledText(maxMessageLength) }),
      reply: z.object({ seq: z.int() }),
    }),
  },
  signals: {
    /** Somebody is writing; repeat every 3 s while it lasts. It is forgotten after 6 s. */
    typing: signal({ channel: 'room', role: 'listener', rate: 'signal', value: z.strictObject({ on: z.boolean() }) }),
  },
})
