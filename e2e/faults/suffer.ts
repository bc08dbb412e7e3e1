import { type Fault, kinds } from './kinds.ts'
import { hopSamples, type Moment } from './measure.ts'
import { between, createRandom } from './random.ts'
import { createScene, type Scene } from './scene.ts'

/** What became of one fault. */
export interface Outcome {
  readonly kind: string
  readonly seed: number
  /** Samples in which the natural pitch was heard: those of every window in which it stands out. */
  readonly undisguisedSamples: number
  /** How often a microphone's own track was handed to a peer connection. */
  readonly rawTracks: number
  /** How long after the sound had stopped the person was told why; absent where nobody has to be. */
  readonly toldMs?: number | 'never'
  /** Whether the disguised voice was heard again. */
  readonly recovered: boolean
  /** What else went wrong. */
  readonly problem?: string
}

/** Somebody who speaks with a disguise and is heard, and on whom faults are tried, one after the other. */
export interface Patient {
  suffer(kind: string, seed: number): Promise<Outcome>
  /** Sends the microphone itself for some time, and tells how many samples of it were heard: the proof that this measure can fail. */
  control(ms: number): Promise<Pick<Outcome, 'undisguisedSamples' | 'rawTracks'>>
  close(): Promise<void>
}

/** A natural voice counts as heard when it is at most this much below the disguised one, in dB. */
const undisguisedDb = 20
/** The disguised voice is back when it is at most this much below itself, in dB. */
const backDb = 12
const backWithinMs = 15_000
const toldWithinMs = 5000
/** After this time a page does not answer any more. */
const hangsMs = 20_000

/** Opens everything and waits until the disguised voice is heard. */
export async function createPatient(): Promise<Patient> {
  const scene = await createScene()
  try {
    return await begin(scene)
  } catch (error) {
    await scene.close()
    throw error
  }
}

async function begin(scene: Scene): Promise<Patient> {
  const { ear, speaker } = scene
  const { tab } = speaker
  await tab.do((page) => page.audio.unmute())
  await isWell(scene)
  const since = Date.now()
  await ear.hears({ after: since, leastDb: -90, windows: 60, withinMs: backWithinMs })
  const steadyDb = level(ear.since(since))

  const isHeard = (after: number) => ear.hears({ after, leastDb: steadyDb - backDb, windows: 8, withinMs: backWithinMs })
  const undisguised = (moments: readonly Moment[]) =>
    hopSamples * moments.filter(({ naturalDb, disguisedDb }) => naturalDb >= Math.max(steadyDb, disguisedDb) - undisguisedDb).length
  /** In every tab that was opened. */
  async function rawTracks(): Promise<number> {
    const counts = await Promise.all(speaker.tabs().map((tab) => tab.do((_, faults) => faults.rawTracks())))
    return counts.reduce((total, count) => total + count, 0)
  }

  async function tell({ says }: Fault, since: number): Promise<Pick<Outcome, 'toldMs'>> {
    if (!says) return {}
    const [store, state] = says
    const question = { store, state, since, withinMs: toldWithinMs }
    const toldMs = await tab.do((_, faults, { store, state, since, withinMs }) => faults.told(store, state, since, withinMs), question)
    return { toldMs: toldMs ?? 'never' }
  }

  return {
    async suffer(kind, seed) {
      const fault = kinds[kind]
      if (!fault) throw new Error(`There is no fault called "${kind}". There are: ${Object.keys(kinds).join(', ')}.`)
      const random = createRandom(seed)
      const from = Date.now()
      let found: Partial<Outcome> = {}
      let problem: string | undefined
      try {
        await isHeard(from)
        const rawBefore = await rawTracks()
        await pause(between(random, 0, 300))
        found = await tell(fault, await within(hangsMs, fault.inject(scene, random)))
        await pause(between(random, 50, 300))
        await within(hangsMs, fault.mend?.(scene, random) ?? Promise.resolve())
        await isWell(scene)
        await isHeard(Date.now())
        const reloaded = kind === 'worklet file missing' // a fresh page counts from nothing
        found = { ...found, rawTracks: (await rawTracks()) - (reloaded ? 0 : rawBefore) }
      } catch (error) {
        problem = error instanceof Error ? error.message.split('\n')[0] : String(error)
      }
      const undisguisedSamples = undisguised(ear.since(from))
      ear.forget(Date.now() - 1000)
      return { kind, seed, rawTracks: 0, ...found, undisguisedSamples, recovered: problem === undefined, ...(problem ? { problem } : {}) }
    },

    async control(ms) {
      await isHeard(Date.now())
      const from = Date.now()
      const before = await rawTracks()
      await tab.do((_, faults, ms) => faults.sendRaw(ms), ms)
      await isHeard(Date.now())
      return { undisguisedSamples: undisguised(ear.since(from)), rawTracks: (await rawTracks()) - before }
    },

    close: scene.close,
  }
}

/** Waits until the page says that a disguised voice is on its way. */
async function isWell({ speaker: { tab } }: Scene): Promise<void> {
  const well = tab.do(async (page) => {
    await page.becomes('$microphone', 'on')
    await page.locked()
  })
  await within(backWithinMs, well)
}

/** Gives up after some time: a page that hangs must not stop the run. */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The page was not well again within ${ms / 1000} s.`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** The disguised voice's power on average: it swells and fades as syllables do. */
function level(moments: readonly Moment[]): number {
  const total = moments.reduce((sum, { disguisedDb }) => sum + 10 ** (disguisedDb / 10), 0)
  return 10 * Math.log10(total / moments.length)
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
