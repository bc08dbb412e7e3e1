import { fixture, html, waitUntil } from '@open-wc/testing'
import type { SanctuaryClient } from '@sanctuary/sdk-core'
import { createFakeServer } from '@sanctuary/sdk-core/testing'
import { drawn, find, press } from '../../testing/find.ts'
import '../sanctuary-create.ts'
import type { SanctuaryCreate } from '../sanctuary-create.ts'

/** A field by its id. */
export const field = <Kind extends HTMLElement = HTMLInputElement>(element: Element, id: string) =>
  element.shadowRoot?.querySelector<Kind>(`#${id}`) as Kind

/** The fields of the ground rules. */
export const rules = (element: Element) => [...(element.shadowRoot?.querySelectorAll<HTMLTextAreaElement>('.editor textarea') ?? [])]

/**
 * Puts the form on the page, with a server in memory that keeps the contract.
 * @param change - what the way to rooms does otherwise
 */
export async function mount(change: Partial<SanctuaryClient['rooms']> = {}) {
  const server = createFakeServer()
  const client = server.createClient()
  const element = await fixture<SanctuaryCreate>(
    html`<sanctuary-create theme="light" room-url="/sanctuary/live/" .client=${{ ...client, rooms: { ...client.rooms, ...change } }}></sanctuary-create>`,
  )
  element.addEventListener('sanctuary-room-open', (event) => event.preventDefault()) // a test stays on its page
  await drawn(element)
  return { element, server, client }
}

/** Writes into a field as a person does. */
export async function fill(element: Element, id: string, value: string): Promise<void> {
  field(element, id).value = value
  field(element, id).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  await drawn(element)
}

/** Presses the button and waits for the room. */
export async function make(element: SanctuaryCreate): Promise<void> {
  await press(find(element, 'Start the room'), element)
  await waitUntil(() => element.shadowRoot?.querySelector('[part=created]'))
  await drawn(element)
}
