/** A place where the pages of one browser that are in the same room hear each other. */
export interface Postbox {
  post(message: unknown): void
  on(listener: (message: unknown) => void): () => void
  close(): void
}

/**
 * Pages of the same address hear each other by BroadcastChannel.
 * @returns nothing where there is none
 */
export function openPostbox(name: string): Postbox | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    on(listener) {
      const hear = (event: Event) => listener((event as MessageEvent).data) // BroadcastChannel's only kind of event here
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
    close: () => channel.close(),
  }
}
