import type { ErrorCode, Input } from '@sanctuary/protocol'
import type { SanctuaryClient } from '../../client.ts'
import type { JoinOptions } from '../../join.ts'
import type { Room } from '../../room.ts'
import { toSanctuaryError } from '../../sanctuary-error.ts'
import type { Transport } from '../../transport/transport.ts'
import { type CuttableTransport, createCuttable } from '../cuttable.ts'

/** What the suite needs of whatever it is run against. */
export interface Subject {
  /**
   * A client as a page of its own would have it: with storage `memory`, or another one nobody else sees.
   * @param change - to be applied to the client's transport
   */
  createClient(change: (transport: Transport) => Transport): SanctuaryClient
}

/** One thing that must hold. */
export interface Claim {
  /** Such as "a removed person is told why". */
  readonly name: string
  check(world: World): Promise<void>
}

/** A page of one person. */
interface Visitor {
  readonly client: SanctuaryClient
  /** Loses the live connection. */
  cut(): void
}

/** What a claim is checked in. Everything in it is closed afterwards. */
interface World {
  visitor(): Visitor
  /** A new room with its host inside. */
  room(input?: Partial<Input<'rooms.create'>>): Promise<{ id: string; hostKey: string; host: Room; visitor: Visitor }>
  /** Somebody new in a room. */
  guest(id: string, options?: JoinOptions): Promise<{ room: Room; visitor: Visitor }>
}

/** Makes a claim that any test runner can run against a subject. */
export const claim = (name: string, check: Claim['check']): Claim => ({ name, check })

/** Runs one claim and closes what it opened. */
export async function runClaim({ check }: Claim, subject: Subject): Promise<void> {
  const clients: SanctuaryClient[] = []

  function visitor(): Visitor {
    let transport: CuttableTransport | undefined
    const client = subject.createClient((real) => {
      transport = createCuttable(real)
      return transport
    })
    clients.push(client)
    return { client, cut: () => transport?.cut() }
  }

  const world: World = {
    visitor,
    async room(input = {}) {
      const page = visitor()
      const { room, hostKey } = await page.client.rooms.create({ topic: 'Conformance', ...input })
      const host = await page.client.join(room.id, { alias: 'The Host', rules: room.rulesVersion, hostKey })
      return { id: room.id, hostKey, host, visitor: page }
    },
    async guest(id, options) {
      const page = visitor()
      return { room: await page.client.join(id, options), visitor: page }
    },
  }
  try {
    await check(world)
  } finally {
    for (const client of clients) client.close()
  }
}

/** Fails with what was expected. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [inOneForm(actual), inOneForm(expected)]
  if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}.`)
}

/** As text, whatever the order of the keys. */
const inOneForm = (value: unknown): string =>
  JSON.stringify(value, (_, held) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  )

/** Fails unless the action is refused with this code. */
export async function expectRefusal(action: Promise<unknown>, code: ErrorCode, what: string): Promise<void> {
  const outcome = await action.then(
    () => 'no refusal',
    (error) => toSanctuaryError(error).code,
  )
  expectEqual(outcome, code, what)
}
