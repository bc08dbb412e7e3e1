import type { Act, Input, Notice, OperationName, ParticipantId, RecordValue, Reply } from '@sanctuary/protocol'
import { computed } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'

/** Something staff did. */
export type HostAct = Act & { readonly id: string; readonly at: string }
/** Somebody asks for a host. */
export type Ping = RecordValue<'hosts.ping'> & { readonly participant: ParticipantId; readonly at: string }
/** A word from the hosts to this person. */
export type HostNotice = Notice & { readonly at: string }
/** Somebody who may not come back. */
export type BannedPerson = RecordValue<'hosts.banned'> & { readonly participant: ParticipantId; readonly at: string }

type Action<Name extends OperationName> = (input: Input<Name>) => Promise<Reply<Name>>

/** What hosts and moderators do, and how people reach them. Actions take the operation's input as the contract has it. */
export interface HostsFeature {
  /** What staff did, in order; staff only. */
  readonly $acts: Store<readonly HostAct[]>
  /** Who asks for a host; staff only. */
  readonly $pings: Store<readonly Ping[]>
  /** Words to this person, the newest of each kind. */
  readonly $notices: Store<readonly HostNotice[]>
  /** Who may not come back; staff only. */
  readonly $banned: Store<readonly BannedPerson[]>
  readonly setRole: Action<'hosts.setRole'>
  readonly mute: Action<'hosts.mute'>
  readonly muteAll: Action<'hosts.muteAll'>
  readonly askToUnmute: Action<'hosts.askToUnmute'>
  readonly remove: Action<'hosts.remove'>
  readonly readmit: Action<'hosts.readmit'>
  readonly admit: Action<'hosts.admit'>
  readonly deny: Action<'hosts.deny'>
  readonly nameSuccessor: Action<'hosts.nameSuccessor'>
  readonly takeBack: Action<'hosts.takeBack'>
  readonly newHostKey: Action<'hosts.newHostKey'>
  readonly ask: Action<'hosts.ask'>
  readonly answerPing: Action<'hosts.answerPing'>
  readonly dismissNotice: Action<'hosts.dismissNotice'>
}

/** Creates what hosts do in a room. */
export function createHosts({ records, call }: RoomContext): HostsFeature {
  const action =
    <Name extends OperationName>(op: Name): Action<Name> =>
    (input) =>
      call(op, input)

  return {
    $acts: computed(records('hosts.act'), (acts) => acts.map(({ key, at, value }) => ({ ...value, id: key, at }))),
    $pings: computed(records('hosts.ping'), (pings) => pings.map(({ key, at, value }) => ({ ...value, participant: personOf(key), at }))),
    $notices: computed(records('hosts.notice'), (notices) => notices.map(({ at, value }) => ({ ...value, at }))),
    $banned: computed(records('hosts.banned'), (banned) =>
      banned.map(({ key, at, value }) => ({ ...value, participant: personOf(key), at })),
    ),
    setRole: action('hosts.setRole'),
    mute: action('hosts.mute'),
    muteAll: action('hosts.muteAll'),
    askToUnmute: action('hosts.askToUnmute'),
    remove: action('hosts.remove'),
    readmit: action('hosts.readmit'),
    admit: action('hosts.admit'),
    deny: action('hosts.deny'),
    nameSuccessor: action('hosts.nameSuccessor'),
    takeBack: action('hosts.takeBack'),
    newHostKey: action('hosts.newHostKey'),
    ask: action('hosts.ask'),
    answerPing: action('hosts.answerPing'),
    dismissNotice: action('hosts.dismissNotice'),
  }
}

/** The contract: these records lie under the id of the person they are about. */
const personOf = (key: string) => key as ParticipantId
