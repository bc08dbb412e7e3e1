import { type AudioService, type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import type { VoiceChoice } from '@sanctuary/voice-disguise'
import { atom, computed } from 'nanostores'
import { createMarkedPeople } from '../marked-people.ts'
import { readJson } from '../read-json.ts'
import type { RoomContext } from '../room-context.ts'
import type { AudioFeature, Disguise, HearingMyself, Microphone, OwnVoice, Sound, SoundDevice, SoundPreferences } from './audio-feature.ts'
import type { AudioStores, Media } from './media.ts'
import type { PreparedVoice } from './prepared-voice.ts'
import { createSeat } from './seat.ts'

/**
 * Live sound in a room. Loads no media code and asks for nothing until `start()`, `unmute()`, `hearMyself()` or `pushToTalk()`.
 * @example
 * await room.audio.start()  // from a press
 * await room.audio.unmute()
 */
export function createAudio(context: RoomContext): AudioFeature {
  const { storage, device, prepared } = context
  const tried = prepared.get('audio.voice') as PreparedVoice | undefined // left by the microphone check
  const muted = createMarkedPeople(context, 'audio.mutedForMe')
  const stores: AudioStores = {
    $sound: atom<Sound>({ state: 'idle' }),
    $microphone: atom<Microphone>({ state: 'off' }),
    $levels: atom<ReadonlyMap<ParticipantId, number>>(new Map()),
    $level: atom(0),
    $devices: atom<readonly SoundDevice[]>([]),
    $outputs: atom<readonly SoundDevice[]>([]),
    $output: atom<string | undefined>(),
    $disguise: atom<Disguise>({ phase: 'idle' }),
    $voice: atom<OwnVoice>(tried?.choice() ?? (readJson(storage, voiceKey) as VoiceChoice | undefined) ?? { mode: 'veil' }), // checked before it is drawn
    $hearingMyself: atom<HearingMyself>('off'),
    $preferences: atom<SoundPreferences>({
      noiseSuppression: true,
      autoSilence: false,
      ...(readJson(device, preferencesKey) as Partial<SoundPreferences> | undefined), // only written below
    }),
    $mutedForMe: muted.$people,
  }
  const { $sound, $voice, $preferences } = stores
  const seat = createSeat(context)
  const $said = computed(context.records('audio.service'), ([record]): AudioService | undefined => record?.value)
  let media: Media | undefined
  let loading: Promise<Media> | undefined
  let closed = false

  /** Not async: everyone waits for the same promise, so that what is asked for is done in that order, and a mute after what it mutes. */
  function load(): Promise<Media> {
    if (closed) throw new SanctuaryError('CLOSED')
    if (!context.has('audio')) throw new SanctuaryError('MODULE_NOT_MOUNTED')
    loading ??= import('./media.ts').then(begin, fail)
    return loading
  }

  function begin({ createMedia }: typeof import('./media.ts')): Media {
    if (closed) throw new SanctuaryError('CLOSED')
    media = createMedia({ context, seat, stores, $service: $said })
    return media
  }

  /** The code did not come; the next call asks for it again. */
  function fail(cause: unknown): never {
    loading = undefined
    throw new SanctuaryError('SERVER_UNREACHABLE', { cause })
  }

  $voice.subscribe((voice) => voice.mode !== 'off' && storage.set(voiceKey, JSON.stringify(voice)))
  $preferences.listen((preferences) => device.set(preferencesKey, JSON.stringify(preferences)))
  const stopWatching = seat.$elsewhere.subscribe((elsewhere) => {
    if (!media) $sound.set(elsewhere ? { state: 'elsewhere', reason: new SanctuaryError('SOUND_ELSEWHERE') } : { state: 'idle' })
  })
  context.on('closed', () => {
    closed = true
    stopWatching()
    media?.close()
  })

  /** Does it with the media code, loading that first. Once there it is used at once: browsers start sound only in the moment of a press. */
  const use =
    <Name extends 'start' | 'unmute' | 'speakUndisguised' | 'hearMyself' | 'moveHere' | 'pushToTalk'>(name: Name) =>
    async (...given: Parameters<Media[Name]>): Promise<void> => {
      const action = (media ?? (await load()))[name] as (...given: Parameters<Media[Name]>) => void | Promise<void>
      return action(...given)
    }
  /** Does it after what is under way; nothing where nothing was started. */
  const after = (name: 'stop' | 'mute' | 'speakDisguised' | 'retry' | 'applyPreferences') => async (): Promise<void> =>
    (media ?? (await loading?.catch(ignore)))?.[name]()
  /** Changes to a device, or lets the media code find the wish once it is there. */
  const choose = async (change: 'setDevice' | 'setOutput', deviceId = ''): Promise<void> =>
    media ? media[change](deviceId || undefined) : device.set(`sanctuary:${change}`, deviceId)

  return {
    ...stores,
    $service: computed($said, (service) => service ?? unknownService),
    start: use('start'),
    stop: after('stop'),
    unmute: use('unmute'),
    mute: after('mute'),
    setDevice: (deviceId) => choose('setDevice', deviceId),
    setVoice(choice) {
      if (media) return media.setVoice(choice)
      $voice.set(choice) // what the code begins with
      void after('speakDisguised')() // ends a consent that was waiting for it
    },
    speakUndisguised: use('speakUndisguised'),
    speakDisguised: after('speakDisguised'),
    hearMyself: use('hearMyself'),
    setOutput: (deviceId) => choose('setOutput', deviceId),
    async setPreferences(change) {
      $preferences.set({ ...$preferences.get(), ...change })
      await after('applyPreferences')()
    },
    muteForMe: muted.mark,
    moveHere: use('moveHere'),
    pushToTalk: (held) => void use('pushToTalk')(held).catch(ignore),
    retry: after('retry'),
  }
}

const voiceKey = 'audio.voice'
/** Also read by the microphone check. */
const preferencesKey = 'sanctuary:sound'

/** Until the server has spoken. */
const unknownService: AudioService = { state: 'starting', message: 'Asking the server about sound.' }

/** What failed is told to whoever started it. */
const ignore = () => {}
