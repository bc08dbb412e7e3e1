import type { Input, OperationName, ParticipantId, RecordName, RecordValue, Reply, TabId } from '@sanctuary/protocol'
import { atom, type WritableAtom } from 'nanostores'
import { systemClock } from '../../clock.ts'
import { createEvents } from '../../events.ts'
import { createPage } from '../../page.ts'
import type { Held, RoomContext, RoomEvents } from '../../room-context.ts'
import { createMemoryStorage } from '../../storage.ts'

export const me = '00000000-0000-4000-8000-000000000001' as ParticipantId
export const other = '00000000-0000-4000-8000-000000000002' as ParticipantId
export const tab = '00000000-0000-4000-8000-00000000000a' as TabId
export const otherTab = '00000000-0000-4000-8000-00000000000b' as TabId

/** A room whose records a test writes and whose calls a test answers. */
export interface FakeRoomContext extends RoomContext {
  put<Name extends RecordName>(type: Name, key: string, value: RecordValue<Name>): void
  remove(type: RecordName, key: string): void
  /** Every call, in order. */
  readonly calls: { readonly op: OperationName; readonly input: unknown }[]
  /** Answers an operation from now on. */
  answer<Name extends OperationName>(op: Name, reply: (input: Input<Name>) => Reply<Name> | Promise<Reply<Name>>): void
  close(reason: RoomEvents['closed']['reason']): void
}

/** Creates one; unanswered operations get an empty reply. */
export function createFakeRoomContext(who: Pick<RoomContext, 'me' | 'tab'> = { me, tab }): FakeRoomContext {
  const stores = new Map<string, WritableAtom<readonly Held[]>>()
  const answers = new Map<string, (input: never) => unknown>()
  const events = createEvents<RoomEvents>()
  let seq = 0
  const calls: { op: OperationName; input: unknown }[] = []
  const recordsOf = (type: string) => {
    const store = stores.get(type) ?? atom<readonly Held[]>([])
    stores.set(type, store)
    return store
  }
  return {
    id: 'room-of-a-test',
    ...who,
    $connection: atom({ state: 'live' as const }),
    now: () => systemClock.now(),
    records: <Name extends RecordName>(type: Name) => recordsOf(type) as unknown as WritableAtom<readonly Held<Name>[]>, // one store a type
    async call(op, input) {
      calls.push({ op, input })
      return (await answers.get(op)?.(input as never)) as Reply<typeof op>
    },
    signal() {},
    on: events.on,
    has: () => true,
    server: 'https://talk.example',
    worklet: 'https://talk.example/assets/disguise-worklet.js',
    storage: createMemoryStorage(),
    device: createMemoryStorage(),
    clock: systemClock,
    page: createPage(),
    prepared: new Map(),
    put(type, key, value) {
      const store = recordsOf(type)
      const record: Held = {
        type,
        channel: 'room',
        key,
        seq: ++seq,
        created: 1,
        at: '2026-01-01T00:00:00.000Z',
        value: value as Held['value'],
      } // one type a store
      store.set([...store.get().filter((held) => held.key !== key), record])
    },
    remove(type, key) {
      const store = recordsOf(type)
      store.set(store.get().filter((held) => held.key !== key))
    },
    calls,
    answer: (op, reply) => void answers.set(op, reply),
    close: (reason) => events.emit('closed', { reason }),
  }
}

/** Lets this page's person speak, as soon as they ask for sound. */
export function letSpeak(context: FakeRoomContext): void {
  const person = { alias: 'A', picture: 'abcd', presence: 'here', silenced: false, successor: false } as const
  context.put('participants.person', me, { ...person, role: 'speaker' })
  context.answer('audio.connect', () => ({ url: 'wss://media.example', token: 'token', generation: 1, maySpeak: true }))
}
