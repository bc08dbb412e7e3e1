import { SanctuaryError } from '@sanctuary/protocol'
import type { Keeper } from './credential/keeper.ts'
import { randomId } from './random-id.ts'
import type { Session } from './session.ts'
import type { Transport } from './transport/transport.ts'

/** The ways out of a room. */
export interface Leaving {
  leave(options?: { forget?: boolean }): Promise<void>
  /** Out at once and for good; the server is told without waiting for it. */
  end(): void
}

export function createLeaving({
  session,
  keeper,
  transport,
}: {
  session: Session
  keeper: Keeper
  transport: Pick<Transport, 'call'>
}): Leaving {
  const { link, token, callPlainly } = session
  const close = () => link.close(new SanctuaryError('CLOSED'))

  return {
    async leave({ forget = false } = {}) {
      try {
        if (link.$connection.get().state === 'closed') return
        const told = callPlainly('participants.leave', { forget })
        close()
        await told
      } finally {
        if (forget) keeper.forget() // only now: without its credential an expired token could not have told the server
      }
    },
    end() {
      const envelope = { op: 'participants.leave', id: randomId(), input: { forget: true } }
      const ways = [
        link.current()?.call(envelope),
        transport.call(envelope, { token: token(), keepalive: true }), // outlives the page where the connection does not
      ]
      for (const way of ways) way?.catch(() => {}) // the page is gone; its server lets go after 30 s in any case
      close()
    },
  }
}
