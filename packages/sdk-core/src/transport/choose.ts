import { type CallEnvelope, SanctuaryError } from '@sanctuary/protocol'
import type { Pass } from '../credential/pass.ts'
import { toSanctuaryError } from '../sanctuary-error.ts'
import type { Link } from './link.ts'
import type { Transport } from './transport.ts'

/** The token is of no use any more: too old, or from before the server let go of a person who was away for long. */
const asksForToken = new Set(['TOKEN_EXPIRED', 'UNAUTHENTICATED'])
/** Codes that say nothing about the call itself. It may have arrived; its id keeps it from happening twice. */
const mayTryAgain = new Set(['SERVER_UNREACHABLE', 'OFFLINE', 'TIMEOUT', ...asksForToken])

/** Makes the calls of one person. */
export interface Caller {
  /** Asks on whatever door works: the live one where it is open, else the plain one, also for what was lost on the live one. */
  ask(envelope: CallEnvelope): Promise<unknown>
  /** Asks on the plain door, also when the room is closed. */
  askPlainly(envelope: CallEnvelope): Promise<unknown>
}

export function createCaller({ link, transport, pass }: { link: Link; transport: Pick<Transport, 'call'>; pass: Pass }): Caller {
  async function askPlainly(envelope: CallEnvelope) {
    try {
      return await transport.call(envelope, { token: pass.token() })
    } catch (cause) {
      if (!asksForToken.has(toSanctuaryError(cause).code)) throw cause
      await pass.renew()
      return await transport.call(envelope, { token: pass.token() })
    }
  }

  async function ask(envelope: CallEnvelope) {
    if (isClosed(link)) throw endOf(link)
    const live = link.current()
    if (!live) return askPlainly(envelope)
    try {
      return await live.call(envelope)
    } catch (cause) {
      if (!mayTryAgain.has(toSanctuaryError(cause).code)) throw cause
      if (isClosed(link)) throw endOf(link)
      return await askPlainly(envelope)
    }
  }

  return { ask, askPlainly }
}

const isClosed = (link: Link) => link.$connection.get().state === 'closed'
const endOf = (link: Link) => link.$connection.get().reason ?? new SanctuaryError('CLOSED')
