import { atLeast, SanctuaryError } from '@sanctuary/protocol'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Handlers } from '../../kernel/module.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Consents } from './consent.ts'
import type { Media } from './media.ts'
import { seats } from './seat.ts'

/** Longest life of a media token, in seconds. LiveKit renews it for those who are connected. */
const tokenSeconds = 120

/** Every rule of live sound. */
export function createAudioService({ transact, people, log }: Kernel, media: Media, consents: Consents): Handlers<'audio'> {
  return {
    async connect(actor, { tab }) {
      const { service, publicUrl } = media
      if (!service) throw new SanctuaryError('AUDIO_UNAVAILABLE', { message: media.state.message })
      // Without a call id: a token is not something to be answered again.
      const { person, generation } = await transact({ ...actor, callId: undefined }, async (transaction) => {
        const generation = await seats.take(transaction, actor.participant, tab)
        return { person: await people.get(transaction, actor.participant), generation }
      })
      try {
        await service.ensureRoom(actor.room)
        const token = await service.token({
          room: actor.room,
          identity: actor.participant,
          canPublish: maySpeak(person),
          ttlSeconds: tokenSeconds,
        })
        return { url: publicUrl, token, generation, maySpeak: maySpeak(person) }
      } catch (error) {
        log.warn({ error }, 'the media server did not take a newcomer')
        throw new SanctuaryError('AUDIO_UNAVAILABLE', { cause: error })
      }
    },

    setMicrophone: (actor, { state }) =>
      transact(actor, async (transaction) => {
        const person = await people.get(transaction, actor.participant)
        if (state === 'off') {
          transaction.write.remove('audio.microphone', actor.participant)
          return {}
        }
        if (person.silenced) throw new SanctuaryError('MUTED_BY_HOST')
        if (!maySpeak(person))
          throw new SanctuaryError('FORBIDDEN', { message: 'You are listening. Raise your hand to be invited to speak.' })
        transaction.write.put('audio.microphone', actor.participant, { state }, { author: actor.participant })
        return {}
      }),

    consent: (actor, { agreedTo }) =>
      transact(actor, async (transaction) => {
        consents.give(transaction, actor.participant, agreedTo)
        return {}
      }),

    withdrawConsent: (actor) =>
      transact(actor, async (transaction) => {
        consents.withdraw(transaction, actor.participant)
        return {}
      }),
  }
}

export const maySpeak = ({ role, silenced }: Pick<PersonRow, 'role' | 'silenced'>): boolean => atLeast(role, 'speaker') && !silenced
