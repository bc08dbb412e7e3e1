import type { TabId } from '@sanctuary/protocol'
import type { Clock } from '../clock.ts'
import { randomId } from '../random-id.ts'
import { outboxKey } from '../replica/outbox-key.ts'
import { createScopedStorage, type PageStorage } from '../storage.ts'
import { createHandOver } from './hand-over.ts'
import type { Postbox } from './postbox.ts'

/** Keeps who this page's person is in one room: the resume credential and the tab's own id. */
export interface Keeper {
  /** This page's shelf for the room. */
  readonly storage: PageStorage
  /** The credential held here, or else handed over by another living tab. */
  recall(): Promise<string | undefined>
  credential(): string | undefined
  keep(credential: string): void
  /** Stops being able to come back; the other tabs are not told. */
  drop(): void
  /** This tab's id: the same after a reload, another one in a duplicated tab. */
  chooseTab(): Promise<TabId>
  /** Hands the credential to tabs that ask while a room is open here. `end`: leaves that room for good. Returns what ends that. */
  attend(tab: TabId, end: () => void): () => void
  /** Leaves the room and wipes everything kept for it, here and in the person's other tabs. Afterwards nothing more is kept. */
  forget(): void
  /** Whether that has happened, here or in another tab. */
  isForgotten(): boolean
  close(): void
}

/**
 * @param storage - the page's shelf
 * @param prefix - keeps rooms and servers apart on it
 * @param postbox - where other tabs are heard, if there can be any
 */
export function createKeeper({
  storage: shelf,
  prefix,
  postbox,
  clock,
}: {
  storage: PageStorage
  prefix: string
  postbox: Postbox | undefined
  clock: Clock
}): Keeper {
  const storage = createScopedStorage(shelf, prefix)
  const livingHere = new Map<TabId, () => void>()
  const livingElsewhere = new Set<TabId>()
  let forgotten = false
  let asked: Promise<void> | undefined

  const credential = () => storage.get('credential')
  const keep = (value: string) => storage.set('credential', value)
  const handOver =
    postbox &&
    createHandOver(postbox, clock, {
      onHere(tab, handed) {
        livingElsewhere.add(tab)
        if (credential() === undefined) keep(handed)
      },
      onForget: wipe,
    })

  function wipe() {
    for (const end of livingHere.values()) end() // first: closing still writes down what was not sent
    forgotten = true
    storage.clear()
    storage.seal()
  }

  return {
    storage,
    credential,
    keep,
    drop: () => storage.remove('credential'),
    async recall() {
      if (credential() === undefined) {
        asked ??= handOver?.ask(() => true) // once: a tab that comes later says so by itself
        await asked
      }
      return credential()
    },
    async chooseTab() {
      const stored = storage.get('tab') as TabId | undefined // written below
      if (stored !== undefined) await handOver?.ask((tab) => tab === stored)
      if (stored && !livingHere.has(stored) && !livingElsewhere.has(stored)) return stored
      if (stored) storage.remove(outboxKey(stored)) // a copy: the tab it was copied from sends it
      const tab = randomId<TabId>()
      storage.set('tab', tab)
      return tab
    },
    attend(tab, end) {
      livingHere.set(tab, end)
      const stop = handOver?.attend(tab, credential)
      return () => {
        livingHere.delete(tab)
        stop?.()
      }
    },
    forget() {
      if (forgotten) return
      wipe()
      handOver?.forget()
    },
    isForgotten: () => forgotten,
    close: () => postbox?.close(),
  }
}
