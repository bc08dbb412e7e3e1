import type { OperationName } from '@sanctuary/protocol'

/** What a valid input can be made of. */
export interface Scene {
  readonly room: string
  /** Somebody inside. */
  readonly participant: string
}

/**
 * A valid input for every operation, gentle enough to be tried by everybody: where a person is named, the one of the scene. An operation
 * without a line here does not compile, so that none goes untried.
 */
export const operationInputs: { readonly [Name in OperationName]: (scene: Scene) => Record<string, unknown> } = {
  'sync.resume': () => ({ positions: [] }),
  'sync.history': () => ({ channel: 'room', type: 'chat.message', before: 1, limit: 1 }),
  'sync.refresh': () => ({}),
  'rooms.create': () => ({ topic: 'Another room' }),
  'rooms.read': ({ room }) => ({ room }),
  'rooms.update': () => ({ topic: 'Another topic' }),
  'rooms.lock': () => ({ locked: false }),
  'rooms.end': () => ({ reason: 'Good night' }),
  'participants.suggest': ({ room }) => ({ room }),
  'participants.join': ({ room }) => ({ room }),
  'participants.leave': () => ({ forget: false }),
  'participants.rename': () => ({ picture: 'seed0001' }),
  'participants.setAway': () => ({ away: false }),
  'participants.acknowledge': () => ({ rulesVersion: 0 }),
  'hosts.setRole': ({ participant }) => ({ participant, role: 'listener', reason: 'Later' }),
  'hosts.mute': ({ participant }) => ({ participant }),
  'hosts.muteAll': () => ({}),
  'hosts.askToUnmute': ({ participant }) => ({ participant }),
  'hosts.remove': ({ participant }) => ({ participant, ban: false }),
  'hosts.readmit': ({ participant }) => ({ participant }),
  'hosts.admit': ({ participant }) => ({ participant }),
  'hosts.deny': ({ participant }) => ({ participant }),
  'hosts.nameSuccessor': ({ participant }) => ({ participant, successor: false }),
  'hosts.takeBack': () => ({ hostKey: 'AAAA-AAAA-AAAA-AAAA-AAAA' }),
  'hosts.newHostKey': () => ({}),
  'hosts.ask': () => ({ note: 'Please' }),
  'hosts.answerPing': ({ participant }) => ({ participant }),
  'hosts.dismissNotice': () => ({ kind: 'muted' }),
  'hands.raise': () => ({ note: 'Here' }),
  'hands.lower': () => ({}),
  'hands.lowerAll': () => ({}),
  'chat.send': () => ({ id: crypto.randomUUID(), text: 'Hello' }),
  'audio.connect': () => ({ tab: crypto.randomUUID() }),
  'audio.setMicrophone': () => ({ state: 'off' }),
  'audio.consent': () => ({ agreedTo: 'Others hear my own voice in this room.' }),
  'audio.withdrawConsent': () => ({}),
}
