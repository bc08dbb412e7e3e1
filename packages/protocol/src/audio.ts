import * as z from 'zod'
import { defineContract, live, record } from './define-contract.ts'
import { TabId } from './ids.ts'
import { filledText } from './text.ts'

/** Whether there is sound in the room and, where not, why in one sentence. */
export const AudioService = z.object({ state: z.enum(['ready', 'starting', 'absent', 'down']), message: z.string() })
export type AudioService = z.infer<typeof AudioService>

/** What a person's microphone does, as they say themselves. `stopped`: the disguise failed and nothing is heard. */
export const microphoneStates = ['on', 'off', 'stopped'] as const

/** Live sound through the media server. */
export const audio = defineContract('audio', {
  records: {
    /** The media server as this room finds it, under the key `service`. */
    service: record({ channel: 'room', keep: 'state', value: AudioService }),
    /** Which tab of a person owns microphone and sound, under the key `seat`. The highest generation holds; null once that tab is gone. */
    seat: record({
      channel: 'participant',
      keep: 'state',
      instant: true,
      value: z.object({ tab: TabId.nullable(), generation: z.int() }),
    }),
    /**
     * That a person agreed to be heard with their own voice, under the key `consent`: the sentence they were shown and when. Only their
     * own pages ever receive it, staff's do not. No record means that a disguise is on.
     */
    consent: record({
      channel: 'participant',
      keep: 'state',
      instant: true,
      value: z.object({ agreedTo: z.string(), at: z.string() }),
    }),
    /** A person's microphone, under their id; no record means off. */
    microphone: record({ channel: 'room', keep: 'state', value: z.object({ state: z.enum(microphoneStates) }) }),
  },
  operations: {
    connect: live({
      summary: 'Take the sound into this tab and get a token for the media server, good for two minutes.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ tab: TabId }),
      reply: z.object({ url: z.string(), token: z.string(), generation: z.int(), maySpeak: z.boolean() }),
    }),
    setMicrophone: live({
      summary: 'Say what one’s microphone does.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ state: z.enum(microphoneStates) }),
      reply: z.object({}),
    }),
    consent: live({
      summary: 'Agree to be heard with one’s own voice, in this room and until taken back. Rooms may refuse it.',
      role: 'speaker',
      rate: 'gesture',
      /** The sentence the person was shown, 1–500 characters. */
      input: z.strictObject({ agreedTo: filledText(500) }),
      reply: z.object({}),
    }),
    withdrawConsent: live({
      summary: 'Take back the agreement to be heard with one’s own voice. Without one nothing happens.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({}),
      reply: z.object({}),
    }),
  },
})
