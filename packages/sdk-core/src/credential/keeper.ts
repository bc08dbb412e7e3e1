import type { TabId } from '@sanctuary/protocol'
import type { Clock } from '../clock.ts'
import { randomId } from '../random-id.ts'
import { createScopedStorage, type PageStorage } from '../storage.ts'
import { answerTabs, askTabs, forgetInTabs } from './hand-over.ts'
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
  /** Answers other tabs while a room is open here; returns what ends that. */
  attend(tab: TabId, onForget: () => void): () => void
  /** Wipes everything kept for this room, here and in the person's other tabs. */
  forget(): void
  close(): void
}

/**
 * @param storage - the page's shelf
 * @param prefix - keeps rooms and servers apart on it
 */
export function createKeeper({
  storage: shelf,
  prefix,
  postbox,
  clock,
}: {
  storage: PageStorage
  prefix: string
  postbox: Postbox
  clock: Clock
}): Keeper {
  const storage = createScopedStorage(shelf, prefix)
  const livingHere = new Set<TabId>()
  const credential = () => storage.get('credential')
  const keep = (value: string) => storage.set('credential', value)

  return {
    storage,
    credential,
    keep,
    drop: () => storage.remove('credential'),
    async recall() {
      const held = credential() ?? (await askTabs(postbox, clock).credential)
      if (held !== undefined) keep(held)
      return held
    },
    async chooseTab() {
      const stored = storage.get('tab') as TabId | undefined // written below
      if (stored && !livingHere.has(stored) && !(await askTabs(postbox, clock).tabs).has(stored)) return stored
      if (stored) storage.remove(outboxKey(stored)) // a copy: the tab it was copied from sends it
      const tab = randomId<TabId>()
      storage.set('tab', tab)
      return tab
    },
    attend(tab, onForget) {
      livingHere.add(tab)
      const stop = answerTabs(postbox, { tab, credential, onForget })
      return () => {
        livingHere.delete(tab)
        stop()
      }
    },
    forget() {
      const knewSomebody = credential() !== undefined
      storage.clear()
      if (knewSomebody) forgetInTabs(postbox)
    },
    close: () => postbox.close(),
  }
}

/** Where a tab's unsent messages are kept. */
export const outboxKey = (tab: TabId): string => `outbox:${tab}`
