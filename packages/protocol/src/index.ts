export { AudioService, audio, microphoneStates } from './audio.ts'
export { chat } from './chat.ts'
export {
  contracts,
  type Input,
  namesOf,
  type OperationName,
  type Operations,
  type ParsedInput,
  type RecordName,
  type Records,
  type RecordValue,
  type Reply,
  type SignalName,
  type Signals,
  type SignalValue,
} from './contracts.ts'
export {
  type ChannelKind,
  type Contract,
  defineContract,
  type Keep,
  live,
  type Operation,
  type RecordType,
  record,
  rest,
  type Signal,
  signal,
} from './define-contract.ts'
export { type ErrorBody, type ErrorCode, type ErrorKind, errors, SanctuaryError } from './errors.ts'
export { hands } from './hands.ts'
export { Act, hosts, Notice } from './hosts.ts'
export { MessageId, ParticipantId, RoomId, TabId } from './ids.ts'
export { maxMessageLength } from './message-length.ts'
export { Alias, JoinReply, Person, Picture, participants, Standing, Waiting } from './participants.ts'
export { type Asker, askers, mayCall, permissionMatrix } from './permissions.ts'
export { type Rate, type RateClass, rates } from './rates.ts'
export { atLeast, isStaff, type LeastRole, type Role, roles } from './roles.ts'
export { RoomPreview, RoomSettings, rooms } from './rooms.ts'
export { SnapshotReply, sync } from './sync.ts'
export { filledLine, filledText, text } from './text.ts'
export { protocolVersion } from './version.ts'
export {
  CallEnvelope,
  type Closing,
  type Frame,
  Position,
  SignalEnvelope,
  type SignalMessage,
  type Snapshot,
  type Welcome,
  type WireRecord,
} from './wire.ts'
