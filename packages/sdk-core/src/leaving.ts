import { SanctuaryError } from '@sanctuary/protocol'
import type { Keeper } from './credential/keeper.ts'
import { randomId } from './random-id.ts'
import type { Session } from './session.ts'
import type { Transport } from './transport/transport.ts'

/** The ways out of a room. */
export interface Leaving {
  leave(options?: { forget?: boolean }): Promise<void>
  quickExit(): void
  /** Closes the room and wipes what this page kept for it. */
  forget(): void
}

/**
 * @param wipe - clears everything the SDK stored in this page, for all rooms
 * @param seal - keeps anything from being stored for this room afterwards
 */
export function createLeaving({
  session,
  keeper,
  transport,
  wipe,
  seal,
}: {
  session: Session
  keeper: Keeper
  transport: Pick<Transport, 'call'>
  wipe: () => void
  seal: () => void
}): Leaving {
  const { link } = session
  const close = () => link.close(new SanctuaryError('CLOSED'))

  function forget() {
    close() // first: closing still writes down what was not sent
    seal()
    keeper.forget()
  }

  return {
    forget,
    async leave({ forget: forgotten = false } = {}) {
      if (link.$connection.get().state === 'closed') return forgotten ? forget() : undefined
      const told = session.callPlainly('participants.leave', { forget: forgotten })
      close()
      try {
        await told
      } finally {
        if (forgotten) forget() // only now: without its credential an expired token could not have told the server
      }
    },
    quickExit() {
      const envelope = { op: 'participants.leave', id: randomId(), input: { forget: true } }
      const ways = [
        link.current()?.call(envelope),
        transport.call(envelope, { token: session.token(), keepalive: true }), // outlives the page where the connection does not
      ]
      for (const way of ways) way?.catch(() => {}) // the page is gone; its server lets go after 30 s in any case
      forget()
      wipe()
    },
  }
}
