import type { TabId } from '@sanctuary/protocol'
import { type Clock, wait } from '../clock.ts'
import { randomId } from '../random-id.ts'
import type { Postbox } from './postbox.ts'

/** What pages of one room tell each other. */
type Letter = { ask: string } | { answer: string; credential: string; tab: TabId } | { forget: true }

/** How long a living tab may take to answer. */
const answerMs = 150

/** What living tabs answered. */
export interface Answers {
  /** The first credential, as soon as one came; nothing when the time is over. */
  readonly credential: Promise<string | undefined>
  /** The tabs that live, once the time is over. */
  readonly tabs: Promise<ReadonlySet<TabId>>
}

/** Asks the other living pages of this room who this person is. */
export function askTabs(postbox: Postbox, clock: Clock): Answers {
  const id = randomId()
  const living = new Set<TabId>()
  let answered: (credential: string | undefined) => void = () => {}
  const credential = new Promise<string | undefined>((resolve) => {
    answered = resolve
  })

  const stop = postbox.on((message) => {
    const letter = message as Letter // pages of the same address, which can read each other anyway
    if (!('answer' in letter) || letter.answer !== id) return
    living.add(letter.tab)
    answered(letter.credential)
  })
  const tabs = wait(clock, answerMs).then(() => {
    stop()
    answered(undefined)
    return living
  })
  postbox.post({ ask: id } satisfies Letter)
  return { credential, tabs }
}

/**
 * Answers pages that ask, for as long as this page is in the room.
 * @param onForget - another page of this person left for good
 */
export function answerTabs(
  postbox: Postbox,
  { tab, credential, onForget }: { tab: TabId; credential: () => string | undefined; onForget: () => void },
): () => void {
  return postbox.on((message) => {
    const letter = message as Letter // see above
    if ('forget' in letter) onForget()
    const held = credential()
    if ('ask' in letter && held !== undefined) postbox.post({ answer: letter.ask, credential: held, tab } satisfies Letter)
  })
}

/** Tells the other pages of this person that they are nobody any more. */
export const forgetInTabs = (postbox: Postbox): void => postbox.post({ forget: true } satisfies Letter)
