import type { Frame, Position, RecordName, RecordValue, Snapshot, WireRecord } from '@sanctuary/protocol'

/** A record as a replica holds it. */
export interface HeldRecord<Value = unknown> extends WireRecord<Value> {
  readonly channel: string
  readonly value: Value
}

/** The channels one connection has seen, kept by the apply rule of docs/protocol.md and nothing more. */
export interface Replica {
  /** `gap`: numbers before it are missing, so the client has to resume. */
  apply(frame: Frame): 'applied' | 'old' | 'gap'
  /** Takes a channel as a newcomer gets it, in place of whatever was held. */
  replace(snapshot: Snapshot): void
  forget(channel: string): void
  readonly channels: readonly string[]
  positions(): Position[]
  /** Records of a type that are there, in order of creation. */
  records<Name extends RecordName>(type: Name): HeldRecord<RecordValue<Name>>[]
}

interface Channel {
  readonly epoch: string
  seq: number
  /** By type and key; tombstones too, so that nothing older brings a removed record back. */
  readonly records: Map<string, WireRecord>
}

export function createReplica(snapshots: readonly Snapshot[] = []): Replica {
  const channels = new Map<string, Channel>()

  function put({ records }: Channel, record: WireRecord): void {
    const id = `${record.type} ${record.key}`
    if (record.seq > (records.get(id)?.seq ?? 0)) records.set(id, record)
  }

  function replace({ channel, epoch, seq, records }: Snapshot): void {
    const fresh: Channel = { epoch, seq, records: new Map() }
    for (const record of records) put(fresh, record)
    channels.set(channel, fresh)
  }
  snapshots.forEach(replace)

  return {
    replace,
    apply({ channel: name, epoch, from, to, records }) {
      const channel = channels.get(name)
      if (channel?.epoch !== epoch) return 'gap'
      if (to <= channel.seq) return 'old'
      if (from !== channel.seq + 1) return 'gap'
      for (const record of records) put(channel, record)
      channel.seq = to
      return 'applied'
    },
    forget: (channel) => void channels.delete(channel),
    get channels() {
      return [...channels.keys()]
    },
    positions: () => [...channels].map(([channel, { epoch, seq }]) => ({ channel, epoch, seq })),
    records<Name extends RecordName>(type: Name) {
      const held = [...channels].flatMap(([channel, { records }]) =>
        [...records.values()].filter((record) => record.type === type && record.value !== null).map((record) => ({ ...record, channel })),
      )
      return held.sort((one, other) => one.created - other.created) as HeldRecord<RecordValue<Name>>[] // the contract says what a type holds
    },
  }
}
