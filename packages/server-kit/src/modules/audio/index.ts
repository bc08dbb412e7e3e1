import { contracts } from '@sanctuary/protocol'
import { defineModule } from '../../kernel/module.ts'
import { createConsents } from './consent.ts'
import { createJudge } from './judge.ts'
import { createMedia, type MediaOptions } from './media.ts'
import { createAudioRecords } from './records.ts'
import { createAudioRoutes } from './routes.ts'
import { seats } from './seat.ts'
import { createAudioService, maySpeak } from './service.ts'

/**
 * Live sound through LiveKit.
 * @param options - where the media server is; without one, rooms and chat work and one sentence says why there is no sound
 */
export const audio = (options: MediaOptions = {}) =>
  defineModule({
    contract: contracts.audio,
    requires: ['rooms', 'participants'],
    setup(kernel) {
      const media = createMedia(options, kernel.log)
      const records = createAudioRecords(kernel, media)
      const judge = createJudge(kernel, media)
      const consents = createConsents(kernel)
      return {
        handlers: createAudioService(kernel, media, consents),
        on: {
          'rooms.created': ({ transaction }) => records.showService(transaction),
          'participants.entered': ({ transaction }) => records.showService(transaction),
          // A page that begins has a disguise, and so has whoever it belongs to.
          async 'participants.returned'({ people, transaction }) {
            for (const { id } of people) consents.withdraw(transaction, id)
          },
          async 'participants.left'({ people, transaction }) {
            for (const person of people) {
              transaction.write.remove('audio.microphone', person.id)
              consents.withdraw(transaction, person.id)
              judge.cut(transaction, person)
            }
          },
          'participants.disconnected': ({ participants, transaction }) => seats.free(transaction, participants),
          async 'participants.rightsChanged'({ people, transaction }) {
            for (const person of people) {
              if (!maySpeak(person)) {
                transaction.write.remove('audio.microphone', person.id)
                consents.withdraw(transaction, person.id)
              }
              judge.permit(transaction, person)
            }
          },
          'rooms.changed': ({ transaction }) => consents.judge(transaction),
          'rooms.ended': async ({ transaction }) => judge.close(transaction),
        },
        routes: createAudioRoutes(media, judge),
        jobs: [
          { name: 'audio.judge', everyMs: 1000, run: judge.tick },
          { name: 'audio.service', everyMs: 5000, run: media.probe },
        ],
        async ready() {
          media.onChange(async () => {
            await judge.reopen().catch((error) => kernel.log.warn({ error }, 'media rooms could not be opened again'))
            await records.showEverywhere()
          })
          media.start()
        },
        async close() {
          judge.stop()
          await media.close()
        },
      }
    },
  })
