import { type JoinReply, protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import type { Keeper } from './credential/keeper.ts'
import type { Environment } from './environment.ts'
import type { Room, RoomParts } from './room.ts'
import { toSanctuaryError } from './sanctuary-error.ts'
import { createServerClock } from './server-clock.ts'
import type { Ask } from './transport/ask.ts'

/** What somebody new says about themselves. Left out is suggested by the server; who comes back keeps theirs. */
export interface JoinOptions {
  /** A pseudonym, 2–40 characters. */
  readonly alias?: string
  /** The seed their picture is drawn from. */
  readonly picture?: string
  /** The version of the ground rules they accepted. */
  readonly rules?: number
  /** Makes them a host. It is not stored. */
  readonly hostKey?: string
}

/** Codes by which the server says that a credential leads to nobody any more. */
const nobody = new Set(['CREDENTIAL_UNKNOWN', 'REMOVED'])

/** Joins rooms for a client. */
export function createJoin({
  ask,
  environment,
  identity,
  keeperOf,
  ...shared
}: {
  ask: Ask
  environment: Environment
  identity?: () => Promise<string> | string
  keeperOf: (room: string) => Keeper
} & Pick<RoomParts, 'server' | 'worklet' | 'iceTransportPolicy' | 'prepared' | 'forget'>): (
  id: string,
  options?: JoinOptions,
) => Promise<Room> {
  return async (id, options = {}) => {
    const keeper = keeperOf(id)
    const serverClock = createServerClock(environment.clock)

    /** Nobody comes in, or stays, after they had themselves forgotten. */
    function requireWanted(joined?: JoinReply): void {
      if (!keeper.isForgotten()) return
      if (joined) ask('participants.leave', { forget: true }, { token: joined.token, keepalive: true }).catch(() => {})
      throw new SanctuaryError('CLOSED')
    }

    async function enter(credential: string | undefined, given: JoinOptions): Promise<JoinReply> {
      const { rules: rulesVersion, ...rest } = given
      const proof = await identity?.()
      requireWanted()
      const askedAt = environment.clock.now()
      const joined = await ask('participants.join', { room: id, credential, rulesVersion, ...rest }, { identity: proof })
      requireSameVersion(joined.protocol)
      serverClock.learn(joined.serverTime, askedAt)
      requireWanted(joined)
      if (joined.credential !== undefined) keeper.keep(joined.credential)
      return joined
    }

    async function enterAsBefore(): Promise<JoinReply> {
      const credential = await keeper.recall()
      if (credential === undefined) return enter(undefined, options)
      try {
        return await enter(credential, options)
      } catch (cause) {
        const { code } = toSanctuaryError(cause)
        if (nobody.has(code)) keeper.drop()
        // Being somebody else is a person's own decision: only where they said as whom.
        if (code !== 'CREDENTIAL_UNKNOWN' || (options.alias === undefined && options.rules === undefined)) throw cause
        return enter(undefined, options)
      }
    }

    // Looking at a room needs none of what being in one does; nothing is asked of the server before it is there.
    const { createRoom } = await import('./room.ts')
    const [joined, tab] = await Promise.all([enterAsBefore(), keeper.chooseTab()])
    requireWanted(joined)

    async function rejoin(): Promise<JoinReply> {
      const credential = keeper.credential()
      // Without either, the server would take this page for somebody new.
      const again = credential === undefined && !identity ? undefined : await enter(credential, {})
      if (again?.participant !== joined.participant) throw new SanctuaryError('CREDENTIAL_UNKNOWN')
      return again
    }

    return createRoom({ joined, tab, keeper, serverClock, environment, rejoin, ...shared })
  }
}

function requireSameVersion(server: number): void {
  if (server !== protocolVersion) throw new SanctuaryError(server > protocolVersion ? 'CLIENT_TOO_OLD' : 'SERVER_TOO_OLD')
}
