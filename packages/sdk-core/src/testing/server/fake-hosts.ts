import { atLeast, type Notice, SanctuaryError } from '@sanctuary/protocol'
import { randomId } from '../../random-id.ts'
import type { FakeKernel, LiveHandlers } from './fake-kernel.ts'
import { type FakeCaller, type FakePerson, inside } from './fake-state.ts'
import type { FakeTransaction } from './fake-transaction.ts'

/** What staff may do to whom. */
export function createFakeHosts(kernel: FakeKernel): LiveHandlers {
  return {
    'hosts.setRole': ({ room, person: actor }, { participant, role, reason }) => {
      const person = find({ room, person: actor }, participant)
      if (person.role === role) return {}
      if (actor.role !== 'host' && (atLeast(role, 'moderator') || atLeast(person.role, 'moderator'))) throw new SanctuaryError('FORBIDDEN')
      const hosts = inside(room).filter((other) => other.role === 'host')
      if (person.role === 'host' && hosts.length === 1) throw new SanctuaryError('CONFLICT')
      const up = atLeast(role, person.role)
      person.role = role
      if (up) person.silenced = false
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'setRole', ...about(actor, person, reason), role })
        notify(transaction, person, { kind: up ? 'promoted' : 'demoted', role, reason })
      })
      return {}
    },
    'hosts.mute': ({ room, person: actor }, { participant, reason }) => {
      const person = requireAbove(actor, find({ room, person: actor }, participant))
      person.silenced = true
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'mute', ...about(actor, person, reason) })
        notify(transaction, person, { kind: 'muted', reason })
      })
      return {}
    },
    'hosts.muteAll': ({ room, person: actor }, { reason }) => {
      const people = inside(room).filter((person) => !atLeast(person.role, 'moderator') && !person.silenced)
      kernel.write(room, (transaction) => {
        for (const person of people) {
          person.silenced = true
          transaction.show(person)
          notify(transaction, person, { kind: 'muted', reason })
        }
        transaction.act({ act: 'mute', actor: actor.id, reason })
      })
      return { muted: people.length }
    },
    'hosts.askToUnmute': ({ room, person: actor }, { participant }) => {
      const person = requireAbove(actor, find({ room, person: actor }, participant))
      person.silenced = false
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'askToUnmute', ...about(actor, person) })
        transaction.remove('hosts.notice', 'muted', { to: person.id })
        notify(transaction, person, { kind: 'unmuteAsked' })
      })
      return {}
    },
    'hosts.remove': ({ room, person: actor }, { participant, ban, reason }) => {
      const person = requireAbove(actor, find({ room, person: actor }, participant, ['inside', 'waiting', 'left']))
      kernel.write(room, (transaction) => {
        transaction.act({ act: ban ? 'ban' : 'remove', ...about(actor, person, reason) })
        transaction.remove('hosts.ping', person.id)
        if (ban) transaction.put('hosts.banned', person.id, { alias: person.alias, reason })
      })
      kernel.takeOut(room, person, ban ? 'banned' : 'removed', reason)
      return {}
    },
    'hosts.readmit': ({ room, person: actor }, { participant }) => {
      const person = find({ room, person: actor }, participant, ['banned'])
      person.state = 'removed'
      kernel.write(room, (transaction) => {
        transaction.act({ act: 'readmit', ...about(actor, person) })
        transaction.remove('hosts.banned', person.id)
      })
      return {}
    },
    'hosts.admit': ({ room, person: actor }, { participant, reason }) => {
      const person = find({ room, person: actor }, participant, ['waiting'])
      if (inside(room).length >= room.settings.capacity) throw new SanctuaryError('ROOM_FULL')
      person.state = 'inside'
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'admit', ...about(actor, person, reason) })
        notify(transaction, person, { kind: 'admitted' })
      })
      return {}
    },
    'hosts.deny': ({ room, person: actor }, { participant, reason }) => {
      const person = find({ room, person: actor }, participant, ['waiting'])
      kernel.write(room, ({ act }) => act({ act: 'deny', ...about(actor, person, reason) }))
      kernel.takeOut(room, person, 'denied', reason)
      return {}
    },
    'hosts.nameSuccessor': ({ room, person: actor }, { participant, successor }) => {
      const person = find({ room, person: actor }, participant)
      person.successor = successor
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'nameSuccessor', ...about(actor, person) })
      })
      return {}
    },
    'hosts.takeBack': ({ room, person }, { hostKey }) => {
      if (hostKey !== room.hostKey) throw new SanctuaryError('HOST_KEY_WRONG')
      Object.assign(person, { role: 'host', state: 'inside', silenced: false })
      kernel.write(room, (transaction) => {
        transaction.show(person)
        transaction.act({ act: 'takeBack', ...about(person, person) })
      })
      return {}
    },
    'hosts.newHostKey': ({ room, person: actor }) => {
      room.hostKey = `host-${randomId()}`
      kernel.write(room, ({ act }) => act({ act: 'newHostKey', actor: actor.id }))
      return { hostKey: room.hostKey }
    },
    'hosts.ask': ({ room, person }, { note }) => {
      kernel.write(room, ({ put }) => put('hosts.ping', person.id, { note }, { author: person.id }))
      return {}
    },
    'hosts.answerPing': ({ room, person: actor }, { participant }) => {
      const person = find({ room, person: actor }, participant, ['inside', 'left'])
      kernel.write(room, (transaction) => {
        transaction.remove('hosts.ping', person.id)
        transaction.act({ act: 'answerPing', ...about(actor, person) })
        notify(transaction, person, { kind: 'pingSeen' })
      })
      return {}
    },
    'hosts.dismissNotice': ({ room, person }, { kind }) => {
      kernel.write(room, ({ remove }) => remove('hosts.notice', kind, { to: person.id }))
      return {}
    },
  }
}

function find({ room }: FakeCaller, participant: string, states: readonly FakePerson['state'][] = ['inside']): FakePerson {
  const person = room.people.get(participant)
  if (!person || !states.includes(person.state)) throw new SanctuaryError('PARTICIPANT_NOT_FOUND')
  return person
}

/** Staff act on people below them; a host on anyone but another host. */
function requireAbove(actor: FakePerson, person: FakePerson): FakePerson {
  const above = actor.role === 'host' ? person.role !== 'host' : !atLeast(person.role, actor.role)
  if (!above || person === actor) throw new SanctuaryError('FORBIDDEN')
  return person
}

const about = (actor: FakePerson, person: FakePerson, reason?: string) => ({
  actor: actor.id,
  subject: person.id,
  subjectAlias: person.alias,
  reason,
})

const notify = ({ put }: FakeTransaction, person: FakePerson, notice: Notice) => put('hosts.notice', notice.kind, notice, { to: person.id })
