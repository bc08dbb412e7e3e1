/** A place where the pages of one browser that are in the same room hear each other. */
export interface Postbox {
  post(message: unknown): void
  on(listener: (message: unknown) => void): () => void
  close(): void
}

/** Pages of the same address hear each other by BroadcastChannel; where it is missing nobody answers. */
export function openPostbox(name: string): Postbox {
  if (typeof BroadcastChannel === 'undefined') return createDeafPostbox()
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

/** A postbox nobody else has a key to. */
export const createDeafPostbox = (): Postbox => ({ post: () => {}, on: () => () => {}, close: () => {} })
