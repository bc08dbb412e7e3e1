import { isStaff, SanctuaryError } from '@sanctuary/protocol'
import type { FakeKernel, LiveHandlers } from './fake-kernel.ts'
import { channelsOf } from './fake-state.ts'
import { channelOf } from './fake-transaction.ts'

/** Hands, chat, sound and the kernel's own operations. */
export function createFakeFeatures(kernel: FakeKernel): LiveHandlers {
  return {
    'hands.raise': ({ room, person }, { note }) => {
      kernel.write(room, ({ put }) => put('hands.raised', person.id, { note }, { author: person.id }))
      return {}
    },
    'hands.lower': ({ room, person }, { participant = person.id }) => {
      if (participant !== person.id && !isStaff(person.role)) throw new SanctuaryError('FORBIDDEN')
      kernel.write(room, ({ remove }) => remove('hands.raised', participant))
      return {}
    },
    'hands.lowerAll': ({ room }) => {
      kernel.write(room, ({ remove }) => {
        for (const { key } of channelOf(room, 'room').all('hands.raised')) remove('hands.raised', key)
      })
      return {}
    },
    'chat.send': ({ room, person }, { id, text }) => {
      const channel = channelOf(room, 'room')
      const held = channel.get('chat.message', id)
      if (held && held.author !== person.id) throw new SanctuaryError('CONFLICT')
      if (!held) kernel.write(room, ({ put }) => put('chat.message', id, { text }, { author: person.id }))
      return { seq: channel.get('chat.message', id)?.seq ?? 0 }
    },
    'audio.setMicrophone': ({ room, person }, { state }) => {
      kernel.write(room, ({ put, remove }) =>
        state === 'off' ? remove('audio.microphone', person.id) : put('audio.microphone', person.id, { state }, { author: person.id }),
      )
      return {}
    },
    'audio.consent': ({ room, person }, { agreedTo }) => {
      if (room.settings.undisguised !== 'with-consent') throw new SanctuaryError('UNDISGUISED_FORBIDDEN')
      kernel.write(room, ({ put }) => put('audio.consent', 'consent', { agreedTo, at: kernel.at() }, { to: person.id, author: person.id }))
      return {}
    },
    'audio.withdrawConsent': ({ room, person }) => {
      kernel.write(room, ({ remove }) => remove('audio.consent', 'consent', { to: person.id }))
      return {}
    },
    'audio.connect': () => {
      throw new SanctuaryError('AUDIO_UNAVAILABLE')
    },
    'sync.resume': ({ room, person, connection }, { positions }) => {
      const reply = { frames: [], snapshots: [], discontinuities: [], more: [] } as Resumed
      for (const name of channelsOf(person)) {
        const channel = channelOf(room, name)
        const position = positions.find((known) => known.channel === name)
        const following = position && channel.after(position)
        if (position && !following) reply.discontinuities.push(name)
        if (!following) reply.snapshots.push(channel.snapshot())
        else {
          reply.frames.push(...following.frames)
          if (following.more) reply.more.push(name)
        }
        if (!following?.more) connection?.subscribed.add(name)
      }
      return reply as never // the wire's own form of the same
    },
    'sync.history': ({ room, person }, { channel, type, before, limit }) => {
      if (!channelsOf(person).includes(channel)) throw new SanctuaryError('NOT_FOUND')
      return channelOf(room, channel).history(type, before, limit) as never // see above
    },
    'sync.refresh': (caller) => kernel.token(caller),
  }
}

type Resumed = {
  frames: unknown[]
  snapshots: unknown[]
  discontinuities: string[]
  more: string[]
}
