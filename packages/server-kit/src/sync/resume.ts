import type { Frame, Position, Reply } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import type { Actor } from '../kernel/actor.ts'
import { type ChannelId, channelId, nameOf } from './channels.ts'
import { readAfter, readMemberships, readSnapshots } from './read.ts'
import type { Tailer } from './tailer.ts'

/** How often a busy channel is followed within one call before the client is asked to call again. */
const chases = 5

/** A connection that can be put into a channel. */
export interface Subscriber {
  /** From now on the channel's frames are sent to this connection. Synchronous; the tailer follows the channel until it leaves. */
  enter(channel: ChannelId): void
  has(channel: ChannelId): boolean
}

/** Answers `sync.resume`; without a subscriber it only reads. */
export type Resume = (actor: Actor, positions: readonly Position[], subscriber?: Subscriber) => Promise<Reply<'sync.resume'>>

/**
 * Brings a client up to date with every channel the database says they are in, and subscribes the connection to those it has caught up
 * with. Channels in `more` need another call.
 */
export function createResume({ sql, tailer }: { sql: Sql; tailer: Tailer }): Resume {
  /** Follows a channel from what the client will hold; true once the client holds all there is and the connection is in. */
  async function follow(channel: ChannelId, epoch: string, from: number, frames: Frame[], subscriber?: Subscriber): Promise<boolean> {
    let reached = from
    for (let chase = 0; chase < chases; chase += 1) {
      const position = tailer.settle(channel)
      const missed = position?.epoch === epoch ? tailer.since(channel, reached) : undefined
      if (subscriber && missed) {
        // The check and the entry share a tick: no frame can slip between.
        if (missed.to > reached) frames.push(missed)
        subscriber.enter(channel)
        return true
      }
      if (position && position.seq < reached) await tailer.catchUp(channel)
      const page = await readAfter(sql, channel, reached)
      if (!page || page.epoch !== epoch) return false
      if (page.to > reached) frames.push({ channel: nameOf(channel), epoch, from: reached + 1, to: page.to, records: page.records })
      reached = page.to
      if (!page.complete) return false
      if (!subscriber) return true
    }
    return false
  }

  return async (actor, positions, subscriber) => {
    const heads = await readMemberships(sql, actor.room, actor.participant)
    const channels = [...heads.keys()]
    const entering = subscriber ? channels.filter((channel) => !subscriber.has(channel)) : []
    for (const channel of entering) await tailer.retain(channel)
    try {
      const held = new Map(positions.map((position) => [channelId(actor.room, position.channel), position]))
      const frames: Frame[] = []
      const discontinuities: string[] = []
      const more: string[] = []
      const starts = new Map<ChannelId, { epoch: string; seq: number }>()
      for (const channel of channels) {
        const head = heads.get(channel)
        const position = held.get(channel)
        if (!head || !position) continue
        if (position.epoch === head.epoch && position.seq >= head.floor && position.seq <= head.last) starts.set(channel, position)
        else discontinuities.push(nameOf(channel))
      }
      const snapshots = await readSnapshots(
        sql,
        channels.filter((channel) => !starts.has(channel)),
      )
      for (const snapshot of snapshots) starts.set(channelId(actor.room, snapshot.channel), snapshot)
      for (const [channel, { epoch, seq }] of starts) {
        const into = entering.includes(channel) ? subscriber : undefined
        const whole = await follow(channel, epoch, seq, frames, into)
        if (!whole) more.push(nameOf(channel))
      }
      return { frames: frames as never, snapshots: snapshots as never, discontinuities, more }
    } finally {
      for (const channel of entering) if (!subscriber?.has(channel)) tailer.release(channel)
    }
  }
}
