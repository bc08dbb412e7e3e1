import { namesOf, type OperationName } from '@sanctuary/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { operationInputs } from '../testing/operation-inputs.ts'

let test: TestServer
let host: TestPerson
let person: TestPerson
let victim: TestPerson
beforeAll(async () => {
  test = await createTestServer()
  const { room, hostKey } = await test.createRoom()
  host = await test.join(room.id, { hostKey })
  person = await test.join(room.id)
  victim = await test.join(room.id)
  await Promise.all([host, person, victim].map((one) => one.connect()))
})
afterAll(() => test.close())

/** Posts a body as it is, since `JSON.stringify` would leave `__proto__` out. */
async function post(path: string, body: string, token?: string): Promise<{ status: number; code: string }> {
  const answer = await fetch(`${test.url}${path}`, { method: 'POST', body, headers: token ? { authorization: `Bearer ${token}` } : {} })
  const { code = 'ok' } = (await answer.json()) as { code?: string }
  return { status: answer.status, code }
}

const call = (op: string, input: string, token: string) => post('/call', `{"op":"${op}","input":${input}}`, token)

/** An input with one field more, as JSON. */
function extended(input: Record<string, unknown>, [field, value]: readonly [string, string]): string {
  const body = JSON.stringify(input)
  return `${body.slice(0, -1)}${body === '{}' ? '' : ','}"${field}":${value}}`
}

const inputs = Object.entries(operationInputs) as [OperationName, (typeof operationInputs)[OperationName]][]
const scene = () => ({ room: person.room, participant: victim.participant })

/** Fields by which somebody might hope to be somebody else, or more. */
const forged = (): [string, string][] => [
  ['role', '"host"'],
  ['participant', `"${host.participant}"`],
  ['room', `"${person.room}"`],
  ['author', `"${host.participant}"`],
  ['actor', `{"participant":"${host.participant}","role":"host","state":"inside"}`],
  ['as', `"${host.participant}"`],
  ['state', '"inside"'],
  ['silenced', 'false'],
  ['admitted', 'true'],
  ['permissions', '["*"]'],
  ['callId', '"x"'],
  ['__proto__', '{"role":"host","state":"inside"}'],
  ['constructor', '{"prototype":{"role":"host"}}'],
]

describe('a field that does not belong', () => {
  it.each(inputs)('P20: is refused by %s', async (op, inputOf) => {
    const input = inputOf(scene())
    const declared = namesOf('operations').get(op)
    const { shape = {} } = (declared?.input ?? {}) as { shape?: object }
    const tried = forged().filter(([field]) => !Object.hasOwn(shape, field))
    const found = Object.fromEntries(
      await Promise.all(tried.map(async (extra) => [extra[0], (await call(op, extended(input, extra), person.token)).code])),
    )
    const expected = declared?.role === 'moderator' || declared?.role === 'host' ? 'FORBIDDEN' : 'INVALID_INPUT'
    expect(found).toEqual(Object.fromEntries(tried.map(([field]) => [field, expected])))
  })

  it('is refused of staff too', async () => {
    const ofStaff = inputs.filter(([op]) => op.startsWith('hosts.') || op === 'rooms.update' || op === 'rooms.end')
    for (const [op, inputOf] of ofStaff) {
      const input = extended(inputOf(scene()), ['actor', `"${victim.participant}"`])
      expect([op, (await call(op, input, host.token)).code]).toEqual([op, 'INVALID_INPUT'])
    }
  })

  it('is refused beside the input: the envelope has room for nothing else', async () => {
    for (const [field, value] of forged()) {
      const body = `{"op":"hands.raise","input":{},"${field}":${value}}`
      expect([field, (await post('/call', body, person.token)).code]).toEqual([field, 'INVALID_INPUT'])
    }
  })

  it('is refused at the REST door, in body and query', async () => {
    for (const [field, value] of forged().filter(([field]) => field !== 'room')) {
      expect([field, (await post('/rooms', `{"topic":"x","${field}":${value}}`)).code]).toEqual([field, 'INVALID_INPUT'])
      expect([field, (await post(`/rooms/${person.room}/participants`, `{"${field}":${value}}`)).code]).toEqual([field, 'INVALID_INPUT'])
    }
    const answer = await fetch(`${test.url}/rooms/${person.room}?role=host`)
    expect(answer.status).toBe(400)
  })
})

describe('a value of the wrong kind', () => {
  const wrong: [string, string][] = [
    ['null', 'null'],
    ['a number', '1e308'],
    ['a list', '[]'],
    ['a deep list', '['.repeat(2000) + ']'.repeat(2000)],
    ['an object', '{"$ne":null}'],
    ['a text of NULs', '"\\u0000\\u0000\\u0000\\u0000"'],
    ['half a character', '"\\ud83e"'],
    ['SQL', `"'; drop table rooms; --"`],
    ['a template', `"\${process.env}"`],
    ['a path', '"../../../etc/passwd"'],
    ['a huge text', `"${'x'.repeat(60_000)}"`],
    ['a text that is an object', '{"toString":"x","length":1}'],
  ]

  it.each(inputs)('in any field of %s is refused or taken for the text it is, and nothing breaks', async (op, inputOf) => {
    const tries = Object.keys(inputOf(scene())).flatMap((field) => wrong.map(([what, value]) => ({ field, what, value })))
    const answers = await Promise.all(
      tries.map(async ({ field, what, value }) => {
        const { [field]: _, ...rest } = inputOf(scene())
        return { field, what, ...(await call(op, extended(rest, [field, value]), person.token)) }
      }),
    )
    expect(answers.filter(({ status, code }) => status === 500 || code === 'INTERNAL')).toEqual([])
  })

  it('in place of the whole input is refused', async () => {
    const tries = inputs.flatMap(([op]) => ['[]', '"text"', '1', 'true', '[{}]'].map((value) => [op, value] as const))
    const codes = await Promise.all(tries.map(async ([op, value]) => [op, value, (await call(op, value, person.token)).code]))
    expect(codes.filter(([, , code]) => code !== 'INVALID_INPUT' && code !== 'FORBIDDEN')).toEqual([])
  })
})

it('after all of it everybody is who they were, and the room is what it was', async () => {
  const rows = await test.kernel.db.sql<{ id: string; role: string; state: string }[]>`
    select id, role, state from participants where id = any(${[host, person, victim].map(({ participant }) => participant as string)})`
  expect(new Map(rows.map(({ id, role, state }) => [id, `${role} ${state}`]))).toEqual(
    new Map([
      [host.participant, 'host inside'],
      [person.participant, 'speaker inside'],
      [victim.participant, 'speaker inside'],
    ]),
  )
  expect(await test.call('rooms.read', { room: person.room })).toMatchObject({ topic: 'A test room', state: 'live', locked: false })
  expect(({} as Record<string, unknown>).role).toBeUndefined() // nothing reached the prototype of all objects
})
