import { fixture, html, waitUntil } from '@open-wc/testing'
import type { Room, SanctuaryClient } from '@sanctuary/sdk-core'
import { createFakeServer, type FakeServer } from '@sanctuary/sdk-core/testing'
import { drawn } from '../../testing/find.ts'
import '../sanctuary-join.ts'
import type { SanctuaryJoin } from '../sanctuary-join.ts'

/** A room's settings as it is made for a test. */
export type RoomWish = Parameters<SanctuaryClient['rooms']['create']>[0]

export const circle: RoomWish = {
  topic: 'Evening circle',
  description: 'For everyone who finds the evenings long.',
  rules: ['What is said here stays here.', 'One person speaks at a time.'],
}

/** A server with one room, and a page's way to it. */
export interface World {
  readonly server: FakeServer
  /** This page's way. */
  readonly client: SanctuaryClient
  /** Somebody else, who made the room. */
  readonly hostClient: SanctuaryClient
  readonly id: string
  readonly hostKey: string
}

/** Makes a server in memory that keeps the contract, with one room. */
export async function createWorld(wish: Partial<RoomWish> = {}): Promise<World> {
  const server = createFakeServer()
  const hostClient = server.createClient()
  const { room, hostKey } = await hostClient.rooms.create({ ...circle, ...wish })
  return { server, client: server.createClient(), hostClient, id: room.id, hostKey }
}

/** The host goes in. */
export const hostJoins = ({ hostClient, id, hostKey }: World): Promise<Room> =>
  hostClient.join(id, { hostKey, rules: 1, alias: 'Quiet Otter' })

/** Puts the way in on the page. `room` is what it led to. */
export async function mountJoin(
  world: Pick<World, 'client' | 'id'>,
  properties: Partial<SanctuaryJoin> = {},
): Promise<{ element: SanctuaryJoin; joined: Room[] }> {
  const joined: Room[] = []
  const element = await fixture<SanctuaryJoin>(
    html`<sanctuary-join theme="light" room=${world.id} .client=${world.client} .hostKey=${properties.hostKey} .preview=${properties.preview}
      @sanctuary-room-join=${(event: GlobalEventHandlersEventMap['sanctuary-room-join']) => joined.push(event.detail.room)}></sanctuary-join>`,
  )
  await drawn(element)
  await waitUntil(() => !element.shadowRoot?.querySelector('.opening'))
  await drawn(element)
  return { element, joined }
}

/** The same client with another microphone. */
export const withMicrophone = (client: SanctuaryClient, checkMicrophone: SanctuaryClient['checkMicrophone']): SanctuaryClient => ({
  ...client,
  checkMicrophone,
})

/** Writes into a field as a person does. */
export async function fill(element: SanctuaryJoin, id: string, value: string): Promise<void> {
  const field = element.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`)
  if (!field) throw new Error(`There is no field "${id}".`)
  field.value = value
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  await drawn(element)
}
