import type { Frame, ParticipantId, Position, Reply } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import type { Actor } from '../kernel/actor.ts'
import { type ChannelId, channelId, channelName, nameOf } from './channels.ts'
import { readAfter, readMemberships, readSnapshots } from './read.ts'
import type { Subscriber } from './subscriber.ts'
import type { Following, Tailer } from './tailer.ts'
import { together } from './together.ts'

/** How often a busy channel is followed within one call before the client is asked to call again. */
const chases = 5

/** Answers `sync.resume`; without a subscriber it only reads. */
export type Resume = (actor: Actor, positions: readonly Position[], subscriber?: Subscriber) => Promise<Reply<'sync.resume'>>

/**
 * Brings a client up to date with every channel the database says they are in, and subscribes the connection to those it has caught up
 * with. Channels in `more` need another call.
 */
export function createResume({ sql, tailer }: { sql: Sql; tailer: Tailer }): Resume {
  const memberships = together((people: readonly ParticipantId[]) => readMemberships(sql, people))

  /**
   * Follows a channel from what the client will hold; true once the client holds all there is and the connection is in.
   * @param enter - puts the connection in; false when it may not be any more
   */
  async function follow(channel: ChannelId, epoch: string, from: number, frames: Frame[], enter?: () => boolean): Promise<boolean> {
    let reached = from
    for (let chase = 0; chase < chases; chase += 1) {
      const position = tailer.settle(channel)
      const missed = position?.epoch === epoch ? tailer.since(channel, reached) : undefined
      if (enter && missed) {
        // The check and the entry share a tick: no frame can slip between.
        if (!enter()) return false
        if (missed.to > reached) frames.push(missed)
        return true
      }
      if (position && (position.seq < reached || position.epoch !== epoch)) await tailer.catchUp(channel)
      const page = await readAfter(sql, channel, reached)
      if (!page || page.epoch !== epoch) return false
      if (page.to > reached) frames.push({ channel: nameOf(channel), epoch, from: reached + 1, to: page.to, records: page.records })
      reached = page.to
      if (!page.complete) return false
      if (!enter) return true
    }
    return false
  }

  return async (actor, positions, subscriber) => {
    const own = channelId(actor.room, channelName('participant', actor.participant))
    // Once something new is heard of the person, what the database said before may have been taken back: judge again.
    const heard = () => subscriber && tailer.settle(own)?.seq
    const before = heard()
    const heads = await memberships(actor.participant)
    const following = new Map<ChannelId, Following>()
    try {
      for (const channel of heads.keys()) {
        const one = subscriber?.has(channel) === false ? await tailer.retain(channel) : undefined
        if (one) following.set(channel, one)
      }
      const held = new Map(positions.map((position) => [channelId(actor.room, position.channel), position]))
      const frames: Frame[] = []
      const discontinuities: string[] = []
      const more: string[] = []
      const starts = new Map<ChannelId, { epoch: string; seq: number }>()
      for (const [channel, head] of heads) {
        const position = held.get(channel)
        if (!position) continue
        if (position.epoch === head.epoch && position.seq >= head.floor && position.seq <= head.last) starts.set(channel, position)
        else discontinuities.push(nameOf(channel))
      }
      const snapshots = await readSnapshots(
        sql,
        [...heads.keys()].filter((channel) => !starts.has(channel)),
      )
      for (const snapshot of snapshots) starts.set(channelId(actor.room, snapshot.channel), snapshot)
      for (const [channel, { epoch, seq }] of starts) {
        const one = following.get(channel)
        const enter = () => {
          if (heard() !== before) return false
          if (one && subscriber?.enter(channel, one)) following.delete(channel)
          return true
        }
        const whole = await follow(channel, epoch, seq, frames, one && enter)
        if (!whole) more.push(nameOf(channel))
      }
      if (heard() !== before) return { frames: [], snapshots: [], discontinuities: [], more: [...heads.keys()].map(nameOf) }
      return { frames: frames as never, snapshots: snapshots as never, discontinuities, more }
    } finally {
      for (const one of following.values()) one.release()
    }
  }
}
