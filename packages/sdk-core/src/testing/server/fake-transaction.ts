import { type ChannelKind, type Frame, namesOf, type RecordName, type RecordValue } from '@sanctuary/protocol'
import { randomId } from '../../random-id.ts'
import { createFakeChannel, type FakeWrite } from './fake-channel.ts'
import { channelsOf, type FakePerson, type FakeRoomState } from './fake-state.ts'

const kinds: ReadonlyMap<string, ChannelKind> = new Map([...namesOf('records')].map(([name, type]) => [name, type.channel]))

/** Where a record goes: `to` names the person for records of a participant channel. */
interface Destination {
  readonly to?: string
  readonly author?: string
}

/** Writes that appear together, one frame a channel. */
export interface FakeTransaction {
  readonly room: FakeRoomState
  put<Name extends RecordName>(type: Name, key: string, value: RecordValue<Name>, destination?: Destination): void
  remove(type: RecordName, key: string, destination?: Destination): void
  /** Records what staff did. */
  act(act: RecordValue<'hosts.act'>): void
  /** Shows a person as they are now: roster, standing, memberships. */
  show(person: FakePerson): void
}

/**
 * Runs writes and hands out the frames that tell of them.
 * @param deliver - told of each frame, in order
 */
export function runFakeTransaction(
  room: FakeRoomState,
  at: string,
  deliver: (channel: string, frame: Frame) => void,
  run: (transaction: FakeTransaction) => void,
): void {
  const writes = new Map<string, FakeWrite[]>()

  function add(write: FakeWrite, to: string | undefined) {
    const kind = kinds.get(write.type) ?? 'room'
    const name = kind === 'participant' ? `participant:${to}` : kind
    writes.set(name, [...(writes.get(name) ?? []), write])
  }

  const transaction: FakeTransaction = {
    room,
    put: (type, key, value, { to, author } = {}) => add({ type, key, value: copy(value), author }, to),
    remove: (type, key, { to } = {}) => add({ type, key }, to),
    act: (act) => transaction.put('hosts.act', randomId(), act, { author: act.actor }),
    show(person) {
      const { id, alias, picture, role, presence, silenced, successor, state, reason } = person
      const names = channelsOf(person)
      for (const name of ['room', 'staff']) {
        if (!names.includes(name)) transaction.remove('sync.membership', name, { to: id })
        else if (!channelOf(room, `participant:${id}`).get('sync.membership', name))
          transaction.put('sync.membership', name, { since: at }, { to: id })
      }
      transaction.put('participants.standing', 'me', { state, role, ...(reason ? { reason } : {}) }, { to: id })
      if (state === 'waiting') transaction.put('participants.waiting', id, { alias, picture })
      else transaction.remove('participants.waiting', id)
      if (state === 'inside')
        transaction.put('participants.person', id, { alias, picture, role, presence, silenced, successor }, { author: id })
      else {
        for (const type of ['participants.person', 'hands.raised', 'audio.microphone'] as const) transaction.remove(type, id)
        transaction.remove('audio.consent', 'consent', { to: id })
      }
    },
  }

  run(transaction)
  for (const [name, batch] of writes) {
    const frame = channelOf(room, name).write(batch, at)
    if (frame) deliver(name, frame)
  }
}

/** A room's channel, made when it is first needed. */
export function channelOf(room: FakeRoomState, name: string) {
  const channel = room.channels.get(name) ?? createFakeChannel(name)
  room.channels.set(name, channel)
  return channel
}

/** What is stored is not what the caller goes on holding. */
const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
