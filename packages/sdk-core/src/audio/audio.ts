import { type AudioService, type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import type { VoiceChoice } from '@sanctuary/voice-disguise'
import { atom, computed } from 'nanostores'
import { createMarkedPeople } from '../marked-people.ts'
import type { RoomContext } from '../room-context.ts'
import { readJson } from '../storage.ts'
import type { AudioFeature, Disguise, HearingMyself, Microphone, OwnVoice, Sound, SoundDevice, SoundPreferences } from './audio-feature.ts'
import type { AudioStores, Media } from './media.ts'
import { createSeat } from './seat.ts'

/**
 * Live sound in a room. Loads no media code and asks for nothing until `start()`, `unmute()`, `hearMyself()` or `pushToTalk()`.
 * @example
 * await room.audio.start()  // from a press
 * await room.audio.unmute()
 */
export function createAudio(context: RoomContext): AudioFeature {
  const { storage, device } = context
  const muted = createMarkedPeople(context, 'audio.mutedForMe')
  const stores: AudioStores = {
    $sound: atom<Sound>({ state: 'idle' }),
    $microphone: atom<Microphone>({ state: 'off' }),
    $levels: atom<ReadonlyMap<ParticipantId, number>>(new Map()),
    $devices: atom<readonly SoundDevice[]>([]),
    $outputs: atom<readonly SoundDevice[]>([]),
    $disguise: atom<Disguise>({ phase: 'idle' }),
    $voice: atom<OwnVoice>((readJson(storage, voiceKey) as VoiceChoice | undefined) ?? { mode: 'veil' }), // checked before it is drawn
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
  const wishes: ((media: Media) => unknown)[] = []
  let closed = false

  async function load(): Promise<Media> {
    if (closed) throw new SanctuaryError('CLOSED')
    if (!context.has('audio')) throw new SanctuaryError('MODULE_NOT_MOUNTED')
    loading ??= import('./media.ts').then(begin, fail)
    return loading
  }

  function begin({ createMedia }: typeof import('./media.ts')): Media {
    if (closed) throw new SanctuaryError('CLOSED')
    media = createMedia({ context, seat, stores, $service: $said })
    // A wish that cannot be met, such as a device that is gone, keeps nobody from hearing; the stores show what is in use.
    for (const wish of wishes.splice(0)) after(wish).catch(ignore)
    return media
  }

  /** The code did not come; the next call asks for it again. */
  function fail(cause: unknown): never {
    loading = undefined
    throw new SanctuaryError('SERVER_UNREACHABLE', { cause })
  }

  $voice.listen((voice) => voice.mode !== 'off' && storage.set(voiceKey, JSON.stringify(voice)))
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
    <Given extends unknown[], Result>(run: (media: Media, ...given: Given) => Result | Promise<Result>) =>
    async (...given: Given): Promise<Result> =>
      run(media ?? (await load()), ...given)
  /** Does it after what is under way; nothing where nothing was started. */
  const after = async (run: (media: Media) => unknown): Promise<void> => {
    const loaded = media ?? (await loading?.catch(ignore))
    if (loaded) await run(loaded)
  }
  /** Does it now, or first thing once the media code is there. */
  const wish = async (run: (media: Media) => unknown): Promise<void> => {
    if (media) await run(media)
    else wishes.push(run)
  }
  const pushToTalk = use((media, held: boolean) => media.pushToTalk(held))

  return {
    ...stores,
    $service: computed($said, (service) => service ?? unknownService),
    start: use((media) => media.start()),
    stop: () => after((media) => media.stop()),
    unmute: use((media) => media.unmute()),
    mute: () => void after((media) => media.mute()),
    setDevice: (deviceId) => wish((media) => media.setDevice(deviceId)),
    setVoice(choice) {
      if (media) return media.setVoice(choice)
      $voice.set(choice)
      wishes.push((media) => media.setVoice(choice))
    },
    speakUndisguised: use((media, consent: { agreedTo: string }) => media.speakUndisguised(consent)),
    hearMyself: use((media, how: HearingMyself) => media.hearMyself(how)),
    setOutput: (deviceId) => wish((media) => media.setOutput(deviceId)),
    async setPreferences(change) {
      $preferences.set({ ...$preferences.get(), ...change })
      await after((media) => media.applyPreferences())
    },
    muteForMe: muted.mark,
    moveHere: use((media) => media.moveHere()),
    pushToTalk: (held) => void pushToTalk(held).catch(ignore),
    retry: () => after((media) => media.retry()),
  }
}

const voiceKey = 'audio.voice'
/** Also read by the microphone check. */
const preferencesKey = 'sanctuary:sound'

/** Until the server has spoken. */
const unknownService: AudioService = { state: 'starting', message: 'Asking the server about sound.' }

/** What failed is told to whoever started it. */
const ignore = () => {}
