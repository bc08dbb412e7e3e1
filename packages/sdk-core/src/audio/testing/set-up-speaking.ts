import { atom } from 'nanostores'
import { systemClock } from '../../clock.ts'
import type { Disguise, HearingMyself, Microphone } from '../audio-feature.ts'
import type { Right } from '../describe-microphone.ts'
import type { MediaRoom } from '../media-room.ts'
import { createSpeaking } from '../speaking.ts'
import { createFakeMediaRoom } from './fake-media-room.ts'
import { createFakeVoiceSetup } from './fake-voice-setup.ts'

/** Somebody who can speak: a connection that is up, a disguise that runs, and fake devices. `initial`: the microphone check left them. */
export function setUpSpeaking({ initial = false } = {}) {
  const setups = [createFakeVoiceSetup()]
  const setup = setups[0] as (typeof setups)[number]
  const room = createFakeMediaRoom()
  const $room = atom<MediaRoom | undefined>(room)
  const $right = atom<Right>('speak')
  const $microphone = atom<Microphone>({ state: 'off' })
  const $disguise = atom<Disguise>({ phase: 'idle' })
  const $hearingMyself = atom<HearingMyself>('off')
  const $undisguised = atom(false)
  const told: string[] = []
  const speaking = createSpeaking({
    clock: systemClock,
    $right,
    $room,
    $microphone,
    $disguise,
    $hearingMyself,
    $undisguised,
    prepare: async () => {
      if (!setup.closed) return setup
      const fresh = createFakeVoiceSetup()
      setups.push(fresh)
      return fresh
    },
    initial: initial ? setup : undefined,
    others: { tell: (state) => void (told.at(-1) !== state && told.push(state)), again() {}, fallSilent() {} },
  })
  return { speaking, setup, setups, room, $room, $right, $microphone, $disguise, $hearingMyself, $undisguised, told }
}
