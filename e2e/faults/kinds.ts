import { between, pick, type Random } from './random.ts'
import type { Scene } from './scene.ts'
import type { Tab } from './speaker.ts'

/** One thing that goes wrong. */
export interface Fault {
  /** Lets it happen. @returns since when the person has to be told, in ms since 1970 */
  inject(scene: Scene, random: Random): Promise<number>
  /** What the person is told, and by which store; left out where the sound need not stop. */
  readonly says?: readonly [store: '$sound' | '$microphone' | '$disguise', state: string]
  /** Ends what caused it and, where somebody would press a button, presses it. Left out: it has to heal by itself. */
  mend?(scene: Scene, random: Random): Promise<void>
  /** The page is loaded again, and counts from nothing. */
  readonly reloads?: true
  /** One's own voice is open by consent when it happens; whether the consent is over then. Left out: a disguise is heard. */
  readonly consent?: 'ends' | 'stands'
  /** Mends what stops the disguise that is chosen afterwards. */
  mendChosen?(scene: Scene): Promise<void>
}

const stopped = ['$microphone', 'stopped'] as const
/** Comes back by itself. */
const shut = ['$disguise', 'gated'] as const

/** Presses "try again". */
async function retry({ speaker: { tab } }: Scene): Promise<void> {
  await tab.do((page) => page.audio.retry())
}

export async function unmute({ speaker: { tab } }: Scene): Promise<void> {
  await tab.do((page) => page.audio.unmute())
}

/** Makes the worklet well again and presses "try again". */
export async function mendWorklet({ speaker: { tab } }: Scene): Promise<void> {
  await tab.do((page, faults) => {
    faults.breakWorklet(undefined)
    return page.audio.retry()
  })
}

/** What happens to a disguise, by its name. */
export const kinds = {
  'worklet throws': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.breakWorklet('throw')),
    says: stopped,
    mend: mendWorklet,
  },
  'worklet computes NaN': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.breakWorklet('nan')),
    says: stopped,
    mend: mendWorklet,
  },
  'worklet freezes': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.breakWorklet('freeze')),
    says: stopped,
    mend: mendWorklet,
  },
  'worklet strained': {
    async inject({ speaker: { tab } }) {
      const since = await tab.do((_, faults) => faults.breakWorklet('strain'))
      await tab.do((page) => page.simplified())
      return since
    },
    // The strain goes and the simpler disguise stays: it is the one that is heard from here on.
    async mend({ speaker: { tab } }) {
      await tab.do((_, faults) => faults.breakWorklet(undefined))
    },
  },
  'worklet overloaded': {
    async inject({ speaker: { tab } }) {
      const since = await tab.do((_, faults) => faults.breakWorklet('overload'))
      await tab.do((page) => page.becomes('$microphone', 'stopped'))
      return (await tab.do((_, faults) => faults.silentAt())) ?? since
    },
    says: stopped,
    mend: mendWorklet,
  },
  'worklet file missing': {
    reloads: true,
    async inject({ speaker: { tab }, worklet }) {
      worklet.isThere = false
      await tab.enter()
      const since = Date.now()
      await tab.do((page) => page.audio.unmute().catch(() => {}))
      return since
    },
    says: stopped,
    async mend({ speaker: { tab }, worklet }) {
      await tab.do((page) => page.audio.retry().catch(() => {})) // which fails as well
      worklet.isThere = true
      await tab.do((page) => page.audio.retry())
    },
  },
  'page stalls': {
    inject: ({ speaker: { tab } }, random) => tab.do((_, faults, ms) => faults.stall(ms), between(random, 500, 1500)),
    says: shut,
  },
  'page stutters': {
    inject: ({ speaker: { tab } }, random) => tab.do((_, faults, ms) => faults.stall(ms), between(random, 50, 350)),
  },
  'tab frozen': {
    async inject({ speaker: { tab } }, random) {
      const since = Date.now()
      await tab.freeze(between(random, 300, 1500))
      return since
    },
  },
  'context suspended': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.suspend()),
    says: ['$microphone', 'off'], // a phone call does the same, and nobody wants to be heard in the middle of one
    mend: unmute,
  },
  'context closed': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.closeContext()),
    says: stopped,
    mend: retry,
  },
  'device unplugged': {
    inject: ({ speaker: { tab } }, random) =>
      tab.do((_, faults, refusal) => faults.endMicrophone(refusal), pick(random, ['NotFoundError', undefined] as const)),
    says: stopped,
    mend: ({ speaker: { tab } }) => tab.do((_, faults) => faults.giveMicrophone()),
  },
  'device swapped': {
    async inject({ speaker: { tab } }) {
      const since = Date.now()
      await tab.do((page) => page.otherMicrophone())
      return since
    },
  },
  'permission revoked': {
    async inject({ speaker: { tab } }) {
      const since = Date.now()
      await permit(tab, 'denied') // Chromium ends the microphone; it would give another without asking, as tests want it
      await tab.do((_, faults) => faults.endMicrophone('NotAllowedError'))
      return since
    },
    says: stopped,
    async mend(scene) {
      await permit(scene.speaker.tab, 'granted')
      await scene.speaker.tab.do((_, faults) => faults.giveMicrophone())
      await retry(scene)
    },
  },
  'signal connection lost': {
    inject: ({ speaker: { tab } }) => tab.do((_, faults) => faults.cutSignal()),
  },
  'media connection lost': {
    async inject({ cut }) {
      const since = Date.now()
      await cut()
      return since
    },
    says: ['$sound', 'reconnecting'],
  },
  'sound stopped and started': {
    inject: ({ speaker: { tab } }) =>
      tab.do(async (page) => {
        const since = Date.now()
        await page.audio.stop()
        await page.audio.unmute()
        return since
      }),
  },
  'second media room': {
    async inject({ speaker: { tab }, grantOfSecondRoom }, random) {
      const grant = await grantOfSecondRoom()
      return tab.do((_, faults, { grant, ms }) => faults.secondRoom(grant, ms), { grant, ms: between(random, 100, 800) })
    },
  },
  'sound moved to another tab': {
    async inject(scene) {
      return move(scene, await scene.speaker.otherTab(), scene.speaker.tab)
    },
    says: ['$sound', 'elsewhere'],
    async mend(scene) {
      await move(scene, scene.speaker.tab, await scene.speaker.otherTab())
    },
  },
} satisfies Readonly<Record<string, Fault>>

/** What our server does when a tab claims the sound: the other one hears of it. @returns when, in ms since 1970 */
async function move({ claimed }: Scene, to: Tab, from: Tab): Promise<number> {
  const generation = claimed()
  const moved = to.do((page) => page.audio.moveHere())
  const claim = { tab: await to.do(() => globalThis.tab), generation: await generation }
  const since = Date.now()
  for (const tab of [from, to]) await tab.do((page, _, claim) => page.context.put('audio.seat', 'seat', claim as never), claim) // ids are branded
  await moved
  await to.do((page) => page.audio.unmute())
  return since
}

async function permit(tab: Tab, setting: 'granted' | 'denied'): Promise<void> {
  const devtools = await tab.devtools()
  const { targetInfo } = await devtools.send('Target.getTargetInfo')
  await devtools.send('Browser.setPermission', {
    permission: { name: 'microphone' },
    setting,
    origin: new URL(tab.page.url()).origin,
    ...(targetInfo.browserContextId ? { browserContextId: targetInfo.browserContextId } : {}),
  })
}
