import type { AudioService } from '@sanctuary/protocol'
import { SanctuaryError } from '@sanctuary/protocol'
import { drawSeed, type Learned } from '@sanctuary/voice-disguise'
import type { WritableAtom } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'
import type { AudioFeature } from './audio-feature.ts'
import { createDevices } from './devices.ts'
import { showInputLevel } from './input-level.ts'
import { createLevels } from './levels.ts'
import { createOutput } from './output.ts'
import { createVoiceInUse } from './own-voice.ts'
import type { VoiceListener } from './play-voices.ts'
import { takePreparedVoice } from './prepared-voice.ts'
import { rememberedMicrophone, rememberedOutput } from './remembered-device.ts'
import { createRight } from './right-to-speak.ts'
import type { Seat } from './seat.ts'
import { createSoundContext, type SoundContext } from './sound-context.ts'
import { createSoundSession } from './sound-session.ts'
import { createSpeaking } from './speaking.ts'
import { createTellOthers } from './tell-others.ts'
import { createTrackMeters } from './track-meters.ts'
import { createUndisguised } from './undisguised.ts'
import { createVoiceSetup, type VoiceSetup } from './voice-setup.ts'
import { keepScreenOn } from './wake-lock.ts'

/** The stores of `AudioFeature`, as those who write them see them. */
export type AudioStores = {
  readonly [Name in Exclude<keyof AudioFeature & `$${string}`, '$service'>]: WritableAtom<
    AudioFeature[Name] extends Store<infer Value> ? Value : never
  >
}

/** The actions of `AudioFeature` once the media code is there. */
export type Media = Omit<AudioFeature, `$${string}` | 'muteForMe' | 'setPreferences'> & {
  /** Uses sound as `$preferences` says. */
  applyPreferences(): Promise<void>
  close(): void
}

export interface MediaOptions {
  readonly context: RoomContext
  readonly seat: Seat
  readonly stores: AudioStores
  readonly $service: Store<AudioService | undefined>
}

