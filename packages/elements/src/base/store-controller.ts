import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ReadableAtom } from 'nanostores'

/** Renders the host whenever a store changes. The store is looked up anew on connect and before each update, so it may come late or be exchanged. */
export class StoreController<T> implements ReactiveController {
  value: T | undefined
  private store: ReadableAtom<T> | undefined
  private off: (() => void) | undefined

  private readonly host: ReactiveControllerHost
  private readonly resolve: () => ReadableAtom<T> | undefined

  constructor(host: ReactiveControllerHost, resolve: () => ReadableAtom<T> | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  hostConnected(): void {
    this.bind()
  }

  hostUpdate(): void {
    this.bind()
  }

  hostDisconnected(): void {
    this.off?.()
    this.off = this.store = undefined
  }

  private bind(): void {
    const store = this.resolve()
    if (store === this.store) return
    this.off?.()
    this.store = store
    this.value = store?.get()
    this.off = store?.listen((value) => {
      this.value = value
      this.host.requestUpdate()
    })
  }
}
