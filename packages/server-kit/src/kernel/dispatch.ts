import {
  type ErrorBody,
  type Input,
  mayCall,
  namesOf,
  type Operation,
  type OperationName,
  type Reply,
  SanctuaryError,
} from '@sanctuary/protocol'
import type { Actor, Caller } from './actor.ts'
import { askerOf } from './actor.ts'
import type { CallInProcess } from './call-in-process.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { AnyHandler } from './module.ts'
import type { RateLimits } from './rate-limit.ts'

export interface DispatchOptions {
  readonly handlers: ReadonlyMap<string, AnyHandler>
  readonly rateLimits: RateLimits
  readonly log: Log
  readonly metrics: Metrics
  /** Whether replies are checked against the contract; costs time, so off in production. */
  readonly checkReplies: boolean
}

/** A call as a door hands it over. */
interface Call {
  readonly op: string
  readonly input: unknown
  readonly caller: Caller
  /** Makes a repeated call answer the first time's reply. */
  readonly id?: string | undefined
  /** Asked by the program the server is part of. */
  readonly isOurs?: boolean
}

/** Does for every call of every door: find, parse, permission, rate, handler. Throws only `SanctuaryError`. */
export type Dispatch = (call: Call) => Promise<unknown>

const operations = namesOf('operations') as ReadonlyMap<string, Operation>

export function createDispatch({ handlers, rateLimits, log, metrics, checkReplies }: DispatchOptions): Dispatch {
  return async ({ op, input, caller, id, isOurs }) => {
    const started = performance.now()
    let outcome = 'ok'
    try {
      const operation = operations.get(op)
      if (!operation) throw new SanctuaryError('NOT_FOUND', { message: 'There is no such operation.', details: { op: op.slice(0, 80) } })
      const handler = handlers.get(op)
      if (!handler) throw new SanctuaryError('MODULE_NOT_MOUNTED')
      permit(operation, caller)
      if (!isOurs) await rateLimits.consume(operation.rate, rateKey(operation, caller))
      const asking = operation.door === 'live' ? actorFor(op as OperationName, operation, caller, id) : caller
      const reply = await handler(asking, parse(operation, input))
      return checkReplies ? operation.reply.parse(reply) : reply
    } catch (error) {
      const known = asSanctuaryError(error)
      outcome = known.code
      if (known.code === 'INTERNAL') log.error({ op, error: known.cause ?? known }, 'operation failed')
      throw known
    } finally {
      metrics.operation(operations.has(op) ? op : 'unknown', outcome, performance.now() - started)
    }
  }
}

/** In-process calls: the same rules without doors and rate limits. */
export const inProcess =
  (dispatch: Dispatch): CallInProcess =>
  <Name extends OperationName>(op: Name, caller: Caller, input: Input<Name>) =>
    dispatch({ op, caller, input, isOurs: true }) as Promise<Reply<Name>>

function permit(operation: Operation, caller: Caller): void {
  if (mayCall(askerOf(caller), operation.role)) return
  throw new SanctuaryError(caller.actor ? 'FORBIDDEN' : 'UNAUTHENTICATED')
}

/** Creating and joining count by network, everything else by person. */
const rateKey = (operation: Operation, caller: Caller): string =>
  operation.rate === 'create' || operation.rate === 'join' || !caller.actor ? caller.network : caller.actor.participant

function actorFor(name: OperationName, operation: Operation, { actor }: Caller, callId: string | undefined): Actor {
  if (!actor) throw new SanctuaryError('UNAUTHENTICATED')
  return { ...actor, callId, operation: { name, role: operation.role } }
}

function parse(operation: Operation, input: unknown): unknown {
  const result = operation.input.safeParse(input ?? {})
  if (result.success) return result.data
  // Paths and what is wrong with them, never what was written there.
  const fields = result.error.issues.slice(0, 10).map((issue) => ({ path: issue.path.join('.'), problem: problemOf(issue) }))
  const first = fields[0]
  throw new SanctuaryError('INVALID_INPUT', {
    message: first ? `The request does not have the right form: ${first.path || 'the input'} ${first.problem}.` : undefined,
    details: { fields },
  })
}

const problemOf = (issue: { code?: string | undefined; message: string }): string =>
  issue.code === 'unrecognized_keys' ? 'has a field that is not known here' : issue.message.charAt(0).toLowerCase() + issue.message.slice(1)

/** Any error as one of ours; what is not known becomes `INTERNAL` and keeps its cause for the log only. */
export function asSanctuaryError(error: unknown): SanctuaryError {
  if (error instanceof SanctuaryError) return error
  const code = (error as { code?: string } | undefined)?.code
  // Lock timeouts, deadlocks, lost connections: the same call may work in a moment.
  if (code !== undefined && busyCodes.has(code)) return new SanctuaryError('BUSY', { cause: error, retryAfterMs: 500 })
  return new SanctuaryError('INTERNAL', { cause: error })
}

const busyCodes = new Set([
  '55P03',
  '40P01',
  '40001',
  '57P01',
  '57P03',
  '25006',
  '57014',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
])

/** The body every door sends for an error. */
export const errorBody = (error: unknown): ErrorBody => asSanctuaryError(error).toJSON()