/** Puts the parts of sound together: the connection, the voices heard, and the voice sent. */
export function createMedia({ context, seat, stores, $service }: MediaOptions): Media {
  const { $sound, $mutedForMe, $preferences } = stores
  const { iceTransportPolicy, page, clock, worklet } = context
  const loadLiveKit = () => import('./media-room.ts')
  const liveKit = loadLiveKit() // on its way while the server is asked for a token
  liveKit.catch(() => {}) // connecting says so
  const prepared = takePreparedVoice(context.prepared)
  /** The graph of one's own voice; whoever only listens needs none. */
  let sound: SoundContext | undefined = prepared?.sound
  const meters = createTrackMeters(page)
  const seed = prepared?.seed ?? drawSeed()
  const levels = createLevels(clock)
  const others = createTellOthers(context)
  const hopes = new Set<() => void>()
  const raiseHope = () => hopes.forEach((hope) => hope())
  const microphone = rememberedMicrophone(context.device)
  const speaker = rememberedOutput(context.device)
  const output = prepared?.output ?? createOutput(speaker.read())
  const list = prepared?.list ?? createDevices()
  const undisguised = createUndisguised(context)
  let setup: VoiceSetup | undefined
  /** Of the person who speaks, from one setup to the next. It tells them apart, so it is never stored or sent. */
  let learned: Learned | undefined
  const inUse = createVoiceInUse({
    seed,
    first: stores.$voice.get(), // the microphone check's, unless another one was chosen since
    $voice: stores.$voice,
    undisguised,
    onVoice: (voice) => setup?.setVoice(voice),
  })
  prepared?.setup.setVoice(inUse.voice)

  const hear: VoiceListener = (participant, track) => {
    const meter = meters.measure(track)
    const unfollow = levels.follow(participant, meter.read)
    return () => {
      unfollow()
      meter.close()
    }
  }

  function follow(fresh: VoiceSetup): VoiceSetup {
    setup = fresh
    const unfollow = levels.follow(context.me, fresh.path.sentLevel)
    const hideLevel = showInputLevel(stores.$level, fresh.path, clock)
    void applyPreferences().catch(() => {}) // the device in use stays; $preferences says so
    return {
      ...fresh,
      close() {
        setup = undefined
        learned = fresh.path.learned() ?? learned
        unfollow()
        hideLevel()
        fresh.close()
      },
    }
  }

  async function applyPreferences(): Promise<void> {
    const { noiseSuppression, autoSilence } = $preferences.get()
    setup?.path.setAutoSilence(autoSilence)
    try {
      await setup?.microphone.suppressNoise(noiseSuppression)
    } catch (error) {
      $preferences.set({ ...$preferences.get(), noiseSuppression: !noiseSuppression })
      throw error
    }
  }

  const session = createSoundSession({
    ...context,
    seat,
    $service,
    $sound,
    open: async (grant) => {
      const { openMediaRoom } = await liveKit.catch(loadLiveKit) // again where it did not come
      return openMediaRoom({ ...grant, iceTransportPolicy, $mutedForMe, onVoice: hear, followOutput: output.follow })
    },
    onHope(hope) {
      hopes.add(hope)
      return () => hopes.delete(hope)
    },
  })

  const speaking = createSpeaking({
    clock,
    $right: createRight(context),
    $room: session.$room,
    $microphone: stores.$microphone,
    $disguise: stores.$disguise,
    $hearingMyself: stores.$hearingMyself,
    $undisguised: undisguised.$open,
    deviceId: microphone.read(),
    prepare: async () =>
      follow(createVoiceSetup({ context: ownContext(), worklet, clock, page, seed, voice: inUse.voice, learned, output, list })),
    initial: prepared && follow(prepared.setup),
    others,
  })

  function ownContext(): AudioContext {
    sound ??= createSoundContext(page)
    return sound.context
  }

  /** A graph that the browser closed never runs again, nor does anything in it. @returns whether it was closed */
  function leaveClosedGraph(): boolean {
    if (sound?.context.state !== 'closed') return false
    speaking.end()
    void session.$room.get()?.unpublish() // the next track follows once it is done
    void sound.close()
    sound = undefined
    return true
  }

  const hasNoSound = () => ['elsewhere', 'unavailable', 'failed'].includes($sound.get().state)

  let letScreenSleep: (() => void) | undefined
  const stops = [
    levels.$levels.subscribe((value) => stores.$levels.set(value)),
    list.$devices.subscribe((devices) => stores.$devices.set(devices)),
    list.$outputs.subscribe((devices) => {
      stores.$outputs.set(devices)
      output.present(devices)
    }),
    output.$inUse.subscribe((deviceId) => stores.$output.set(deviceId || undefined)),
    page.on('online', raiseHope),
    page.on('shown', raiseHope),
    $service.listen(raiseHope),
    context.$connection.listen(({ state }) => state === 'live' && raiseHope()),
    $sound.listen(({ state }) => {
      const live = state === 'live' || state === 'blocked' || state === 'reconnecting'
      if (live) letScreenSleep ??= keepScreenOn(page)
      else {
        letScreenSleep?.()
        letScreenSleep = undefined
      }
      // The page that has the sound now speaks for itself; this one falls silent without a word.
      if (state === 'elsewhere') others.fallSilent()
      if (state === 'elsewhere' || state === 'idle' || state === 'failed') {
        undisguised.end()
        speaking.end()
      }
      if (state === 'live') others.again()
    }),
  ]

  return {
    start: session.start,
    stop: session.stop,
    moveHere: session.moveHere,
    mute: speaking.mute,
    setVoice: inUse.choose,
    speakUndisguised: ({ agreedTo }) => undisguised.agree(agreedTo),
    speakDisguised: undisguised.end,
    hearMyself: speaking.hearMyself,
    applyPreferences,

    async setDevice(deviceId) {
      await speaking.setDevice(deviceId)
      microphone.write(deviceId)
    },

    async setOutput(deviceId) {
      await output.choose(deviceId)
      speaker.write(deviceId)
    },

    async unmute() {
      const connected = session.start()
      if (hasNoSound()) return connected // which says why; nobody is asked for their microphone in vain
      leaveClosedGraph()
      const heard = speaking.unmute()
      heard.catch(() => {}) // told below, once it is clear whether there is sound at all
      try {
        await connected
      } catch (error) {
        const canSpeak = error instanceof SanctuaryError && error.code === 'PLAYBACK_BLOCKED'
        if (!canSpeak) {
          speaking.mute()
          throw error
        }
      }
      await heard
    },

    pushToTalk(held) {
      if (held) session.start().catch(() => {}) // $sound says why not
      if (!held || !hasNoSound()) speaking.pushToTalk(held)
    },

    async retry() {
      raiseHope()
      if ($sound.get().state === 'failed') await session.start()
      const wasHeard = stores.$microphone.get().state === 'stopped'
      if (!leaveClosedGraph()) await speaking.retry()
      else if (wasHeard) await speaking.unmute()
    },

    close() {
      for (const stop of stops) stop()
      letScreenSleep?.()
      others.fallSilent()
      list.close()
      undisguised.close()
      inUse.close()
      speaking.end()
      void session.close()
      void sound?.close()
      meters.close()
    },
  }
}
