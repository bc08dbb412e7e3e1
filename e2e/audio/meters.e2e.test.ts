import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from './person.ts'
import { createStage, type Stage } from './stage.ts'
import { vowel } from './voices.ts'

let stage: Stage
let one: Person
let other: Person

beforeAll(async () => {
  stage = await createStage()
  one = await stage.enter({ says: vowel(220) })
  other = await stage.enter({ says: vowel(180) })
  for (const person of [one, other]) {
    await person.do((page) => page.audio.unmute())
    await person.do((page) => page.locked())
  }
})
afterAll(() => stage.close())

it('who speaks is seen also after the page’s sound was closed and made anew', async () => {
  await one.with(other.id, (page, id) => page.speaks(id))
  await other.do((page) => page.audio.mute())
  await one.with(other.id, (page, id) => page.silent(id))
  await one.do((page) => page.closeSound())
  await one.do((page) => page.becomes('$microphone', 'stopped'))
  await one.do((page) => page.audio.retry())
  expect(await one.do((page) => page.disguises())).toBe(2)
  await other.do((page) => page.audio.unmute())
  await one.with(other.id, (page, id) => page.speaks(id))
  await one.do((page) => page.locked())
  await one.with(one.id, (page, id) => page.speaks(id))
})

it('who speaks is seen also where graphs of another rate than the device’s take no track', async () => {
  const third = await stage.enter({ says: vowel(200) })
  await third.do((page) => page.takesDeviceRateOnly())
  await third.do((page) => page.audio.start())
  await third.with(other.id, (page, id) => page.speaks(id))
})
