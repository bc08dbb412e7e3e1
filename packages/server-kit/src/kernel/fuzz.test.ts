import { namesOf, type OperationName } from '@sanctuary/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { operationInputs } from '../testing/operation-inputs.ts'

/** How many inputs each operation is given. */
const inputs = 25

let test: TestServer
let host: TestPerson
beforeAll(async () => {
  test = await createTestServer()
})
afterAll(() => test.close())

async function openRoom(): Promise<TestPerson> {
  const { room, hostKey } = await test.createRoom()
  return test.join(room.id, { hostKey })
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 5000 }),
  fc.constantFrom('', '\0', '\ud800', '__proto__', '🕊️'),
)
const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  anyText,
  fc.double(),
  fc.bigInt().map(Number),
  fc.dictionary(anyText, anyText, { maxKeys: 5 }),
  fc.array(anyText, { maxLength: 30 }),
)

/** A valid input with some of its fields replaced, dropped or doubled under other names; sometimes anything at all. */
const inputFor = (op: OperationName): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: anyJson },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.dictionary(fc.constantFrom(...fieldsOf(op), 'role'), anyJson, { maxKeys: 3 }), fc.boolean())
        .map(([replaced, whole]) => ({
          ...(whole ? operationInputs[op]({ room: host.room, participant: host.participant }) : {}),
          ...replaced,
        })),
    },
  )

const fieldsOf = (op: OperationName): string[] => Object.keys(operationInputs[op]({ room: '', participant: '' }))

it.each([...namesOf('operations').keys()] as OperationName[])('%s answers whatever it is given', async (op) => {
  host = await openRoom()
  const calls = fc.array(fc.tuple(inputFor(op), fc.boolean()), { minLength: inputs, maxLength: inputs })
  await fc.assert(
    fc.asyncProperty(calls, async (all) => {
      expect((await Promise.all(all.map(([input, asHost]) => answerTo(op, input, asHost)))).filter(isBroken)).toEqual([])
    }),
    { numRuns: 1 },
  )
})

async function answerTo(op: OperationName, input: unknown, asHost: boolean): Promise<{ status: number; code: string }> {
  const answer = await fetch(`${test.url}/call`, {
    method: 'POST',
    body: JSON.stringify({ op, input }),
    headers: asHost ? { authorization: `Bearer ${host.token}` } : {},
  })
  const { code = 'ok' } = (await answer.json()) as { code?: string }
  return { status: answer.status, code }
}

const isBroken = ({ status, code }: { status: number; code: string }) => status >= 500 && code !== 'AUDIO_UNAVAILABLE' && code !== 'BUSY'

it('and the server is whole afterwards', async () => {
  const person = await openRoom()
  const live = await person.connect()
  await live.call('chat.send', { id: crypto.randomUUID(), text: 'Still there' })
  await live.waitFor(() => live.records('chat.message').length === 1)
})
