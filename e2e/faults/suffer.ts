import type { Fault } from './kinds.ts'
import { hopSamples, type Moment } from './measure.ts'
import type { Outcome } from './outcome.ts'
import { everyKind } from './own-kinds.ts'
import { decibel, power } from './power.ts'
import { between, createRandom } from './random.ts'
import { createScene, type Scene } from './scene.ts'
import { type Wear, wornBy } from './worn.ts'

/** Somebody who speaks with a disguise and is heard, and on whom faults are tried, one after the other. */
export interface Patient {
  suffer(kind: string, seed: number): Promise<Outcome>
  /** Hands the microphone's own track to the connection for some time: the proof that this can be noticed. */
  sendRaw(ms: number): Promise<Heard>
  /** Lets the microphone around the disguise for some time, which no track shows. */
  leak(ms: number): Promise<Heard>
  /** The ways in which a track can be handed to a connection without being seen. The page is of no use afterwards. */
  unwatchedDoors(): Promise<readonly string[]>
  close(): Promise<void>
}

type Heard = Pick<Outcome, 'undisguisedSamples' | 'rawTracks'>

/** A natural voice counts as heard when it is at most this much below the disguised one, in dB. */
const undisguisedDb = 20
/** The disguised voice is back when it is at most this much below itself, in dB. */
const backDb = 12
const backWithinMs = 15_000
const toldWithinMs = 5000
/** After this time a page does not answer any more. */
const hangsMs = 20_000
/**
 * How much longer than was measured the last of one's own voice may be on its way to a listener, in ms. It is 0.1 s mostly. Where a device
 * was overloaded the listener's jitter buffer grows for some seconds, to 1.7 s at most as seen, and stays so for that listener, while one who
 * comes then hears it after 0.1 s. When it stops being sent is measured to some milliseconds in own-voice.e2e.test.ts.
 */
const longerOnItsWayMs = 500
const longestOnItsWayMs = 2000

/**
 * Opens everything and waits until the disguised voice is heard.
 * @param seed - what is worn is drawn from it
 */
export async function createPatient(wear: Wear, seed: number): Promise<Patient> {
  const scene = await createScene(wornBy(wear, seed))
  try {
    return await begin(scene, wear)
  } catch (error) {
    await scene.close()
    throw error
  }
}

