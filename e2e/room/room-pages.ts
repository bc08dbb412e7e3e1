import type { Page } from 'playwright-core'

/** What a host gets who made a room. */
export interface MadeRoom {
  readonly link: string
  readonly hostKey: string
}

/** Makes a room on the site, with two of the suggested ground rules. */
export async function makeRoom(page: Page, site: string, topic: string): Promise<MadeRoom> {
  await page.goto(`${site}/sanctuary`)
  await page.getByLabel('What is it about?').fill(topic)
  await page.getByRole('button', { name: 'What is said here stays here.' }).click()
  await page.getByRole('button', { name: 'Speak about yourself. You may always pass.' }).click()
  await page.getByRole('button', { name: 'Start the room' }).click()
  return { link: await shown('Link for everyone'), hostKey: await shown('Your host key') }

  async function shown(label: string): Promise<string> {
    return (await page.getByLabel(label).textContent()) ?? ''
  }
}

/** Fills in the join screen that is open and goes in. @returns the name they appear under */
export async function comeIn(page: Page): Promise<string> {
  const name = await fillIn(page)
  await page.getByRole('button', { name: /^Join/ }).click()
  await inside(page)
  return name
}

/** Waits for the suggested name and accepts the rules; Join is next. @returns the name */
export async function fillIn(page: Page): Promise<string> {
  const field = page.getByLabel('Name in this room')
  let name = ''
  while (name === '') {
    await page.waitForEvent('response', { timeout: 1000 }).catch(() => undefined) // the suggestion comes from the server
    name = await field.inputValue()
  }
  await page.getByLabel('I will keep these rules').check()
  return name
}

/** Waits until the room is live in this page. */
export async function inside(page: Page): Promise<void> {
  await page.getByRole('toolbar', { name: 'Your controls' }).waitFor()
  await page.getByText('Connected').waitFor()
}

/** Switches the microphone on. */
export async function unmute(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Microphone is off. Unmute' }).click()
  await page.getByRole('button', { name: 'Microphone is on. Mute' }).waitFor()
}

/** Puts on one of the eight characters, in the wide layout. */
export async function wear(page: Page, costume: string): Promise<void> {
  await page.getByRole('toolbar', { name: 'Your controls' }).getByRole('button', { name: /Voice/ }).click()
  await page.getByRole('radio', { name: /^Costume/ }).click()
  await page.getByRole('radio', { name: new RegExp(costume) }).click()
  await page.keyboard.press('Escape')
}

/** Says something in the chat. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message to everyone' }).fill(text)
  await page.keyboard.press('Enter')
}

/** A message in the chat, not its announcement. */
export const message = (page: Page, text: string) => page.getByRole('log', { name: 'Messages' }).getByText(text, { exact: true })

/** Names on the stage and in the audience, without what is said of them. */
export const tiles = (page: Page, name: string) => page.getByRole('region', { name: 'Stage' }).getByRole('button', { name })

/** Opens the menu of a person on the stage and chooses something. */
export async function choose(page: Page, person: string, item: string | RegExp): Promise<void> {
  await tiles(page, person).click()
  await page.getByRole('menuitem', { name: item }).click()
}
