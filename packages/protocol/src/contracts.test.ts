import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { namesOf } from './contracts.ts'
import { SignalEnvelope } from './wire.ts'

interface Schema {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly items?: Schema
  readonly additionalProperties?: boolean
  readonly maxLength?: number
  readonly maxItems?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly enum?: readonly unknown[]
}

const operations = [...namesOf('operations')]
const inputs: [string, Schema][] = [
  ...operations.map(([name, { input }]): [string, Schema] => [name, z.toJSONSchema(input, { io: 'input' }) as Schema]),
  ...[...namesOf('signals')].map(([name, { value }]): [string, Schema] => [name, z.toJSONSchema(value, { io: 'input' }) as Schema]),
]

describe.each(inputs)('what %s takes', (_, schema) => {
  it('has no room for unknown fields', () => {
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
  })

  it('is bounded in every place', () => {
    expect(unbounded(schema)).toEqual([])
  })
})

function unbounded(schema: Schema, path = ''): string[] {
  if (schema.type === 'object') return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => unbounded(inner, `${path}.${key}`))
  if (schema.type === 'array') return [...(schema.maxItems === undefined ? [path] : []), ...unbounded(schema.items ?? {}, `${path}[]`)]
  if (schema.type === 'string') return schema.maxLength === undefined && !schema.pattern && !schema.enum ? [path] : []
  if (schema.type === 'integer') return schema.maximum === undefined ? [path] : []
  return schema.type === 'boolean' ? [] : [path]
}

describe('who somebody is and what they may do', () => {
  it('is in no input: only staff name a role, and only of somebody else', () => {
    const told = inputs.flatMap(([name, { properties = {} }]) =>
      ['role', 'author', 'actor', 'state', 'silenced', 'permissions', 'tab']
        .filter((field) => field in properties)
        .map((field) => `${name}.${field}`),
    )
    // A microphone's state is what the person says of their own; a tab names a page and gives no right.
    expect(told.sort()).toEqual(['audio.connect.tab', 'audio.setMicrophone.state', 'hosts.setRole.role'])
  })

  it('is in no input of the REST door but the room of its path', () => {
    for (const [name, { door, path = '', input }] of operations) {
      if (door !== 'rest') continue
      const { properties = {} } = z.toJSONSchema(input, { io: 'input' }) as Schema
      const parameters = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter)
      expect([name, parameters.filter((parameter) => !((parameter ?? '') in properties))]).toEqual([name, []])
      expect([name, 'room' in properties]).toEqual([name, path.includes(':room')])
    }
  })

  it('comes from the connection: no operation of the live door names a room', () => {
    for (const [name, { door, input }] of operations) {
      if (door === 'live')
        expect([name, 'room' in ((z.toJSONSchema(input, { io: 'input' }) as Schema).properties ?? {})]).toEqual([name, false])
    }
  })
})

describe('the declarations', () => {
  it('say in a sentence what an operation does', () => {
    for (const [name, { summary }] of operations) expect([name, summary]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)])
  })

  it('open only what needs no participant to anyone', () => {
    for (const [name, { door, role }] of operations) expect([name, role === 'anyone']).toEqual([name, door === 'rest'])
  })

  it('change nothing by GET', () => {
    const got = operations.filter(([, { method }]) => method === 'GET').map(([name]) => name)
    expect(got).toEqual(['rooms.read', 'participants.suggest'])
  })

  it('are all in the table of names once', () => {
    expect(new Set(operations.map(([name]) => name)).size).toBe(operations.length)
    for (const [name] of [...operations, ...namesOf('records'), ...namesOf('signals')]) expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
  })

  it('are the ones on record: contract.snapshot.json and docs/errors.md are up to date', () => {
    const folder = fileURLToPath(new URL('..', import.meta.url))
    execFileSync(process.execPath, ['--conditions=source', '--import', 'tsx', 'scripts/snapshot.ts', '--check'], { cwd: folder })
  })
})

describe('envelopes', () => {
  it('of signals have no room for anything else', () => {
    expect(SignalEnvelope.safeParse({ type: 'chat.typing', value: { on: true }, from: 'somebody' }).success).toBe(false)
  })
})
