import { atom } from 'nanostores'
import { expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import type { Disguise, HearingMyself, Microphone } from './audio-feature.ts'
import type { Right } from './describe-microphone.ts'
import type { MediaRoom } from './media-room.ts'
import { createSpeaking } from './speaking.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeVoiceSetup } from './testing/fake-voice-setup.ts'

/** A disguise whose code does not arrive at first. */
function setUp() {
  const tries: string[] = []
  const $microphone = atom<Microphone>({ state: 'off' })
  const speaking = createSpeaking({
    clock: systemClock,
    $right: atom<Right>('speak'),
    $room: atom<MediaRoom | undefined>(createFakeMediaRoom()),
    $microphone,
    $disguise: atom<Disguise>({ phase: 'idle' }),
    $hearingMyself: atom<HearingMyself>('off'),
    $undisguised: atom(false),
    async prepare() {
      tries.push('prepare')
      if (tries.length === 1) throw new TypeError('Failed to fetch dynamically imported module')
      return createFakeVoiceSetup()
    },
    others: { tell() {}, again() {}, fallSilent() {} },
  })
  return { speaking, $microphone, tries }
}

it('retrying works also where the disguise could not even be made', async () => {
  const { speaking, $microphone } = setUp()
  await expect(speaking.unmute()).rejects.toMatchObject({ code: 'DISGUISE_FAILED' })
  expect($microphone.get()).toMatchObject({ state: 'off', reason: { code: 'DISGUISE_FAILED' } })
  await speaking.retry()
  expect($microphone.get().state).toBe('on')
  speaking.end()
})

it('retrying opens no microphone for somebody who does not want to be heard any more', async () => {
  const { speaking, $microphone, tries } = setUp()
  await speaking.unmute().catch(() => {})
  speaking.mute()
  await speaking.retry()
  expect($microphone.get()).toEqual({ state: 'off' })
  expect(tries).toEqual(['prepare'])
  speaking.end()
})