async function begin(scene: Scene, wear: Wear): Promise<Patient> {
  const { ear, speaker } = scene
  const { tab } = speaker
  await tab.do((page) => page.audio.unmute())
  await isWell(scene)
  const since = Date.now()
  await ear.hears({ after: since, like: ({ disguisedDb }) => disguisedDb >= -90, windows: 60, withinMs: backWithinMs })
  const steadyDb = level(ear.since(since))

  const isHeard = (after: number) =>
    ear.hears({ after, like: ({ disguisedDb }) => disguisedDb >= steadyDb - backDb, windows: 8, withinMs: backWithinMs })
  /** Samples that are not disguised: the whole window where the natural pitch stands out, or those with the whistle in them. */
  const undisguisedIn = ({ naturalDb, disguisedDb, markedSamples }: Moment) =>
    naturalDb >= Math.max(steadyDb, disguisedDb) - undisguisedDb ? hopSamples : markedSamples
  const undisguised = (moments: readonly Moment[]) => moments.reduce((total, moment) => total + undisguisedIn(moment), 0)
  /** In every tab that was opened. */
  async function rawTracks(): Promise<number> {
    const counts = await within(hangsMs, Promise.all(speaker.tabs().map((tab) => tab.do((_, faults) => faults.rawTracks()))))
    return counts.reduce((total, count) => total + count, 0)
  }

  async function tell({ says }: Fault, since: number): Promise<Pick<Outcome, 'toldMs'>> {
    if (!says) return {}
    const [store, state] = says
    const question = { store, state, since, withinMs: toldWithinMs }
    const asked = tab.do((_, faults, { store, state, since, withinMs }) => faults.told(store, state, since, withinMs), question)
    return { toldMs: (await within(hangsMs, asked)) ?? 'never' }
  }

  const isNatural = (moment: Moment) => undisguisedIn(moment) > 0

  /** @returns when, in ms since 1970, and how long its sound was on its way to the listener */
  async function openOwnVoice(): Promise<{ opened: number; onItsWayMs: number }> {
    const from = Date.now()
    await within(
      hangsMs,
      tab.do((page) => page.audio.speakUndisguised({ agreedTo: 'Others in this room hear my own voice.' })),
    )
    await ear.hears({ after: from, like: isNatural, windows: 8, withinMs: backWithinMs })
    const opened = await within(
      hangsMs,
      tab.do((_, faults, from) => faults.ownVoiceOpenAt(from), from),
    )
    if (opened === undefined) throw new Error('The page never said that the own voice is open.')
    return { opened, onItsWayMs: (ear.since(opened).find(isNatural)?.at ?? opened) - opened }
  }

  /** How long the disguised voice was on its way when it came back: at most what passed between the cover and the first of it after the own voice. */
  async function disguisedOnItsWay(since: number): Promise<number> {
    const covered = await within(
      hangsMs,
      tab.do((_, faults, since) => faults.coveredAt(since), since),
    )
    const moments = ear.since(since)
    const lastOwn = moments.findLast(isNatural)?.at ?? since
    const back = moments.find(({ at, disguisedDb }) => at > lastOwn && disguisedDb >= steadyDb - backDb)
    return covered && back ? Math.min(longestOnItsWayMs, back.at - covered) : 0
  }

  const shutAt = (since: number) =>
    within(
      hangsMs,
      tab.do((_, faults, since) => faults.ownVoiceShutAt(since), since),
    )

  /** Whatever happened: chooses a disguise, and mends it where it is broken by now. */
  async function chooseDisguise({ mendChosen }: Fault): Promise<void> {
    await within(
      hangsMs,
      tab.do((page, _, choice) => page.audio.setVoice(choice), speaker.choice),
    )
    await within(hangsMs, mendChosen?.(scene) ?? Promise.resolve())
  }

  async function control(what: () => Promise<void>): Promise<Heard> {
    await isHeard(Date.now())
    const from = Date.now()
    const before = await rawTracks()
    await what()
    await isHeard(Date.now())
    return { undisguisedSamples: undisguised(ear.since(from)), rawTracks: (await rawTracks()) - before }
  }

  return {
    async suffer(kind, seed) {
      const fault = everyKind[kind]
      if (!fault) throw new Error(`There is no fault called "${kind}". There are: ${Object.keys(everyKind).join(', ')}.`)
      const random = createRandom(seed)
      const from = Date.now()
      let found: Partial<Outcome> = {}
      let problem: string | undefined
      let own: { opened: number; onItsWayMs: number } | undefined
      let shut: number | undefined
      try {
        await isHeard(from)
        const rawBefore = await rawTracks()
        if (fault.consent) own = await openOwnVoice()
        await pause(between(random, 0, 300))
        found = await tell(fault, await within(hangsMs, fault.inject(scene, random)))
        await pause(between(random, 50, 300))
        await within(hangsMs, fault.mend?.(scene, random) ?? Promise.resolve())
        if (own) {
          shut = await shutAt(own.opened)
          found = { ...found, consent: shut === undefined ? 'stands' : 'ended' }
          await chooseDisguise(fault)
          shut ??= await shutAt(own.opened)
        }
        await isWell(scene)
        await isHeard(Date.now())
        if (own && shut !== undefined) own.onItsWayMs = Math.max(own.onItsWayMs, await disguisedOnItsWay(shut))
        found = { ...found, rawTracks: (await rawTracks()) - (fault.reloads ? 0 : rawBefore) }
      } catch (error) {
        problem = error instanceof Error ? error.message.split('\n')[0] : String(error)
      }
      const moments = ear.since(from)
      if (own && shut !== undefined) {
        const last = moments.findLast(isNatural)
        found = { ...found, open: [own.opened, shut], onItsWayMs: own.onItsWayMs, heardAfterMs: Math.max(0, (last?.at ?? 0) - shut) }
      }
      const agreed = ({ at }: Moment) =>
        own !== undefined && at >= own.opened && at <= (shut ?? Number.POSITIVE_INFINITY) + own.onItsWayMs + longerOnItsWayMs
      const evidence = moments.filter((moment) => !agreed(moment) && undisguisedIn(moment) > 0)
      ear.forget(Date.now() - 1000)
      return {
        ...{ kind, seed, wear, rawTracks: 0, ...found, undisguisedSamples: undisguised(evidence) },
        ...(evidence.length > 0 ? { evidence: evidence.slice(0, 5) } : {}),
        recovered: problem === undefined,
        ...(problem ? { problem } : {}),
      }
    },

    sendRaw: (ms) => control(() => tab.do((_, faults, ms) => faults.sendRaw(ms), ms)),
    leak: (ms) => control(() => tab.do((_, faults, ms) => faults.leak(ms), ms)),
    unwatchedDoors: () => tab.do((_, faults) => faults.unwatchedDoors()),
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
  return decibel(moments.reduce((sum, { disguisedDb }) => sum + power(disguisedDb), 0) / moments.length)
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
