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

it('unmuting is enough where the page’s sound was closed', async () => {
  const before = await one.do((page) => page.disguises())
  await one.do((page) => page.closeSound())
  await one.do((page) => page.becomes('$microphone', 'stopped'))
  await one.do((page) => page.audio.unmute())
  expect(await one.do((page) => page.disguises())).toBe(before + 1)
  await one.do((page) => page.locked())
  await one.with(one.id, (page, id) => page.speaks(id))
})

it('who only listens has one slow graph beside livekit-client’s own, and none once they have left', async () => {
  const third = await stage.enter({ says: vowel(200) })
  await third.do((page) => page.audio.start())
  for (const { id } of [one, other]) await third.with(id, (page, id) => page.speaks(id))
  expect(await third.do((page) => page.graphs())).toEqual(['8000 running', 'of the device running'])
  await third.do((page) => page.leave())
  await third.do((page) => page.graphsClose()) // livekit-client’s is the last, once every voice has gone
  expect(await third.do((page) => page.graphs())).toEqual(['8000 closed', 'of the device closed'])
})

it('who speaks is seen also where graphs of another rate than the device’s take no track', async () => {
  const fourth = await stage.enter({ says: vowel(200) })
  await fourth.do((page) => page.takesDeviceRateOnly())
  await fourth.do((page) => page.audio.start())
  await fourth.with(other.id, (page, id) => page.speaks(id))
  expect(await fourth.do((page) => page.graphs())).toEqual(['8000 closed', 'of the device running', 'of the device running'])
})
