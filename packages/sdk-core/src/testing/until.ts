import type { Store } from '../room-context.ts'

/**
 * Waits until a store holds what it should.
 * @param limitMs - after how long it fails, naming what the store held
 */
export function until<Value>(store: Store<Value>, holds: (value: Value) => boolean, limitMs = 10_000): Promise<Value> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | undefined
    const timer = setTimeout(() => {
      stop?.()
      reject(new Error(`Not within ${limitMs} ms. The store holds ${JSON.stringify(store.get())}.`))
    }, limitMs)
    const look = (value: Value) => {
      if (!holds(value)) return
      clearTimeout(timer)
      queueMicrotask(() => stop?.())
      resolve(value)
    }
    stop = store.subscribe(look)
  })
}
