import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { SoundDevice } from './audio-feature.ts'

/** The microphones one can choose from. */
export interface MicrophoneList {
  readonly $devices: Store<readonly SoundDevice[]>
  /** Reads the list anew; call it after the permission was given, which is when devices get names. */
  refresh(): Promise<void>
  close(): void
}

type DeviceEvents = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

/** Follows what is plugged in. Devices without a name are left out: the browser hides them until it may show them. */
export function createDevices(devices: DeviceEvents | undefined = globalThis.navigator?.mediaDevices): MicrophoneList {
  const $devices = atom<readonly SoundDevice[]>([])

  async function refresh() {
    if (!devices) return
    const all = await devices.enumerateDevices()
    $devices.set(
      all
        .filter(({ kind, deviceId, label }) => kind === 'audioinput' && deviceId !== '' && label !== '')
        .map(({ deviceId, label }) => ({ deviceId, label })),
    )
  }

  devices?.addEventListener('devicechange', refresh)
  return { $devices, refresh, close: () => devices?.removeEventListener('devicechange', refresh) }
}
