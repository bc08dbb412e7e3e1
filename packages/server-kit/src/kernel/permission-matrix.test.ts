import { type Asker, type ErrorCode, type Input, mayCall, namesOf, type OperationName } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import type { LiveConnection } from '../testing/live-connection.ts'
import { operationInputs } from '../testing/operation-inputs.ts'

/** Everybody who may stand at a door, with what the permission matrix calls them, or the one code that answers them everywhere. */
const everybody: Record<string, Asker | ErrorCode> = {
  nobody: 'anyone',
  'somebody waiting': 'waiting',
  'a listener': 'listener',
  'a speaker': 'speaker',
  'a moderator': 'moderator',
  'a host': 'host',
  'the host of another room': 'host',
  'somebody banned': 'BANNED',
  'somebody removed': 'REMOVED',
  'somebody with an old token': 'TOKEN_EXPIRED',
  'the host of a room that has ended': 'ROOM_ENDED',
}

const operations = [...namesOf('operations')] as [
  OperationName,
  ReturnType<typeof namesOf<'operations'>> extends Map<string, infer O> ? O : never,
][]
const clock = createFakeClock(Date.now())
const people = new Map<string, TestPerson>()
let test: TestServer
let room: string
/** A person of the room nobody can act on any more: what is permitted is answered PARTICIPANT_NOT_FOUND, and the cast stays as it is. */
let leaver: TestPerson

beforeAll(async () => {
  test = await createTestServer({ clock })
  const [created, other, ending] = [await test.createRoom({ approval: true }), await test.createRoom(), await test.createRoom()]
  room = created.room.id
  let host = await test.join(room, { hostKey: created.hostKey })
  const admit = async () => {
    const person = await test.join(room)
    await host.call('hosts.admit', { participant: person.participant })
    return person
  }
  const again = (person: TestPerson) => test.join(person.room, { credential: person.credential })
  const last = await test.join(ending.room.id, { hostKey: ending.hostKey })
  people.set('somebody with an old token', await admit())
  clock.advance(11 * 60_000)
  host = await again(host)
  const [listener, moderator, banned, removed] = [await admit(), await admit(), await admit(), await admit()]
  leaver = await admit()
  await host.call('hosts.setRole', { participant: listener.participant, role: 'listener' })
  await host.call('hosts.setRole', { participant: moderator.participant, role: 'moderator' })
  await host.call('hosts.remove', { participant: banned.participant, ban: true })
  await host.call('hosts.remove', { participant: removed.participant })
  people
    .set('a host', host)
    .set('a moderator', moderator)
    .set('a speaker', await admit())
    .set('a listener', listener)
  people.set('somebody banned', banned).set('somebody removed', removed)
  people.set('somebody waiting', await test.join(room))
  people.set('the host of another room', await test.join(other.room.id, { hostKey: other.hostKey }))
  const ended = await again(last)
  await ended.call('rooms.end', {})
  people.set('the host of a room that has ended', ended)
  await leaver.call('participants.leave', {})
  // Somebody without a connection has left after half a minute; a busy machine may take longer for all of this.
  const staying = ['a host', 'a moderator', 'a speaker', 'a listener', 'somebody waiting', 'the host of another room']
  await Promise.all(staying.map((who) => people.get(who)?.connect()))
})
afterAll(() => test.close())

/** These end the caller's stay when they are permitted, so each permitted call has a caller of its own. */
const ending = new Set<OperationName>(['participants.leave', 'rooms.end'])

function expected(who: string, { role }: { role: Parameters<typeof mayCall>[1] }): string {
  const asker = everybody[who] as Asker
  if (asker.toUpperCase() === asker) return asker
  if (mayCall(asker, role)) return 'permitted'
  return asker === 'anyone' ? 'UNAUTHENTICATED' : 'FORBIDDEN'
}

/** What those hear who may: done, or that the one concerned has gone, the key is another, there is no sound here. */
const allowed = new Set(['ok', 'PARTICIPANT_NOT_FOUND', 'HOST_KEY_WRONG', 'AUDIO_UNAVAILABLE'])
const judged = (code: string): string => (allowed.has(code) ? 'permitted' : code)
const inputOf = (op: OperationName) => operationInputs[op]({ room, participant: leaver.participant }) as Input<OperationName>

