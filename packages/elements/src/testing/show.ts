import { fixture } from '@open-wc/testing'
import type { Room } from '@sanctuary/sdk-core'
import { createFakeRoom, type FakeRoom, type FakeRoomOverrides, sampleMe, samplePeople } from '@sanctuary/sdk-core/testing'
import { html, unsafeStatic } from 'lit/static-html.js'
import { drawn } from './find.ts'

/** Puts an element on the page that shows a fake room. */
export async function show<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  overrides: FakeRoomOverrides = {},
): Promise<{ element: HTMLElementTagNameMap[Name]; room: FakeRoom; calls: () => string[] }> {
  const room = createFakeRoom(overrides)
  const element = await fixture<HTMLElementTagNameMap[Name] & { room?: Room }>(
    html`<${unsafeStatic(tag)} .room=${room}></${unsafeStatic(tag)}>`,
  )
  await drawn(element)
  return { element, room, calls: () => room.calls.map(({ action, given }) => `${action} ${JSON.stringify(given)}`) }
}

/** The sample's people with this page's person in another role or state. */
export const withMe = (change: Partial<(typeof samplePeople)[number]>) => ({
  $people: samplePeople.map((person) => (person.id === sampleMe ? { ...person, ...change } : person)),
})
