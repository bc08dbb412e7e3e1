import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryStorage } from '../storage.ts'
import { createScene } from '../testing/scene.ts'
import { createAudio } from './audio.ts'
import type { AudioFeature } from './audio-feature.ts'
import { rememberedMicrophone, rememberedOutput, rememberedPreferences } from './remembered-device.ts'
import { createFakeRoomContext } from './testing/fake-room-context.ts'
import { stubSilentPage } from './testing/silent-page.ts'
import { until } from './until.ts'

class FakeElement {
  async setSinkId() {}
}

beforeEach(() => {
  stubSilentPage()
  vi.stubGlobal('Audio', FakeElement)
})
afterEach(() => vi.unstubAllGlobals())

describe('how sound is used on this device', () => {
  it('begins with less noise and without silence in between', () => {
    expect(createAudio(createFakeRoomContext()).$preferences.get()).toEqual({ noiseSuppression: true, autoSilence: false })
  })

  it('is remembered for every room and for the microphone check', async () => {
    const context = createFakeRoomContext()
    await createAudio(context).setPreferences({ noiseSuppression: false })
    const elsewhere = createAudio({ ...createFakeRoomContext(), device: context.device })
    expect(elsewhere.$preferences.get()).toEqual({ noiseSuppression: false, autoSilence: false })
    await elsewhere.setPreferences({ autoSilence: true })
    expect(rememberedPreferences(context.device)).toEqual({ noiseSuppression: false, autoSilence: true })
    await elsewhere.setPreferences({ holdToTalk: true })
    const reloaded = createAudio({ ...createFakeRoomContext(), device: context.device })
    expect(reloaded.$preferences.get()).toEqual({ noiseSuppression: false, autoSilence: true, holdToTalk: true })
  })

  it('is as at the beginning where what is remembered cannot be read', () => {
    const context = createFakeRoomContext()
    context.device.set('sanctuary:sound', '{')
    expect(createAudio(context).$preferences.get().noiseSuppression).toBe(true)
    expect(rememberedPreferences(context.device)).toEqual({})
  })

  it('is remembered by ids, which go when the system’s own choice is wanted', async () => {
    const context = { ...createFakeRoomContext(), has: () => true }
    context.answer('audio.connect', () => Promise.reject(new Error('no sound in this test')))
    const audio = createAudio(context)
    void audio.start().catch(() => {})
    await until(audio.$sound, ({ state }) => state === 'connecting')
    await audio.setDevice('headset')
    await audio.setOutput('headphones')
    expect([rememberedMicrophone(context.device).read(), rememberedOutput(context.device).read()]).toEqual(['headset', 'headphones'])
    expect(context.device.keys().map((key) => context.device.get(key))).toEqual(['headset', 'headphones'])
    await audio.setDevice(undefined)
    await audio.setOutput(undefined)
    expect(context.device.keys()).toEqual([])
    await audio.stop()
  })

  it.each(['before there is sound', 'while there is sound'])('says after a reload where one hears, chosen %s', async (when) => {
    const device = createMemoryStorage()
    const enter = () => {
      const context = { ...createFakeRoomContext(), device }
      context.answer('audio.connect', () => Promise.reject(new Error('no sound in this test')))
      return createAudio(context)
    }
    const begin = async (audio: AudioFeature) => {
      void audio.start().catch(() => {})
      await until(audio.$sound, ({ state }) => state === 'connecting')
    }
    const audio = enter()
    if (when === 'before there is sound') await audio.setOutput('headphones')
    await begin(audio)
    if (when === 'while there is sound') await audio.setOutput('headphones')
    expect(audio.$output.get()).toBe('headphones')
    await audio.stop()
    const reloaded = enter()
    await begin(reloaded)
    expect(reloaded.$output.get()).toBe('headphones')
    await reloaded.setOutput(undefined)
    expect(reloaded.$output.get()).toBeUndefined()
    await reloaded.stop()
  })

  it('is wiped when somebody has themselves forgotten, and what is not ours stays', async () => {
    const device = createMemoryStorage()
    const tab = (await createScene()).tab({ device })
    const room = await tab.join()
    await room.audio.setPreferences({ autoSilence: true })
    device.set('of another script', 'kept')
    expect(device.keys()).toHaveLength(2)
    tab.client.forget()
    expect(device.keys()).toEqual(['of another script'])
  })
})
