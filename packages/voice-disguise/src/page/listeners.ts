/** Those who want to hear of something. */
export type Listeners<Value> = {
  /** @returns a function that ends it */
  add(listener: (value: Value) => void): () => void
  tell(value: Value): void
}

export function createListeners<Value>(): Listeners<Value> {
  const listeners = new Set<{ hear: (value: Value) => void }>()
  return {
    add(hear) {
      const entry = { hear }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    tell(value) {
      for (const { hear } of [...listeners]) hear(value)
    },
  }
}
