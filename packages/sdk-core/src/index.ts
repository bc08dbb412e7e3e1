export {
  type ErrorCode,
  type ParticipantId,
  protocolVersion,
  type RoomPreview,
  type RoomSettings,
  SanctuaryError,
  type Standing,
  type TabId,
} from '@sanctuary/protocol'
export type {
  AudioFeature,
  Disguise,
  HearingMyself,
  Microphone,
  OwnVoice,
  Sound,
  SoundDevice,
  SoundPreferences,
} from './audio/audio-feature.ts'
export type { MicrophoneCheck } from './audio/check-microphone.ts'
export type { ChatFeature, Message } from './chat/chat.ts'
export { type ClientOptions, createSanctuaryClient, type SanctuaryClient } from './client.ts'
export type { Environment } from './environment.ts'
export type { HandsFeature, RaisedHand } from './hands/hands.ts'
export type { BannedPerson, HostAct, HostNotice, HostsFeature, Ping } from './hosts/hosts.ts'
export type { JoinOptions } from './join.ts'
export type { Participant, ParticipantsFeature, WaitingPerson } from './participants/participants.ts'
export type { OutboxItem } from './replica/outbox-item.ts'
export type { Room } from './room.ts'
export type { Connection, Held, RoomEvents, Store } from './room-context.ts'
export type { SettingsFeature } from './rooms/settings.ts'
export type { Hello, Transport } from './transport/transport.ts'
