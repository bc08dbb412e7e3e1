import { isolated } from './isolated.ts'

/** Listeners by event name. `on` returns what ends the listening. */
export interface Events<Details> {
  on<Event extends keyof Details>(event: Event, listener: (detail: Details[Event]) => void): () => void
  emit<Event extends keyof Details>(event: Event, detail: Details[Event]): void
}

/** A small set of named events. */
export function createEvents<Details>(): Events<Details> {
  const listeners = new Map<keyof Details, Set<(detail: never) => void>>()
  return {
    on(event, listener) {
      const own = (detail: never) => listener(detail) // the same function may listen twice
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(own))
      return () => void all.delete(own)
    },
    emit(event, detail) {
      for (const listener of [...(listeners.get(event) ?? [])]) isolated(() => listener(detail as never))
    },
  }
}
