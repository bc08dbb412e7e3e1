import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import type { TestPage } from './page/main.ts'
import type { Recording } from './page/record.ts'
import type { Sound } from './wav.ts'

/** A person with a browser of their own. */
export interface Person {
  readonly id: string
  readonly browserPage: Page
  /** Does something in their page. */
  do<Result>(what: (page: TestPage) => Result | Promise<Result>): Promise<Result>
  /** Does something in their page with a value of the test's. */
  with<Value, Result>(value: Value, what: (page: TestPage, value: Value) => Result | Promise<Result>): Promise<Result>
  heard(seconds: number): Promise<Sound>
  sent(seconds: number): Promise<Sound>
  /** See `PathLab`. */
  press(): Promise<{ quietMs: number; sent: Sound }>
  bursts(options: { autoSilence: boolean }): Promise<Sound>
  refuse(): Promise<Sound>
  overload(): Promise<Sound>
  cut(): Promise<Sound>
  close(): Promise<void>
}

export interface PersonOptions {
  readonly url: string
  /** What their microphone hears, in a loop. */
  readonly says: Sound
  readonly role?: 'host' | 'listener'
  /** The same as another page's: the same person. Default: somebody new. */
  readonly id?: string
  /** Whether they enter the room at once; default true. */
  readonly enter?: boolean
  /** Lets the page start sound by itself, in a browser that asks for a press before it plays. Told each state of sound. */
  readonly startsBySelf?: (state: string) => void
}

/** Opens a browser and lets the person enter the room. */
export async function openPerson({
  url,
  says,
  role = 'host',
  startsBySelf,
  id = randomUUID(),
  enter = true,
}: PersonOptions): Promise<Person> {
  const { browser, close } = await openBrowser(says, !startsBySelf)
  const page = await browser.newPage()
  page.on('console', (message) => message.type() === 'info' && startsBySelf?.(message.text()))
  await page.addInitScript(
    `Object.assign(globalThis, { me: '${id}', tab: '${randomUUID()}', startsBySelf: ${startsBySelf !== undefined} })`,
  )
  await page.goto(url)
  const sound = ({ rate, base64 }: Recording): Sound => {
    const bytes = Buffer.from(base64, 'base64')
    return { rate, samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) }
  }
  const person: Person = {
    id,
    browserPage: page,
    do: (what) => page.evaluate(`(${what})(globalThis.page)`) as ReturnType<Person['do']> as never, // the function is sent as text
    with: (value, what) => page.evaluate(`(${what})(globalThis.page, ${JSON.stringify(value)})`) as never,
    heard: async (seconds) => sound(await page.evaluate(`globalThis.page.heard(${seconds})`)),
    sent: async (seconds) => sound(await page.evaluate(`globalThis.page.sent(${seconds})`)),
    async press() {
      const { quietMs, sent } = await person.do((page) => page.pathLab().press())
      return { quietMs, sent: sound(sent) }
    },
    bursts: async (options) => sound(await person.with(options, (page, options) => page.pathLab().bursts(options))),
    refuse: async () => sound(await person.do((page) => page.pathLab().refuse())),
    overload: async () => sound(await person.do((page) => page.pathLab().overload())),
    cut: async () => sound(await person.do((page) => page.pathLab().cut())),
    close,
  }
  if (enter && !startsBySelf) await person.with(role, (page, role) => page.join({ role }))
  return person
}
