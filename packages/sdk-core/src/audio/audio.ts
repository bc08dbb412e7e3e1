import { type AudioService, type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import { atom, computed } from 'nanostores'
import { createMarkedPeople } from '../marked-people.ts'
import type { RoomContext } from '../room-context.ts'
import type { AudioFeature, Disguise, Microphone, Sound, SoundDevice } from './audio-feature.ts'
import type { AudioStores, Media } from './media.ts'
import { createSeat } from './seat.ts'

/**
 * Live sound in a room. Loads no media code and asks for nothing until `start()`, `unmute()` or `pushToTalk()`.
 * @example
 * await room.audio.start()  // from a press
 * await room.audio.unmute()
 */
export function createAudio(context: RoomContext): AudioFeature {
  const muted = createMarkedPeople(context, 'audio.mutedForMe')
  const stores: AudioStores = {
    $sound: atom<Sound>({ state: 'idle' }),
    $microphone: atom<Microphone>({ state: 'off' }),
    $levels: atom<ReadonlyMap<ParticipantId, number>>(new Map()),
    $devices: atom<readonly SoundDevice[]>([]),
    $disguise: atom<Disguise>({ phase: 'idle' }),
    $mutedForMe: muted.$people,
  }
  const seat = createSeat(context)
  const $said = computed(context.records('audio.service'), ([record]): AudioService | undefined => record?.value)
  let media: Media | undefined
  let loading: Promise<Media> | undefined
  const wishes: ((media: Media) => void | Promise<void>)[] = []
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
    for (const wish of wishes.splice(0)) void quietly(wish, media)
    return media
  }

  /** The code did not come; the next call asks for it again. */
  function fail(cause: unknown): never {
    loading = undefined
    throw new SanctuaryError('SERVER_UNREACHABLE', { cause })
  }

  const stopWatching = seat.$elsewhere.subscribe((elsewhere) => {
    if (!media) stores.$sound.set(elsewhere ? { state: 'elsewhere', reason: new SanctuaryError('SOUND_ELSEWHERE') } : { state: 'idle' })
  })
  context.on('closed', () => {
    closed = true
    stopWatching()
    media?.close()
  })

  /** Does it with the media code, loading that first. Once there it is used at once: browsers start sound only in the moment of a press. */
  const use = async <Result>(run: (media: Media) => Result | Promise<Result>): Promise<Result> => run(media ?? (await load()))
  /** Does it after what is under way; nothing where nothing was started. */
  const after = async (run: (media: Media) => void | Promise<void>): Promise<void> => {
    const loaded = media ?? (await loading?.catch(ignore))
    if (loaded) await run(loaded)
  }
  /** Does it now, or first thing once the media code is there. */
  const wish = async (run: (media: Media) => void | Promise<void>): Promise<void> => {
    if (media) await run(media)
    else wishes.push(run)
  }

  return {
    ...stores,
    $service: computed($said, (service) => service ?? unknownService),
    start: () => use((media) => media.start()),
    stop: () => after((media) => media.stop()),
    unmute: () => use((media) => media.unmute()),
    mute: () => void after((media) => media.mute()),
    setDevice: (deviceId) => wish((media) => media.setDevice(deviceId)),
    setVoice: (voice) => (media ? media.setVoice(voice) : void wish((media) => media.setVoice(voice))),
    muteForMe: muted.mark,
    moveHere: () => use((media) => media.moveHere()),
    pushToTalk: (held) => void use((media) => media.pushToTalk(held)).catch(ignore),
    retry: () => after((media) => media.retry()),
  }
}

/** Until the server has spoken. */
const unknownService: AudioService = { state: 'starting', message: 'Asking the server about sound.' }

/** What failed is told to whoever started it. */
const ignore = () => {}

/** A wish that cannot be met must not keep anybody from hearing. */
async function quietly(wish: (media: Media) => void | Promise<void>, media: Media): Promise<void> {
  try {
    await wish(media)
  } catch {
    // The device or the voice stays the default; the stores show which one is in use.
  }
}
