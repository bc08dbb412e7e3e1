import { fixture, html, nextFrame } from '@open-wc/testing'
import type { Message } from '@sanctuary/sdk-core'
import { createFakeRoom, type FakeRoom, type FakeRoomOverrides, samplePersonId } from '@sanctuary/sdk-core/testing'
import '../sanctuary-chat.ts'
import type { SanctuaryChat } from '../sanctuary-chat.ts'

/** Text as it is seen, without marks of direction. */
export const plain = (text: string | null | undefined) =>
  text
    ?.replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
export const all = (chat: SanctuaryChat, selector: string) => [...(chat.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])]
export const one = (chat: SanctuaryChat, selector: string) => all(chat, selector)[0] as HTMLElement
export const bubbles = (chat: SanctuaryChat) => all(chat, '.bubble').map((bubble) => plain(bubble.textContent))
export const log = (chat: SanctuaryChat) => one(chat, '.log')
export const composer = (chat: SanctuaryChat) =>
  chat.shadowRoot?.querySelector('message-composer') as HTMLElement & { updateComplete: Promise<unknown> }
export const field = (chat: SanctuaryChat) => composer(chat).shadowRoot?.querySelector('textarea') as HTMLTextAreaElement
export const said = (chat: SanctuaryChat) => all(chat, '[aria-live] > p').map((line) => plain(line.textContent))
export const fromEnd = (chat: SanctuaryChat) => Math.round(log(chat).scrollHeight - log(chat).clientHeight - log(chat).scrollTop)

export const id = (number: number) => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}` as Message['id']
export const message = (number: number, author: number, text: string, change: Partial<Message> = {}): Message => ({
  id: id(number),
  seq: number,
  created: number,
  author: samplePersonId(author),
  at: new Date(Date.parse('2026-01-01T18:00:00Z') + number * 60_000).toISOString(),
  text,
  mine: author === 3,
  ...change,
})
export const many = (count: number, from = 1) =>
  Array.from({ length: count }, (_, k) => message(from + k, 1 + (k % 2), `Message ${from + k}`))

/** Puts a chat of a fake room on the page, 24 rem wide and 30 rem high. */
export async function mount(overrides: FakeRoomOverrides = {}): Promise<{ chat: SanctuaryChat; room: FakeRoom }> {
  const room = createFakeRoom(overrides)
  const chat = await fixture<SanctuaryChat>(html`<sanctuary-chat .room=${room} theme="light"></sanctuary-chat>`)
  chat.style.setProperty('height', '30rem')
  chat.style.setProperty('width', '24rem')
  await settle(chat)
  return { chat, room }
}

/** Waits until it stands still. */
export async function settle(chat: SanctuaryChat): Promise<void> {
  await chat.updateComplete
  await nextFrame()
  await nextFrame()
  await chat.updateComplete
}

/** Writes into its field. */
export async function write(chat: SanctuaryChat, text: string): Promise<void> {
  field(chat).value = text
  field(chat).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  await composer(chat).updateComplete
}

export const press = (target: HTMLElement, key: string, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }))
