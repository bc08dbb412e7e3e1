import { type CallEnvelope, mayCall, namesOf, type Operation, SanctuaryError } from '@sanctuary/protocol'
import { createFakeFeatures } from './fake-features.ts'
import { createFakeHosts } from './fake-hosts.ts'
import type { Asking, FakeKernel } from './fake-kernel.ts'
import { createFakeJoining, createFakeParticipants } from './fake-participants.ts'
import { createFakeOpenRooms, createFakeRooms } from './fake-rooms.ts'

const operations = namesOf('operations') as ReadonlyMap<string, Operation>

/** Answers calls as the real server does: known, permitted, well formed, and once for each id. */
export function createFakeDispatch(kernel: FakeKernel): (envelope: CallEnvelope, asking: Asking) => unknown {
  const open = { ...createFakeOpenRooms(kernel), ...createFakeJoining(kernel) } as Record<string, (input: unknown) => unknown>
  const live = { ...createFakeRooms(kernel), ...createFakeParticipants(kernel), ...createFakeHosts(kernel), ...createFakeFeatures(kernel) }
  const handlers = live as Record<string, (caller: unknown, input: unknown) => unknown> // the contract pairs names with inputs
  const replies = new Map<string, unknown>()

  return ({ op, id, input }, { room, person, connection }) => {
    const operation = operations.get(op)
    if (!operation) throw new SanctuaryError('NOT_FOUND')
    if (!kernel.modules.includes(op.split('.')[0] ?? '')) throw new SanctuaryError('MODULE_NOT_MOUNTED')
    const asker = !person ? 'anyone' : person.state === 'inside' ? person.role : 'waiting'
    if (!mayCall(asker, operation.role)) throw new SanctuaryError(person ? 'FORBIDDEN' : 'UNAUTHENTICATED')
    const parsed = operation.input.safeParse(input ?? {})
    if (!parsed.success)
      throw new SanctuaryError('INVALID_INPUT', { details: { fields: parsed.error.issues.map(({ path }) => path.join('.')) } })

    const replyKey = id && `${person?.id} ${id}`
    if (replyKey && replies.has(replyKey)) return replies.get(replyKey)
    const handler = handlers[op]
    const reply = handler && room && person ? handler({ room, person, connection }, parsed.data) : open[op]?.(parsed.data)
    if (replyKey) replies.set(replyKey, reply)
    return reply
  }
}
