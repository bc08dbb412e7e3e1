/** A small shelf for text. */
export interface PageStorage {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
  /** The keys that hold something. */
  keys(): string[]
}

/** A shelf that is gone with the page. */
export function createMemoryStorage(): PageStorage {
  const held = new Map<string, string>()
  return {
    get: (key) => held.get(key),
    set: (key, value) => void held.set(key, value),
    remove: (key) => void held.delete(key),
    keys: () => [...held.keys()],
  }
}

/**
 * A storage of the browser's; what does not fit is kept in memory.
 * @param kind - `sessionStorage` lasts as long as the tab, `localStorage` stays on the device
 * @param area - left out: the page's own
 * @returns nothing where there is none to use: in Node, in a worker, in a sandboxed frame
 */
export function createWebStorage(kind: StorageKind, area: Storage | undefined = findStorage(kind)): PageStorage | undefined {
  if (!area) return undefined
  const memory = createMemoryStorage()
  return {
    get: (key) => memory.get(key) ?? area.getItem(key) ?? undefined,
    set(key, value) {
      try {
        area.setItem(key, value)
        memory.remove(key)
      } catch {
        memory.set(key, value) // full or forbidden: this page still works until it is reloaded
      }
    },
    remove(key) {
      memory.remove(key)
      area.removeItem(key)
    },
    keys: () => [...new Set([...memory.keys(), ...Object.keys(area)])],
  }
}

/** A part of a shelf under its own prefix. */
export interface ScopedStorage extends PageStorage {
  /** Removes all of it. */
  clear(): void
  /** Lets go of the shelf: from now on nothing can be put there or read through this part of it. */
  seal(): void
}

export function createScopedStorage(shelf: PageStorage, prefix: string): ScopedStorage {
  let storage = shelf
  const remove = (key: string) => storage.remove(prefix + key)
  const keys = () =>
    storage
      .keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  return {
    get: (key) => storage.get(prefix + key),
    set: (key, value) => storage.set(prefix + key, value),
    remove,
    keys,
    clear: () => keys().forEach(remove),
    seal() {
      storage = createMemoryStorage()
    },
  }
}

type StorageKind = 'sessionStorage' | 'localStorage'

function findStorage(kind: StorageKind): Storage | undefined {
  try {
    return globalThis[kind]
  } catch {
    return undefined // a sandboxed frame throws on mere reading
  }
}