/** A person of the same standing in a room of their own. */
async function doubleOf(who: string): Promise<TestPerson> {
  const created = await test.createRoom({ approval: who === 'somebody waiting' })
  const host = await test.join(created.room.id, { hostKey: created.hostKey })
  if (everybody[who] === 'host') return host
  const person = await test.join(created.room.id)
  if (everybody[who] === 'waiting') return person
  await host.call('hosts.setRole', { participant: person.participant, role: everybody[who] as 'listener' })
  return person
}

it('every operation has a case, and every case an operation', () => {
  expect(Object.keys(operationInputs).sort()).toEqual(operations.map(([op]) => op).sort())
})

describe.each(Object.keys(everybody))('%s', (who) => {
  const wanted = () => Object.fromEntries(operations.map(([op, operation]) => [op, expected(who, operation)]))

  /** Tries every operation, each as the person or, where it would end their stay, as somebody of the same standing. */
  async function tryAll(person: TestPerson | undefined, call: (caller: TestPerson | undefined, op: OperationName) => Promise<unknown>) {
    const codes = operations.map(async ([op, operation]) => {
      const caller = ending.has(op) && expected(who, operation) === 'permitted' ? await doubleOf(who) : person
      return [op, judged(await codeOf(call(caller, op)))]
    })
    return Object.fromEntries(await Promise.all(codes))
  }

  it('P15, P20: may do by POST /call what the contract says and nothing else', async () => {
    expect(await tryAll(people.get(who), (caller, op) => test.call(op, inputOf(op), { token: caller?.token }))).toEqual(wanted())
  })

  it('may do by REST what the contract says and nothing else', async () => {
    for (const [op, operation] of operations) {
      const { method, path = '' } = operation
      if (operation.door !== 'rest') continue
      const { room: _, ...body } = inputOf(op) as Record<string, unknown>
      const answer = await fetch(`${test.url}${path.replace(':room', room)}`, {
        method,
        headers: { authorization: `Bearer ${people.get(who)?.token ?? ''}` },
        ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
      })
      const { code = 'ok' } = (await answer.json()) as { code?: string }
      expect([op, judged(code)]).toEqual([op, expected(who, operation)])
    }
  })

  it('may do on a live connection what the contract says and nothing else', async () => {
    const person = people.get(who)
    const opened = await (person?.connect() ?? test.join(room).then((some) => some.connect({ token: '' }))).catch(
      (error: { code: string }) => error,
    )
    if ('code' in opened) return expect(opened.code).toBe(who === 'nobody' ? 'UNAUTHENTICATED' : everybody[who])
    const live: LiveConnection = opened
    const found = await tryAll(person, async (caller, op) => (caller === person ? live : await caller?.connect())?.call(op, inputOf(op)))
    live.close()
    expect(found).toEqual(wanted())
  })
})

it('the host of another room changes nothing here, whatever they name', async () => {
  const { sql } = test.kernel.db
  const targets = ['a listener', 'a host', 'somebody waiting', 'somebody banned'].map((who) => people.get(who)?.participant ?? '')
  const cast = () => sql`select id, role, state, silenced, successor from participants where id = any(${targets}) order by id`
  const stranger = people.get('the host of another room')
  const before = await cast()
  const calls = operations.flatMap(([op, { door }]) =>
    door === 'rest' || ending.has(op)
      ? []
      : targets.map((participant) =>
          test.call(op, operationInputs[op]({ room, participant }) as Input<OperationName>, { token: stranger?.token }),
        ),
  )
  await Promise.all(calls.map(codeOf))
  expect(await cast()).toEqual(before)
  const traces = await sql`select type, key from records where channel_id like ${`${room}/%`}
    and (author_id = ${stranger?.participant ?? ''} or value::text like ${`%${stranger?.participant}%`})`
  expect(traces).toEqual([])
})
