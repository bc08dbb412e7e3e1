import { type Fault, kinds, mendWorklet, unmute } from './kinds.ts'
import { between } from './random.ts'
import type { Scene } from './scene.ts'

/** The disguise breaks unnoticed while one's own voice is heard; chosen then, it is silent and says so. */
const breaks = (kind: 'worklet throws' | 'worklet freezes'): Fault => ({
  inject: kinds[kind].inject,
  consent: 'stands',
  async mendChosen(scene) {
    await scene.speaker.tab.do((page) => page.becomes('$microphone', 'stopped'))
    await mendWorklet(scene)
  },
})

const standing = ({ speaker: { tab } }: Scene, silenced: boolean) =>
  tab.do((page, _, silenced) => page.standing({ role: 'host', silenced }), silenced)

const removeAgreement = ({ speaker: { tab } }: Scene) => tab.do((page) => page.context.remove('audio.consent', 'consent'))

/** What happens while one's own voice is open by consent. */
const ownKinds: Readonly<Record<string, Fault>> = {
  'own voice, worklet throws': breaks('worklet throws'),
  'own voice, worklet freezes': breaks('worklet freezes'),
  'own voice, page stalls': { inject: kinds['page stalls'].inject, consent: 'stands' },
  'own voice, tab frozen': { ...kinds['tab frozen'], consent: 'stands' },
  'own voice, context suspended': { ...kinds['context suspended'], consent: 'stands' },
  'own voice, context closed': { ...kinds['context closed'], consent: 'stands' },
  'own voice, device unplugged': { ...kinds['device unplugged'], consent: 'stands' },
  'own voice, device swapped': { ...kinds['device swapped'], consent: 'stands' },
  'own voice, permission revoked': { ...kinds['permission revoked'], consent: 'stands' },
  'own voice, signal connection lost': { ...kinds['signal connection lost'], consent: 'stands' },
  'own voice, media connection lost': { ...kinds['media connection lost'], consent: 'stands' },
  'own voice, sound stopped and started': { ...kinds['sound stopped and started'], consent: 'ends' },
  'own voice, sound moved to another tab': { ...kinds['sound moved to another tab'], consent: 'ends' },
  'own voice, page loaded again': {
    reloads: true,
    consent: 'ends',
    async inject({ speaker: { tab } }) {
      const since = Date.now()
      await tab.enter()
      await tab.do((page) => page.audio.unmute())
      return since
    },
  },
  'own voice, no word from the server': {
    inject: ({ speaker: { tab } }, random) => tab.do((_, faults, ms) => faults.loseServer(ms), between(random, 3100, 3500)),
    consent: 'ends',
  },
  'own voice, forbidden by a host': {
    async inject({ speaker: { tab } }) {
      const since = Date.now()
      await tab.do((page) => page.undisguised('never'))
      return since
    },
    consent: 'ends',
    mend: ({ speaker: { tab } }) => tab.do((page) => page.undisguised('with-consent')),
  },
  'own voice, agreement gone': {
    async inject(scene) {
      const since = Date.now()
      await removeAgreement(scene)
      return since
    },
    consent: 'ends',
  },
  'own voice, silenced by a host': {
    async inject(scene) {
      const since = Date.now()
      await standing(scene, true)
      await removeAgreement(scene) // as our server does with it
      return since
    },
    says: ['$microphone', 'silenced'],
    consent: 'ends',
    async mend(scene) {
      await standing(scene, false)
      await unmute(scene)
    },
  },
}

/** Every kind of fault by its name. */
export const everyKind: Readonly<Record<string, Fault>> = { ...kinds, ...ownKinds }
