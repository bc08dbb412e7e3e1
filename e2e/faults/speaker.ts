import { randomUUID } from 'node:crypto'
import type { CDPSession, Page } from 'playwright-core'
import type { VoiceChoice } from '../../packages/voice-disguise/src/voices.ts'
import type { TestPage } from '../audio/page/main.ts'
import { vowel } from '../audio/voices.ts'
import { openBrowser } from '../support/browser.ts'
import { marked } from './marker.ts'
import { naturalHzOf } from './measure.ts'
import type { FaultsPage } from './page/main.ts'
import type { Worn } from './worn.ts'

/** One tab of the person who speaks. */
export interface Tab {
  readonly page: Page
  /** Does something in the tab, with a value of the test's. The function is sent as text. */
  do<Result, Value = undefined>(
    what: (page: TestPage, faults: FaultsPage, value: Value) => Result | Promise<Result>,
    value?: Value,
  ): Promise<Result>
  /** The browser's own controls. */
  devtools(): Promise<CDPSession>
  /** Hides the tab behind another one, and lets the browser freeze it for some time as it does with tabs nobody looks at. */
  freeze(ms: number): Promise<void>
  /** Loads the page again and enters. */
  enter(): Promise<void>
}

/** A person with a browser, who sings one note for as long as it is open. */
export interface Speaker {
  readonly id: string
  /** Their disguise. */
  readonly choice: VoiceChoice
  readonly tab: Tab
  /** All that were opened. */
  tabs(): readonly Tab[]
  /** A second tab of theirs. */
  otherTab(): Promise<Tab>
  close(): Promise<void>
}

/** @param worn - their disguise; what they sing lies beside its pitch */
export async function openSpeaker(url: string, worn: Worn): Promise<Speaker> {
  const { browser, close } = await openBrowser(marked(vowel(naturalHzOf(worn.pitchHz))))
  const id = randomUUID()

  async function openTab(): Promise<Tab> {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(
      `globalThis.__name = (value) => value; Object.assign(globalThis, { me: '${id}', tab: '${randomUUID()}', seed: ${JSON.stringify(worn.seed)}, startsBySelf: false })`,
    )
    let devtools: Promise<CDPSession> | undefined
    const tab: Tab = {
      page,
      do: (what, value) => page.evaluate(`(${what})(globalThis.page, globalThis.faults, ${JSON.stringify(value)})`) as never, // it has no types there
      devtools: () => {
        devtools ??= page.context().newCDPSession(page)
        return devtools
      },
      async freeze(ms) {
        const control = await tab.devtools()
        const front = await context.newPage()
        await front.bringToFront()
        await letHide(page)
        const frozenBefore = await tab.do((_, faults) => faults.hidden())
        await control.send('Page.setWebLifecycleState', { state: 'frozen' })
        await new Promise((resolve) => setTimeout(resolve, ms))
        await control.send('Page.setWebLifecycleState', { state: 'active' })
        await page.bringToFront()
        await front.close()
        const frozen = await tab.do((_, faults) => faults.frozen())
        if (frozen === frozenBefore) throw new Error('The browser did not freeze the page.')
      },
      async enter() {
        await page.goto(url)
        await tab.do((_, faults, choice) => faults.enter(choice), worn.choice)
      },
    }
    await tab.enter()
    return tab
  }

  const tab = await openTab().catch(async (error) => {
    await close()
    throw error
  })
  const tabs = [tab]
  return {
    id,
    choice: worn.choice,
    tab,
    tabs: () => tabs,
    async otherTab() {
      const other = tabs[1] ?? (await openTab())
      tabs[1] = other
      return other
    },
    close,
  }
}

/** Playwright tells every page that it is looked at, and such a page is never frozen. Only its own session can take that back. */
interface Inside {
  readonly _connection: {
    toImpl(page: Page): { readonly delegate: { readonly _mainFrameSession: { readonly _client: Pick<CDPSession, 'send'> } } }
  }
}

async function letHide(page: Page): Promise<void> {
  const { _connection } = page as unknown as Inside // not part of what it promises
  await _connection.toImpl(page).delegate._mainFrameSession._client.send('Emulation.setFocusEmulationEnabled', { enabled: false })
}
