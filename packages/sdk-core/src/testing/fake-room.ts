import { SanctuaryError, type TabId } from '@sanctuary/protocol'
import { atom, computed, type WritableAtom } from 'nanostores'
import type { AudioFeature } from '../audio/audio-feature.ts'
import type { ChatFeature } from '../chat/chat.ts'
import { createEvents } from '../events.ts'
import type { HandsFeature } from '../hands/hands.ts'
import type { HostsFeature } from '../hosts/hosts.ts'
import type { ParticipantsFeature } from '../participants/participants.ts'
import type { Room } from '../room.ts'
import type { Held, RoomEvents, Store } from '../room-context.ts'
import type { SettingsFeature } from '../rooms/settings.ts'
import {
  type Answers,
  createFakeFeature,
  createRecorder,
  type Overrides,
  type RecordedCall,
  type Settable,
  type StoreValues,
} from './fake-feature.ts'
import { sampleMe, sampleMessages, sampleNow, samplePeople, sampleSettings } from './sample-room.ts'

interface Features {
  participants: ParticipantsFeature
  settings: SettingsFeature
  hosts: HostsFeature
  hands: HandsFeature
  chat: ChatFeature
  audio: AudioFeature
}

type OwnStores = Pick<Room, '$connection' | '$settings' | '$standing'>

/** What a fake room starts with in place of the sample. Stores are given as plain values. */
export type FakeRoomOverrides = Partial<StoreValues<OwnStores>> & { [Name in keyof Features]?: Overrides<Features[Name]> } & {
  /** The server's time in ms. */
  readonly now?: number
  readonly modules?: readonly string[]
}

/** A room without a server: every store can be set, every action is noted. `$me` and `$place` follow from the people and the queue. */
export type FakeRoom = Omit<Room, keyof Features | keyof OwnStores> &
  Settable<OwnStores> & { [Name in keyof Features]: Settable<Features[Name]> } & {
    /** What was called, in order. */
    readonly calls: readonly RecordedCall[]
    /** Makes the next call of an action, such as `chat.send`, reject. */
    refuseNext(action: string, error: Error): void
    /** Lets listeners hear of an event. */
    emit<Event extends keyof RoomEvents>(event: Event, detail: RoomEvents[Event]): void
  }

const done = {}
const noActions = {
  setRole: done,
  mute: done,
  muteAll: { muted: 3 },
  askToUnmute: done,
  remove: done,
  readmit: done,
  admit: done,
  deny: done,
  nameSuccessor: done,
  takeBack: done,
  newHostKey: { hostKey: 'K7QF-9M2X-04TB-WZ8N-5RHC' },
  ask: done,
  answerPing: done,
  dismissNotice: done,
} satisfies Answers<HostsFeature>

/** Makes a room in the middle of a conversation of six people, for tests of elements and for pictures. */
export function createFakeRoom(overrides: FakeRoomOverrides = {}): FakeRoom {
  const recorder = createRecorder()
  const events = createEvents<RoomEvents>()
  const records = new Map<string, WritableAtom<readonly Held[]>>()
  const modules = overrides.modules ?? ['sync', 'rooms', 'participants', 'hosts', 'hands', 'chat', 'audio']
  const me = sampleMe

  const participants = createFakeFeature<ParticipantsFeature>(
    'participants',
    recorder,
    { $people: samplePeople, $me: undefined, $waiting: [], $hidden: new Set() },
    { rename: done, setAway: done, hide: undefined, acknowledge: done },
    overrides.participants,
  )
  const hands = createFakeFeature<HandsFeature>(
    'hands',
    recorder,
    {
      $queue: samplePeople.filter(({ hand }) => hand !== undefined).map(({ id, joined }) => ({ participant: id, since: joined })),
      $place: undefined,
    },
    { raise: done, lower: done, lowerAll: done },
    overrides.hands,
  )

  return {
    id: 'sampleroom000000',
    me,
    tab: '00000000-0000-4000-a000-000000000001' as TabId,
    $connection: atom(overrides.$connection ?? { state: 'live' }),
    $settings: atom('$settings' in overrides ? overrides.$settings : sampleSettings),
    $standing: atom(overrides.$standing ?? { state: 'inside', role: 'speaker' }),
    $now: () => overrides.now ?? sampleNow,
    has: (module) => modules.includes(module),
    call: async (op) => {
      throw new SanctuaryError('NOT_FOUND', { message: `A fake room answers no calls. Override the action that calls ${op}.` })
    },
    signal: (type, value) => void recorder.note('signal', [type, value], undefined),
    records: (type) => {
      const $records = records.get(type) ?? atom<readonly Held[]>([])
      records.set(type, $records)
      return $records as never // empty, so of any type
    },
    on: events.on,
    emit: events.emit,
    retryNow: () => void recorder.note('retryNow', [], undefined),
    leave: (options) => recorder.note('leave', [options], undefined) as Promise<void>,
    quickExit: () => void recorder.note('quickExit', [], undefined),
    close: () => void recorder.note('close', [], undefined),
    calls: recorder.calls,
    refuseNext: recorder.refuseNext,
    participants: {
      ...participants,
      ...('$me' in (overrides.participants ?? {})
        ? {}
        : { $me: following(participants.$people, (people) => people.find(({ id }) => id === me)) }),
    },
    hands: {
      ...hands,
      ...('$place' in (overrides.hands ?? {})
        ? {}
        : { $place: following(hands.$queue, (queue) => queue.findIndex(({ participant }) => participant === me) + 1 || undefined) }),
    },
    settings: createFakeFeature<SettingsFeature>('settings', recorder, {}, { update: done, lock: done, end: done }, overrides.settings),
    hosts: createFakeFeature<HostsFeature>(
      'hosts',
      recorder,
      { $acts: [], $pings: [], $notices: [], $banned: [] },
      noActions,
      overrides.hosts,
    ),
    chat: createFakeFeature<ChatFeature>(
      'chat',
      recorder,
      { $messages: sampleMessages, $outbox: [], $typing: [], $unread: 0, $lastRead: sampleMessages.length, $hasOlder: false },
      {
        send: { seq: sampleMessages.length + 1 },
        retry: undefined,
        discard: undefined,
        setTyping: undefined,
        loadOlder: undefined,
        markRead: undefined,
      },
      overrides.chat,
    ),
    audio: createFakeFeature<AudioFeature>(
      'audio',
      recorder,
      {
        $service: { state: 'ready', message: 'There is sound in this room.' },
        $sound: { state: 'idle' },
        $microphone: { state: 'off' },
        $levels: new Map(),
        $level: 0,
        $devices: [],
        $outputs: [],
        $output: undefined,
        $disguise: { phase: 'idle' },
        $voice: { mode: 'veil' },
        $hearingMyself: 'off',
        $preferences: { noiseSuppression: true, autoSilence: false },
        $mutedForMe: new Set(),
      },
      {
        start: undefined,
        stop: undefined,
        unmute: undefined,
        mute: undefined,
        setDevice: undefined,
        setVoice: undefined,
        speakUndisguised: undefined,
        speakDisguised: undefined,
        hearMyself: undefined,
        setOutput: undefined,
        setPreferences: undefined,
        muteForMe: undefined,
        moveHere: undefined,
        pushToTalk: undefined,
        retry: undefined,
      },
      overrides.audio,
    ),
  }
}

/** A store that follows another one; typed as settable because its feature's other stores are. */
const following = <From, Value>($from: Store<From>, read: (value: From) => Value): WritableAtom<Value> =>
  computed($from, read) as WritableAtom<Value>
