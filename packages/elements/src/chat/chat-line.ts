import type { Message, OutboxItem } from '@sanctuary/sdk-core'

/** One line of the log, in order. `head`: the first of several that one person wrote within a minute. */
export type ChatLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'hidden'; readonly key: string; readonly messages: readonly Message[]; readonly open: boolean }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly head: boolean }
  | { readonly kind: 'unsent'; readonly key: string; readonly item: OutboxItem }

interface Sources {
  readonly messages: readonly Message[]
  /** Messages of people this page hides. */
  readonly hidden: readonly Message[]
  readonly outbox: readonly OutboxItem[]
  /** Whatever comes after this number of `created` is new. */
  readonly unreadAfter?: number
  /** Keys of the hidden runs that were opened. */
  readonly opened: ReadonlySet<string>
}

/** Puts the log together: a line for each new day, one before what is new, runs of hidden messages folded, what is not sent at the end. */
export function chatLines({ messages, hidden, outbox, unreadAfter, opened }: Sources): ChatLine[] {
  const veiled = new Set(hidden)
  const all = hidden.length === 0 ? messages : [...messages, ...hidden].sort((a, b) => a.created - b.created)
  const lines: ChatLine[] = []
  let day: string | undefined
  let before: Message | undefined
  let marked = unreadAfter === undefined

  for (const message of all) {
    const today = dayOf(message)
    if (day !== undefined && day !== today) {
      lines.push({ kind: 'day', key: `day:${message.id}`, at: message.at })
      before = undefined
    }
    day = today
    if (veiled.has(message)) {
      fold(lines, message, opened)
      before = undefined
      continue
    }
    if (!marked && message.created > (unreadAfter ?? 0) && !message.mine) {
      lines.push({ kind: 'unread', key: 'unread' })
      marked = true
      before = undefined
    }
    lines.push({ kind: 'message', key: message.id, message, head: !belongs(before, message) })
    before = message
  }
  return [...lines, ...outbox.map((item): ChatLine => ({ kind: 'unsent', key: item.id, item }))]
}

function fold(lines: ChatLine[], message: Message, opened: ReadonlySet<string>): void {
  const last = lines.at(-1)
  if (last?.kind === 'hidden') lines[lines.length - 1] = { ...last, messages: [...last.messages, message] }
  else lines.push({ kind: 'hidden', key: `hidden:${message.id}`, messages: [message], open: opened.has(`hidden:${message.id}`) })
}

const days = new WeakMap<Message, string>()

/** The day it was where this page is; asking a date is what costs most here. */
function dayOf(message: Message): string {
  const day = days.get(message) ?? new Date(message.at).toDateString()
  days.set(message, day)
  return day
}

const minute = (at: string) => at.slice(0, 16)

/** Whether two messages belong under one name. */
export const belongs = (before: Message | undefined, message: Message): boolean =>
  before?.author === message.author && minute(before.at) === minute(message.at)
