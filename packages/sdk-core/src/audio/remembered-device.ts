import type { PageStorage } from '../storage.ts'
import type { SoundPreferences } from './audio-feature.ts'

/** How sound is used on this device; what a room wrote of it. */
export function rememberedPreferences(device: PageStorage): Partial<SoundPreferences> {
  try {
    return JSON.parse(device.get('sanctuary:sound') ?? '{}') // written by audio.ts, which loads none of this
  } catch {
    return {}
  }
}

/** Remembers which device somebody chose, by the id the browser made up for this site. Its name stays unwritten. */
export interface RememberedDevice {
  /** Nothing: the system's own choice. */
  read(): string | undefined
  write(deviceId: string | undefined): void
}

// The names are those of the actions: what was chosen before the media code came was written by audio.ts.
export const rememberedMicrophone = (device: PageStorage): RememberedDevice => remembered(device, 'sanctuary:setDevice')
export const rememberedOutput = (device: PageStorage): RememberedDevice => remembered(device, 'sanctuary:setOutput')

const remembered = (device: PageStorage, key: string): RememberedDevice => ({
  read: () => device.get(key) || undefined,
  write: (deviceId) => (deviceId === undefined ? device.remove(key) : device.set(key, deviceId)),
})
