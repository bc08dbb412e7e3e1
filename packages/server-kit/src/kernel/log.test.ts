import { SanctuaryError } from '@sanctuary/protocol'
import postgres from 'postgres'
import { expect, it } from 'vitest'
import { createLog, type LogLevel } from './log.ts'
import { secretOf } from './secret.ts'

const canary = {
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl',
  credential: `resume_${'aB3-_'.repeat(9).slice(0, 43)}`,
  hostKey: 'K7QF-9M2X-04TB-WZ8N-5RHC',
  password: 'hunter2hunter2',
  address: '203.0.113.77',
  address6: '2001:db8::dead:beef',
  longAddress6: '2001:db8:1:2:3:4:5:6',
  agent: 'Mozilla/5.0 (X11; Linux x86_64)',
  email: 'ada@partner.example',
  text: 'I am hiding at my sister’s',
}

function collect(level: LogLevel = 'trace') {
  const lines: string[] = []
  return { log: createLog({ level, destination: { write: (line) => lines.push(line) } }), lines, text: () => lines.join('') }
}

const expectClean = (text: string) => {
  for (const value of Object.values(canary)) expect(text).not.toContain(value)
}

it('never writes what opens, places or quotes a person, by whatever name it is handed over', () => {
  const { log, lines, text } = collect()
  log.info({ token: canary.jwt, credential: canary.credential, hostKey: canary.hostKey, host_key: canary.hostKey, secret: canary.password })
  log.warn({ address: canary.address, ip: canary.address6, 'user-agent': canary.agent, userAgent: canary.agent, email: canary.email })
  log.error({ input: { text: canary.text }, record: { value: { deep: [canary.text] } }, request: { headers: { agent: canary.agent } } })
  log.fatal({
    password: canary.password,
    Authorization: `Bearer ${canary.jwt}`,
    cookies: [{ cookie: canary.credential }],
    apiSecret: canary.password,
  })
  log.child({ ip: canary.address, text: canary.text, authorization: canary.jwt }).info('from a child')
  log.child({ feature: 'chat' }).child({ credential: canary.credential }).info({ token: canary.jwt }, 'from its child')
  expect(lines).toHaveLength(6)
  expectClean(text())
})

it('never writes them inside sentences either', () => {
  const { log, lines, text } = collect()
  const { jwt, credential, hostKey, address, address6, longAddress6, email } = canary
  for (const value of [jwt, credential, hostKey, hostKey.toLowerCase(), address, address6, longAddress6, email]) {
    log.info(`somebody sent ${value}, twice`)
    log.info({ problem: `somebody sent ${value}` }, 'hello')
    log.info('somebody sent %s', value)
    log.info(new Error(`somebody sent ${value}`))
    log.info({ error: new Error('outer', { cause: new Error(`somebody sent ${value}`) }) })
  }
  log.info(`connecting to postgres://sanctuary:${canary.password}@db.example/rooms`)
  expect(lines).toHaveLength(41)
  expectClean(text())
  expect(text()).not.toContain(hostKey.toLowerCase())
  expect(text()).toContain('db.example/rooms')
})

it('leaves alone what is none of these', () => {
  const { log, text } = collect()
  log.info(
    { port: 4300, version: '18.6.0', id: 'b3c1f1c0-5a0f-4a37-9a52-0d9f5f6e7a10' },
    'at 14:39:03 on http://127.0.0.1:4300 and http://0.0.0.0:4300',
  )
  expect(JSON.parse(text())).toMatchObject({
    level: 'info',
    port: 4300,
    version: '18.6.0',
    id: 'b3c1f1c0-5a0f-4a37-9a52-0d9f5f6e7a10',
    msg: 'at 14:39:03 on http://127.0.0.1:4300 and http://0.0.0.0:4300',
  })
})

it('writes ids of rooms and people for debugging only', () => {
  const { log, lines } = collect()
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)
    log[level]({ room: 'the-room', person: { participant: 'the-person' } })
  log.child({ room: 'the-room' }).debug({})
  expect(lines.map((line) => line.includes('the-room'))).toEqual([true, true, false, false, false, false, false])
  expect(lines.map((line) => line.includes('the-person'))).toEqual([true, true, false, false, false, false, false])
})

it('writes what helps to find a fault of the database, and not the values', () => {
  const { log, text } = collect()
  const error = new postgres.PostgresError('duplicate key value violates unique constraint "people_alias"')
  Object.assign(error, {
    code: '23505',
    detail: `Key (alias)=(${canary.text}) already exists.`,
    constraint_name: 'people_alias',
    table_name: 'people',
    query: canary.text,
    parameters: [canary.text],
    where: canary.text,
  })
  const wrongForm = Object.assign(new Error(`invalid input syntax for type uuid: "${canary.text}"`), { code: '22P02' })
  log.error({ error }, 'operation failed')
  log.error({ err: wrongForm })
  log.error(new SanctuaryError('INTERNAL', { cause: wrongForm }))
  expectClean(text())
  const [first] = text().split('\n')
  expect(JSON.parse(first ?? '').error).toMatchObject({ type: 'PostgresError', code: '23505', constraint: 'people_alias', table: 'people' })
  expect(text()).toContain('invalid input syntax for type uuid')
  expect(text()).toContain('log.test.ts') // where it happened
})

it('never writes a wrapped secret', () => {
  const { log, text } = collect()
  log.info({ config: { server: secretOf(canary.password) }, list: [secretOf(canary.password)] })
  expect(text()).toContain('[secret]')
  expectClean(text())
})

it('writes nothing below its level, and nothing at all when silent', () => {
  const { log, lines } = collect('warn')
  log.info('quiet')
  log.warn('loud')
  expect(lines).toHaveLength(1)
  const silent = collect('silent')
  silent.log.fatal('nobody hears')
  expect(silent.lines).toEqual([])
})

it('does not stumble over what refers to itself', () => {
  const { log, lines } = collect()
  const loop: Record<string, unknown> = { name: 'loop' }
  loop.self = loop
  log.info(loop)
  log.info({ nothing: null, missing: undefined, big: 12n, when: new Date(0), many: new Map([['a', 1]]) })
  expect(lines).toHaveLength(2)
})
