import type { Room } from '@sanctuary/sdk-core'
import type { LitElement } from 'lit'
import type { ReadableAtom } from 'nanostores'
import { StoreController } from '../base/store-controller.ts'
import { type Fault, findFault } from './fault.ts'

/** What is wrong in a joined room, kept up to date. */
export class FaultController {
  private readonly read: () => Fault | undefined

  constructor(host: LitElement, resolve: () => Room | undefined) {
    const store = <T>(pick: (room: Room) => ReadableAtom<T>) =>
      new StoreController<T>(host, () => {
        const room = resolve()
        return room && pick(room)
      })
    const connection = store((room) => room.$connection)
    const standing = store((room) => room.$standing)
    const settings = store((room) => room.$settings)
    const service = store((room) => room.audio.$service)
    const sound = store((room) => room.audio.$sound)
    const microphone = store((room) => room.audio.$microphone)
    this.read = () => {
      if (!connection.value || !standing.value || !sound.value || !microphone.value) return undefined
      return findFault({
        connection: connection.value,
        standing: standing.value,
        settings: settings.value,
        service: service.value,
        sound: sound.value,
        microphone: microphone.value,
      })
    }
  }

  get fault(): Fault | undefined {
    return this.read()
  }
}
