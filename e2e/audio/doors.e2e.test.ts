import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStage, type Stage } from './stage.ts'
import { speech } from './voices.ts'

let stage: Stage

beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

it('whatever one does with one’s voice, one track ever goes to the connection, and it is not the microphone’s', async () => {
  const speaker = await stage.enter({ says: await speech() })
  const only = { raw: 0, all: 1 }
  const doors = () => speaker.do((page) => page.doors())
  await speaker.do((page) => page.audio.unmute())
  await speaker.do((page) => page.locked())
  expect(await doors()).toMatchObject(only)

  await speaker.do((page) => page.audio.setVoice({ mode: 'costume', name: 'River', sliders: { style: 0.4 } }))
  await speaker.do((page) => page.otherMicrophone())
  await speaker.do((page) => page.locked())
  await speaker.do((page) => page.audio.speakUndisguised({ agreedTo: 'They hear my own voice.' }))
  await speaker.do((page) => page.otherMicrophone())
  await speaker.do((page) => page.audio.setPreferences({ noiseSuppression: false, autoSilence: true }))
  await speaker.do((page) => page.audio.setVoice({ mode: 'strong-veil' }))
  await speaker.do((page) => page.locked())
  await speaker.do((page) => page.audio.hearMyself('loop'))
  await speaker.do((page) => page.loops())
  await speaker.do((page) => page.audio.mute())
  await speaker.do((page) => page.audio.unmute())
  await speaker.do((page) => page.audio.speakUndisguised({ agreedTo: 'They hear my own voice.' }))
  await speaker.do((page) => page.break('throw'))
  await speaker.do((page) => page.audio.setVoice({ mode: 'veil' }))
  await speaker.do((page) => page.becomes('$microphone', 'stopped'))
  await speaker.do((page) => page.break(undefined))
  await speaker.do((page) => page.audio.retry())
  await speaker.do((page) => page.locked())

  const { opened, ...sent } = await doors()
  expect(sent).toEqual(only)
  expect(opened).toBeGreaterThan(2)
  expect(await speaker.do((page) => page.microphone())).toBe('on')
})
