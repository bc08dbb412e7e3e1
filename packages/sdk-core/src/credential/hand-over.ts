import type { TabId } from '@sanctuary/protocol'
import { type Clock, wait } from '../clock.ts'
import type { Postbox } from './postbox.ts'

/** What pages of one room tell each other. `here` is said on coming and to everyone who asks. */
type Letter = { ask: true } | { here: TabId; credential: string } | { forget: true }

/** How long a living tab may take to answer. */
const answerMs = 150

/** A page's part in handing the credential from tab to tab. */
export interface HandOver {
  /** Asks who is there. Settles when every living tab has had its time to answer, or as soon as one that is `enough` did. */
  ask(enough: (tab: TabId) => boolean): Promise<void>
  /** Says that this tab is in the room, now and whenever somebody asks. Returns what ends that. */
  attend(tab: TabId, credential: () => string | undefined): () => void
  /** Tells the other tabs of this person that they are nobody any more. */
  forget(): void
}

/**
 * @param onHere - another tab of this browser is in the room, with this credential
 * @param onForget - another tab of this person left for good
 */
export function createHandOver(
  postbox: Postbox,
  clock: Clock,
  { onHere, onForget }: { onHere: (tab: TabId, credential: string) => void; onForget: () => void },
): HandOver {
  const asked = new Set<() => void>()
  const heard = new Set<(tab: TabId) => void>()
  const post = (letter: Letter) => postbox.post(letter)

  postbox.on((message) => {
    const letter = message as Letter // pages of the same address, which can read each other anyway
    if ('forget' in letter) onForget()
    else if ('ask' in letter) for (const answer of asked) answer()
    else if ('here' in letter) {
      onHere(letter.here, letter.credential)
      for (const hear of heard) hear(letter.here)
    }
  })

  return {
    forget: () => post({ forget: true }),
    async ask(enough) {
      let hear = (_: TabId) => {}
      const answered = new Promise<void>((done) => {
        hear = (tab) => enough(tab) && done()
      })
      heard.add(hear)
      post({ ask: true })
      await Promise.race([answered, wait(clock, answerMs)])
      heard.delete(hear)
    },
    attend(tab, credential) {
      const answer = () => {
        const held = credential()
        if (held !== undefined) post({ here: tab, credential: held })
      }
      asked.add(answer)
      answer()
      return () => void asked.delete(answer)
    },
  }
}
