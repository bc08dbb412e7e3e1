import { type ParsedInput, type ParticipantId, protocolVersion, type Reply, type RoomId, SanctuaryError } from '@sanctuary/protocol'
import { randomId } from '../../random-id.ts'
import type { FakeKernel, LiveHandlers, OpenHandlers } from './fake-kernel.ts'
import { findRoom } from './fake-rooms.ts'
import { channelsOf, type FakePerson, type FakeRoomState, inside } from './fake-state.ts'
import { channelOf } from './fake-transaction.ts'

type Wish = ParsedInput<'participants.join'>

/** Joining, and being suggested a name. */
export function createFakeJoining(kernel: FakeKernel): OpenHandlers {
  function answer(room: FakeRoomState, person: FakePerson, credential: string | undefined): Reply<'participants.join'> {
    return {
      participant: person.id,
      room: room.id as RoomId,
      standing: { state: person.state, role: person.role },
      ...kernel.token({ room, person }),
      ...(credential === undefined ? {} : { credential }),
      modules: [...kernel.modules],
      protocol: protocolVersion,
      serverTime: kernel.at(),
      channels: channelsOf(person).map((name) => channelOf(room, name).snapshot()) as Reply<'participants.join'>['channels'],
    }
  }

  return {
    'participants.suggest': ({ room }) => ({ alias: freeAlias(findRoom(kernel, room)), picture: randomPicture() }),
    'participants.join': (wish) => {
      const room = findRoom(kernel, wish.room)
      const known = recognise(room, wish.credential)
      judge(room, wish, known)
      const person = known ?? createPerson(room, wish)
      const returns = known?.state === 'inside' || known?.state === 'left'
      if (wish.hostKey !== undefined) person.role = 'host'
      person.rulesVersion = room.settings.rulesVersion
      person.state = room.settings.approval && !returns && wish.hostKey === undefined ? 'waiting' : 'inside'
      if (!returns) person.presence = 'here'
      room.people.set(person.id, person)
      kernel.write(room, ({ show, remove }) => {
        show(person)
        if (known) remove('audio.consent', 'consent', { to: person.id })
      })
      if (known) return answer(room, person, undefined)
      const credential = `resume_${randomId()}`
      person.credentials.add(credential)
      return answer(room, person, credential)
    },
  }
}

/** Leaving and appearing. */
export function createFakeParticipants(kernel: FakeKernel): LiveHandlers {
  return {
    'participants.leave': ({ room, person }, { forget }) => {
      if (forget) person.credentials.clear()
      kernel.takeOut(room, person, 'left')
      return {}
    },
    'participants.rename': ({ room, person }, { alias = person.alias, picture = person.picture }) => {
      if (isTaken(room, alias, person)) throw new SanctuaryError('ALIAS_TAKEN')
      Object.assign(person, { alias, picture })
      kernel.write(room, ({ show }) => show(person))
      return {}
    },
    'participants.setAway': ({ connection }, { away }) => {
      if (connection) connection.away = away
      return {}
    },
    'participants.acknowledge': ({ room, person }, { rulesVersion }) => {
      if (rulesVersion !== room.settings.rulesVersion) throw new SanctuaryError('CONFLICT')
      person.rulesVersion = rulesVersion
      return {}
    },
  }
}

function recognise(room: FakeRoomState, credential: string | undefined): FakePerson | undefined {
  if (credential === undefined) return undefined
  const person = [...room.people.values()].find(({ credentials }) => credentials.has(credential))
  if (!person) throw new SanctuaryError('CREDENTIAL_UNKNOWN')
  if (person.state === 'banned') throw new SanctuaryError('BANNED')
  if (person.state === 'removed' || person.state === 'denied') throw new SanctuaryError('REMOVED')
  return person
}

function judge(room: FakeRoomState, wish: Wish, known: FakePerson | undefined): void {
  const { settings, hostKey } = room
  if (settings.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
  if (wish.hostKey !== undefined && wish.hostKey !== hostKey) throw new SanctuaryError('HOST_KEY_WRONG')
  const cameBack = known?.state === 'inside' || known?.state === 'left'
  if (settings.locked && !cameBack && wish.hostKey === undefined) throw new SanctuaryError('ROOM_LOCKED')
  const accepted = known?.rulesVersion === settings.rulesVersion || wish.rulesVersion === settings.rulesVersion
  if (settings.rules.length > 0 && !accepted)
    throw new SanctuaryError('RULES_NOT_ACCEPTED', { details: { rulesVersion: settings.rulesVersion } })
  if (known?.state !== 'inside' && inside(room).length >= settings.capacity) throw new SanctuaryError('ROOM_FULL')
  if (!known && wish.alias !== undefined && isTaken(room, wish.alias)) throw new SanctuaryError('ALIAS_TAKEN')
}

const createPerson = (room: FakeRoomState, wish: Wish): FakePerson => ({
  id: randomId<ParticipantId>(),
  alias: wish.alias ?? freeAlias(room),
  picture: wish.picture ?? randomPicture(),
  role: room.settings.newcomers,
  state: 'waiting',
  presence: 'here',
  silenced: false,
  successor: false,
  rulesVersion: 0,
  credentials: new Set(),
})

const isTaken = (room: FakeRoomState, alias: string, except?: FakePerson) =>
  [...room.people.values()].some((person) => person !== except && person.alias.toLowerCase() === alias.toLowerCase())

function freeAlias(room: FakeRoomState): string {
  for (let number = room.people.size + 1; ; number += 1) {
    if (!isTaken(room, `Guest ${number}`)) return `Guest ${number}`
  }
}

const randomPicture = () => randomId().replaceAll('-', '').slice(0, 12)
