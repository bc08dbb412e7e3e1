import { type RoomId, type RoomPreview, SanctuaryError } from '@sanctuary/protocol'
import { randomId } from '../../random-id.ts'
import type { FakeKernel, LiveHandlers, OpenHandlers } from './fake-kernel.ts'
import { type FakeRoomState, inside } from './fake-state.ts'

const noAudio = { state: 'absent', message: 'This server has no sound. Chat works.' } as const
const dayMs = 86_400_000

/** Creating and looking at rooms. */
export function createFakeOpenRooms(kernel: FakeKernel): OpenHandlers {
  return {
    'rooms.create': ({ lifetimeDays, ...wish }) => {
      const now = kernel.clock.now()
      const room: FakeRoomState = {
        id: randomId().replaceAll('-', '').slice(0, 16),
        hostKey: `host-${randomId()}`,
        settings: {
          ...wish,
          rulesVersion: wish.rules.length > 0 ? 1 : 0,
          state: 'live',
          locked: false,
          createdAt: kernel.at(),
          expiresAt: new Date(now + lifetimeDays * dayMs).toISOString(),
        },
        channels: new Map(),
        people: new Map(),
      }
      kernel.rooms.set(room.id, room)
      kernel.write(room, ({ put }) => {
        put('rooms.settings', 'room', room.settings)
        put('audio.service', 'service', noAudio)
      })
      return { room: previewOf(room), hostKey: room.hostKey }
    },
    'rooms.read': ({ room }) => previewOf(findRoom(kernel, room)),
  }
}

/** Changing, locking and ending them. */
export function createFakeRooms(kernel: FakeKernel): LiveHandlers {
  const change = (room: FakeRoomState, settings: Partial<FakeRoomState['settings']>, act: 'update' | 'lock' | 'unlock', actor: string) => {
    room.settings = { ...room.settings, ...settings }
    kernel.write(room, (transaction) => {
      transaction.put('rooms.settings', 'room', room.settings)
      if (room.settings.undisguised === 'never') for (const to of room.people.keys()) transaction.remove('audio.consent', 'consent', { to })
      transaction.act({ act, actor: actor as never }) // an id of a person
    })
    return {}
  }
  return {
    'rooms.update': ({ room, person }, wish) => {
      const rulesChanged = wish.rules !== undefined && JSON.stringify(wish.rules) !== JSON.stringify(room.settings.rules)
      return change(room, { ...wish, rulesVersion: room.settings.rulesVersion + Number(rulesChanged) }, 'update', person.id)
    },
    'rooms.lock': ({ room, person }, { locked }) =>
      room.settings.locked === locked ? {} : change(room, { locked }, locked ? 'lock' : 'unlock', person.id),
    'rooms.end': ({ room, person }, { reason }) => {
      kernel.write(room, ({ act }) => act({ act: 'end', actor: person.id, reason }))
      kernel.endRoom(room)
      return {}
    },
  }
}

/** @throws ROOM_NOT_FOUND */
export function findRoom(kernel: FakeKernel, id: string): FakeRoomState {
  const room = kernel.rooms.get(id)
  if (!room) throw new SanctuaryError('ROOM_NOT_FOUND')
  return room
}

function previewOf(room: FakeRoomState): RoomPreview {
  const here = inside(room)
  const service = room.channels.get('room')?.get('audio.service', 'service')?.value as RoomPreview['audio'] | undefined // written above
  return {
    ...room.settings,
    id: room.id as RoomId,
    people: here.length,
    hosts: here.filter((person) => person.role === 'host').map((person) => person.alias),
    audio: service ?? noAudio,
  }
}
