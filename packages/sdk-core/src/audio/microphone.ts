import { SanctuaryError } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import type { Page } from '../page.ts'
import type { Store } from '../room-context.ts'
import { microphoneError, policyAllowsMicrophone } from './microphone-error.ts'

/** How it stands with the device. `lost`: it was open and went away; it is opened again as soon as that is possible. */
export interface MicrophoneInput {
  readonly state: 'closed' | 'opening' | 'open' | 'lost'
  readonly deviceId?: string
  readonly reason?: SanctuaryError
}

/** One person's microphone as raw sound. What it gives goes into the disguise and nowhere else. */
export interface RawMicrophone {
  readonly $input: Store<MicrophoneInput>
  /**
   * Opens the microphone; nothing happens where it is open. A chosen one that is gone is replaced by the system's own choice.
   * @throws MICROPHONE_BLOCKED, MICROPHONE_ABSENT, MICROPHONE_BUSY, MICROPHONE_NOT_PERMITTED, INSECURE_CONTEXT
   */
  open(): Promise<void>
  /**
   * Chooses the microphone to use, and changes to it where one is open. When that fails the one in use stays.
   * @param deviceId - left out: the system's own choice
   */
  choose(deviceId: string | undefined): Promise<void>
  /** Whether the browser takes noise away; opens the device anew where it is open. When that fails it stays as it was. Default: true. */
  suppressNoise(suppress: boolean): Promise<void>
  /** Lets the device go; the system's light goes out. */
  close(): void
}

/** What is needed of `navigator.mediaDevices`. */
export type MediaDevicesPart = Pick<MediaDevices, 'getUserMedia' | 'addEventListener' | 'removeEventListener'>

/**
 * @param options.onTrack - receives each raw track as it opens, and `undefined` when there is none any more; where it throws, the one
 * before stays
 * @param options.devices - left out: the browser's own
 * @param options.page - tells when the page is shown again, which is when a phone gives the microphone back
 */
export function createMicrophone({
  onTrack,
  devices = globalThis.navigator?.mediaDevices,
  page,
  policyAllows = policyAllowsMicrophone,
}: {
  onTrack: (track: MediaStreamTrack | undefined) => void
  devices?: MediaDevicesPart
  page: Pick<Page, 'on'>
  policyAllows?: () => boolean
}): RawMicrophone {
  const $input = atom<MicrophoneInput>({ state: 'closed' })
  let track: MediaStreamTrack | undefined
  let chosen: string | undefined
  let noiseSuppression = true
  let newest: Promise<void> | undefined
  let asking = 0
  let unwatch: (() => void) | undefined

  /** Only the newest request counts: an older one stops its late track and ends as the newest does. */
  function acquire(): Promise<void> {
    const mine = settle()
    newest = mine
    return mine

    async function settle(): Promise<void> {
      asking++
      const [outcome] = await Promise.allSettled([capture(chosen)])
      asking--
      if (mine !== newest) {
        if (outcome.status === 'fulfilled') outcome.value.stop()
        return newest
      }
      try {
        if (outcome.status === 'rejected') throw microphoneError(outcome.reason, policyAllows())
        adopt(outcome.value)
      } catch (error) {
        if (track?.muted) takenAway()
        throw error
      }
    }
  }

  async function capture(deviceId: string | undefined): Promise<MediaStreamTrack> {
    try {
      return await captureExactly(deviceId)
    } catch (cause) {
      const isGone = cause instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(cause.name)
      if (deviceId === undefined || !isGone) throw cause
      return captureExactly(undefined)
    }
  }

  async function captureExactly(deviceId: string | undefined): Promise<MediaStreamTrack> {
    const audio = { ...constraints, noiseSuppression, ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }) }
    const [fresh] = (await devices.getUserMedia({ audio })).getAudioTracks()
    if (!fresh) throw new DOMException('The browser gave no audio track.', 'NotFoundError')
    return fresh
  }

  function adopt(fresh: MediaStreamTrack) {
    try {
      onTrack(fresh)
    } catch (error) {
      fresh.stop()
      throw error
    }
    drop()
    track = fresh
    fresh.addEventListener('ended', lose)
    fresh.addEventListener('mute', takenAway)
    fresh.addEventListener('unmute', givenBack)
    givenBack()
  }

  function drop() {
    track?.removeEventListener('ended', lose)
    track?.removeEventListener('mute', takenAway)
    track?.removeEventListener('unmute', givenBack)
    track?.stop()
    track = undefined
  }

  /** The system holds the device back, for example during a phone call. Safari also does so to the track before while it opens another. */
  function takenAway() {
    if (asking > 0) return
    $input.set({ state: 'lost', reason: new SanctuaryError('MICROPHONE_INTERRUPTED') })
  }

  function givenBack() {
    const deviceId = track?.getSettings().deviceId
    $input.set({ state: 'open', ...(deviceId ? { deviceId } : {}) })
  }

  /** Unplugged, or ended by the system. */
  function lose() {
    drop()
    onTrack(undefined)
    $input.set({ state: 'lost', reason: new SanctuaryError('MICROPHONE_ABSENT') })
    void regain()
  }

  async function regain() {
    if ($input.get().state !== 'lost') return
    if (track?.readyState === 'live' && !track.muted) return givenBack()
    try {
      await acquire()
    } catch (reason) {
      if ($input.get().state === 'lost' && reason instanceof SanctuaryError) $input.set({ state: 'lost', reason })
    }
  }

  function watch() {
    if (unwatch) return
    devices.addEventListener('devicechange', regain)
    const off = page.on('shown', regain)
    unwatch = () => {
      devices.removeEventListener('devicechange', regain)
      off()
      unwatch = undefined
    }
  }

  function close() {
    newest = undefined
    unwatch?.()
    drop()
    onTrack(undefined)
    $input.set({ state: 'closed' })
  }

  return {
    $input,

    async open() {
      if (!devices) throw new SanctuaryError('INSECURE_CONTEXT')
      const { state } = $input.get()
      if (state === 'open') return
      $input.set({ state: 'opening' })
      watch()
      try {
        await acquire()
      } catch (error) {
        if (state === 'lost' && $input.get().state === 'opening') $input.set({ state, reason: error as SanctuaryError })
        else close()
        throw error
      }
    },

    async choose(deviceId) {
      const before = chosen
      chosen = deviceId
      if (deviceId === before || $input.get().state === 'closed') return
      try {
        await acquire()
      } catch (error) {
        chosen = before
        throw error
      }
    },

    async suppressNoise(suppress) {
      if (suppress === noiseSuppression) return
      noiseSuppression = suppress
      if ($input.get().state === 'closed') return
      try {
        await acquire()
      } catch (error) {
        noiseSuppression = !suppress
        throw error
      }
    },

    close,
  }
}

/** One channel, and without the echo, which the browser can take away before the disguise hears it. */
const constraints = { channelCount: 1, echoCancellation: true, autoGainControl: true } as const
