import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { SoundDevice } from './audio-feature.ts'
import { canChooseOutput } from './output.ts'

/** The devices one can choose from. */
export interface DeviceList {
  readonly $devices: Store<readonly SoundDevice[]>
  /** Empty where the browser offers no choice. */
  readonly $outputs: Store<readonly SoundDevice[]>
  /** Reads the list anew; call it after the permission was given, which is when devices get names. */
  refresh(): Promise<void>
  close(): void
}

type DeviceEvents = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

/** Follows what is plugged in. Devices without a name are left out: the browser hides them until it may show them. */
export function createDevices(
  devices: DeviceEvents | undefined = globalThis.navigator?.mediaDevices,
  hasOutputs: boolean = canChooseOutput(),
): DeviceList {
  const $devices = atom<readonly SoundDevice[]>([])
  const $outputs = atom<readonly SoundDevice[]>([])

  async function refresh() {
    if (!devices) return
    const all = await devices.enumerateDevices()
    const named = (wanted: MediaDeviceKind): readonly SoundDevice[] =>
      all
        .filter(({ kind, deviceId, label }) => kind === wanted && deviceId !== '' && label !== '')
        .map(({ deviceId, label }) => ({ deviceId, label }))
    $devices.set(named('audioinput'))
    if (hasOutputs) $outputs.set(named('audiooutput'))
  }

  devices?.addEventListener('devicechange', refresh)
  return { $devices, $outputs, refresh, close: () => devices?.removeEventListener('devicechange', refresh) }
}
