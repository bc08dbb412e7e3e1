import type { Frame, Position, RecordName, Snapshot } from '@sanctuary/protocol'
import { atom, batch, type WritableAtom } from 'nanostores'
import { createEvents, type Events } from '../events.ts'
import { isolated } from '../isolated.ts'
import type { Held, Store } from '../room-context.ts'
import { type Applied, type Channel, createChannel, type HistoryPage } from './channel.ts'

/** What a replica says once its stores show a change. */
interface ReplicaEvents {
  /** A channel has reached a number. */
  advanced: { readonly channel: string; readonly seq: number }
  /** The person is in a channel of which nothing is held yet. */
  joined: { readonly channel: string }
}

/** A page's copy of every channel its person is in. It knows numbers and keys, and nothing of features. */
export interface Replica {
  /** Applies a frame if it continues what is held: same epoch, `from` = last + 1. */
  apply(frame: Frame): Applied
  /** Puts a channel in place of whatever was held of it. */
  replace(snapshot: Snapshot): void
  /** Adds older records of a log type. A page asked before the channel was replaced is dropped. */
  addHistory(channel: string, type: string, page: HistoryPage): void
  /** How far each channel has got. */
  positions(): Position[]
  /** The number a channel has reached; 0 where nothing is held. */
  reached(channel: string): number
  /** From which created number on everything of a log type is here; 0: all of it. */
  windowOf(channel: string, type: string): number
  records<Name extends RecordName>(type: Name): Store<readonly Held<Name>[]>
  /** Makes several changes appear as one. */
  together(run: () => void): void
  readonly on: Events<ReplicaEvents>['on']
}

/** @param own - name of the person's own channel, whose memberships say which others there are */
export function createReplica(own: string): Replica {
  const channels = new Map<string, Channel>()
  const stores = new Map<string, WritableAtom<readonly Held[]>>()
  const events = createEvents<ReplicaEvents>()
  const touched = new Set<string>()
  const moved = new Set<string>()
  let depth = 0

  const touch = (type: string) => void touched.add(type)
  const memberships = () => (channels.get(own)?.read('sync.membership') ?? []).map((record) => record.key)

  function read(type: string): readonly Held[] {
    const found = [...channels.values()].map((channel) => channel.read(type)).filter((records) => records.length > 0)
    return (found.length === 1 ? found[0] : found.flat()) as readonly Held[] // types are told apart by their name
  }

  function forget(name: string) {
    for (const type of channels.get(name)?.types() ?? []) touch(type)
    channels.delete(name)
  }

  /** Runs a change; at the end of the outermost one the stores show it and the events are said. */
  function change<Result>(run: () => Result): Result {
    const before = depth++ === 0 ? memberships() : undefined
    try {
      return run()
    } finally {
      depth--
      if (before) settle(before)
    }
  }

  function settle(before: readonly string[]) {
    const now = memberships()
    for (const name of before) if (!now.includes(name)) forget(name)
    const types = [...touched]
    touched.clear()
    isolated(() =>
      batch(() => {
        for (const type of types) stores.get(type)?.set(read(type))
      }),
    )
    const reached = [...moved]
    moved.clear()
    for (const name of reached) events.emit('advanced', { channel: name, seq: channels.get(name)?.seq() ?? 0 })
    for (const name of now) if (!before.includes(name) && !channels.has(name)) events.emit('joined', { channel: name })
  }

  return {
    on: events.on,
    together: change,
    apply: (frame) =>
      change(() => {
        const channel = channels.get(frame.channel)
        if (!channel) return memberships().includes(frame.channel) ? 'gap' : 'old' // left behind: no longer ours to follow
        const applied = channel.apply(frame, touch)
        if (applied === 'applied') moved.add(frame.channel)
        return applied
      }),
    replace: (snapshot) =>
      change(() => {
        forget(snapshot.channel)
        const channel = createChannel(snapshot)
        channels.set(snapshot.channel, channel)
        for (const type of channel.types()) touch(type)
        moved.add(snapshot.channel)
      }),
    addHistory: (channel, type, page) => change(() => void channels.get(channel)?.addHistory(type, page, touch)),
    positions: () => [...channels.values()].map((channel) => ({ channel: channel.name, epoch: channel.epoch, seq: channel.seq() })),
    reached: (channel) => channels.get(channel)?.seq() ?? 0,
    windowOf: (channel, type) => channels.get(channel)?.windowOf(type) ?? 0,
    records<Name extends RecordName>(type: Name) {
      const $records = stores.get(type) ?? atom<readonly Held[]>(read(type))
      stores.set(type, $records)
      return $records as unknown as Store<readonly Held<Name>[]> // the contract says what a type holds
    },
  }
}
