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
  read(): string | undefined
  /** @param deviceId - left out: the system's own choice, which is nothing to remember */
  write(deviceId: string | undefined): void
}

export const rememberedMicrophone = (device: PageStorage): RememberedDevice => remembered(device, 'sanctuary:microphone')
export const rememberedOutput = (device: PageStorage): RememberedDevice => remembered(device, 'sanctuary:speaker')

const remembered = (device: PageStorage, key: string): RememberedDevice => ({
  read: () => device.get(key),
  write: (deviceId) => (deviceId === undefined ? device.remove(key) : device.set(key, deviceId)),
})
