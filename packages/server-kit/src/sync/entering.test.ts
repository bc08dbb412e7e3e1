import type { RecordName, Snapshot } from '@sanctuary/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestPerson, type TestServer } from '../testing/create-test-server.ts'
import { insist } from '../testing/insist.ts'
import type { LiveConnection } from '../testing/live-connection.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { createReplica, type Replica } from '../testing/replica.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const stateTypes = ['participants.person', 'hands.raised', 'rooms.settings', 'participants.standing'] as const satisfies RecordName[]

describe.each([
  ['pglite', async (): Promise<string> => 'pglite:memory'],
  ['postgres', (): Promise<string> => postgres.createDatabase()],
] as const)('entering a busy room on %s', (_, createUrl) => {
  let test: TestServer
  beforeAll(async () => {
    test = await createTestServer({ database: await createUrl() })
  })
  afterAll(() => test.close())

  /** What somebody does while others write: come with a new tab, cut one and continue it, raise or lower a hand. */
  type Step = 'connect' | 'reconnect' | 'raise' | 'lower' | 'write'
  const steps = fc.array(fc.constantFrom<Step>('connect', 'connect', 'reconnect', 'raise', 'lower', 'write', 'write'), {
    minLength: 20,
    maxLength: 40,
  })

  it('loses nothing, doubles nothing and changes no order', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const { room } = await test.createRoom()
        const people = await Promise.all(Array.from({ length: 4 }, () => test.join(room.id)))
        const lives: LiveConnection[] = []
        const running: Promise<unknown>[] = []
        const failures: unknown[] = []
        for (const [index, step] of plan.entries()) {
          const person = people[index % people.length]
          if (person) running.push(take(step, person, lives).catch((error) => failures.push(error)))
          if (index % 5 === 0) await running[index - 3]
        }
        await Promise.all(running)
        expect(failures).toEqual([])
        await judge(people, lives)
        for (const live of lives) live.close()
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })

  async function take(step: Step, person: TestPerson, lives: LiveConnection[]): Promise<unknown> {
    if (step === 'connect') return void lives.push(await person.connect())
    if (step === 'raise') return insist(() => person.call('hands.raise', {}))
    if (step === 'lower') return insist(() => person.call('hands.lower', {}))
    if (step === 'write') {
      const messages = Array.from({ length: 10 }, (_, n) => ({ id: crypto.randomUUID(), text: `${n}` }))
      return Promise.all(messages.map((message) => insist(() => person.call('chat.send', message))))
    }
    const index = lives.findIndex(({ welcome }) => welcome.participant === person.participant)
    const [old] = index < 0 ? [] : lives.splice(index, 1)
    if (!old) return undefined
    old.close()
    lives.push(await person.connect({ replica: old.replica }))
  }

  /** Everybody holds what the database holds, once the last number has reached them. */
  async function judge(people: readonly TestPerson[], lives: readonly LiveConnection[]): Promise<void> {
    const rows = await test.kernel.db.sql<{ key: string }[]>`
      select key from records where channel_id = ${`${people[0]?.room}/room`} and type = 'chat.message' order by created_seq`
    const all = rows.map(({ key }) => key)
    for (const person of people) {
      for (const live of lives.filter(({ welcome }) => welcome.participant === person.participant)) {
        const truth = await stored(person, live)
        const held = live.records('chat.message').map(({ key }) => key)
        expect(held).toEqual(all.slice(all.length - held.length))
        expect(held.length).toBeGreaterThanOrEqual(Math.min(50, all.length))
        for (const type of stateTypes) expect(live.records(type)).toEqual(truth.records(type))
        expect(live.discontinuities).toEqual([])
      }
    }
  }

  /** What the database holds, at the very number `live` has reached: presence still changes after the last step. */
  async function stored(person: TestPerson, live: LiveConnection): Promise<Replica> {
    for (;;) {
      const truth = createReplica((await person.call('sync.resume', { positions: [] })).snapshots as Snapshot[])
      await live.waitFor(() => roomSeq(live.replica) >= roomSeq(truth))
      if (roomSeq(live.replica) === roomSeq(truth)) return truth
    }
  }

  const roomSeq = (replica: Replica) => replica.positions().find(({ channel }) => channel === 'room')?.seq ?? 0
})
