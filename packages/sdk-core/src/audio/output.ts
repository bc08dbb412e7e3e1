import { SanctuaryError } from '@sanctuary/protocol'
import { atom, computed } from 'nanostores'
import type { Store } from '../room-context.ts'
import type { SoundDevice } from './audio-feature.ts'

/** The device sound comes out of. */
export interface Output {
  /** Id of the device in use; empty for the system's own choice. */
  readonly $inUse: Store<string>
  /**
   * @param deviceId - left out: the system's own choice
   * @throws INVALID_INPUT where sound cannot come out of that device
   */
  choose(deviceId: string | undefined): Promise<void>
  /** Tells which devices are there. While the chosen one is gone the system chooses. */
  present(devices: readonly SoundDevice[]): void
  /** Lets an element play there, now and after each change. Returns what ends that. */
  follow(element: HTMLMediaElement): () => void
}

/** Whether the browser offers a choice. */
export const canChooseOutput = (): boolean => 'HTMLMediaElement' in globalThis && 'setSinkId' in HTMLMediaElement.prototype

/** What stands for the system's own choice. */
const systems = ''

/** @param first - what was chosen on an earlier visit */
export function createOutput(first: string | undefined): Output {
  const $chosen = atom(first ?? systems)
  const $present = atom<readonly SoundDevice[]>([]) // empty: not known
  const $inUse = computed([$chosen, $present], (chosen, present) =>
    present.length === 0 || present.some(({ deviceId }) => deviceId === chosen) ? chosen : systems,
  )

  async function send(element: HTMLMediaElement, deviceId: string): Promise<void> {
    try {
      await (element as Partial<HTMLMediaElement>).setSinkId?.call(element, deviceId) // not in every browser
    } catch {
      if (deviceId !== systems) await send(element, systems) // a device that is gone is no reason to hear nothing
    }
  }

  return {
    $inUse,

    async choose(deviceId = systems) {
      try {
        if (deviceId !== systems) await new Audio().setSinkId(deviceId)
      } catch (cause) {
        throw new SanctuaryError('INVALID_INPUT', { message: 'Sound cannot come out of this device. Choose another one.', cause })
      }
      $chosen.set(deviceId)
    },
    present: (devices) => $present.set(devices),
    follow: (element) => $inUse.subscribe((deviceId) => void send(element, deviceId)),
  }
}
