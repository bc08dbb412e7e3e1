import type { Store } from '../room-context.ts'

/**
 * Settles with the store's first value that passes, which may be the present one.
 * @throws the signal's reason when it is aborted first
 */
export function until<Value>(store: Store<Value>, passes: (value: Value) => boolean, signal?: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    if (passes(store.get())) return resolve(store.get())
    const off = store.listen((value) => {
      if (!passes(value)) return
      end()
      resolve(value)
    })
    const abort = () => {
      end()
      reject(signal?.reason)
    }
    const end = () => {
      off()
      signal?.removeEventListener('abort', abort)
    }
    signal?.addEventListener('abort', abort)
  })
}
