import { type Input, type Reply, type RoomPreview, SanctuaryError } from '@sanctuary/protocol'
import type { MicrophoneCheck } from './audio/check-microphone.ts'
import { createKeeper, type Keeper } from './credential/keeper.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { createJoin, type JoinOptions } from './join.ts'
import type { Room } from './room.ts'
import { createScopedStorage } from './storage.ts'
import { createAsk } from './transport/ask.ts'
import type { Hello } from './transport/transport.ts'

/** How a client is set up. */
export interface ClientOptions {
  /** Base address of the server kit, such as `https://talk.example` or `/sanctuary` on the page's own site. */
  readonly server: string
  /** A partner's JWT for the person, fetched at each join and never stored. */
  readonly identity?: () => Promise<string> | string
  /** Where unsent messages and the way back live. `memory`: gone with a reload, unknown to other tabs, and nothing stays on the device. Default: `session`. */
  readonly storage?: 'session' | 'memory'
  /** Address of `disguise-worklet.js`. Default: the server's copy. */
  readonly worklet?: string | URL
  /**
   * `relay`: sound goes through a TURN relay of the operator's or not at all; docs/guides/privacy.md says what that hides and what it
   * needs. Default: `all`.
   */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
}

/** The way to one server. */
export interface SanctuaryClient {
  /** Base address of the server, without a slash at its end. */
  readonly server: string
  readonly rooms: {
    /** Creates a room. The host key is shown this once and never again. */
    create(input: Input<'rooms.create'>): Promise<Reply<'rooms.create'>>
    /**
     * Looks at a room before joining it.
     * @throws ROOM_NOT_FOUND
     */
    read(room: string): Promise<RoomPreview>
  }
  /** A free name and a picture for a room. */
  suggest(room: string): Promise<Reply<'participants.suggest'>>
  /** Whether this page can come back to a room as who it was: by what it stored, or by another living tab. */
  recall(room: string): Promise<boolean>
  /**
   * Joins a room, as who this page was where it can.
   * @throws ROOM_FULL, ROOM_LOCKED, ROOM_ENDED, BANNED, ALIAS_TAKEN, RULES_NOT_ACCEPTED, HOST_KEY_WRONG, ORIGIN_NOT_ALLOWED;
   * CREDENTIAL_UNKNOWN when it could not come back and was given no name and no rules: ask the person, then join again
   */
  join(room: string, options?: JoinOptions): Promise<Room>
  /** What the server says of itself, to any page. */
  hello(): Promise<Hello>
  /** Tries the microphone and the disguise before joining. What was tuned goes along into the next room. */
  checkMicrophone(options?: { deviceId?: string }): Promise<MicrophoneCheck>
  /**
   * Leaves and forgets every room this page has been in, at once and without waiting for anything: the way back, unsent messages, how
   * sound was used on this device, and the same in the person's other tabs. The caller navigates away.
   */
  forget(): void
  /** Lets go of every room in this page without leaving it. */
  close(): void
}

const prefix = 'sanctuary:'

/**
 * Creates the way to one server. Touches no network and no storage until it is used.
 * @param environment - replaces what lies outside the SDK, for tests
 */
export function createSanctuaryClient(options: ClientOptions, environment: Partial<Environment> = {}): SanctuaryClient {
  const server = resolveServer(options.server)
  const around = { ...createEnvironment(server, options.storage ?? 'session'), ...environment }
  const here = `${prefix}${server}:`
  const worklet = String(options.worklet ?? `${server}/assets/disguise-worklet.js`)
  const prepared = new Map<string, { discard(): void }>()
  const keepers = new Map<string, Keeper>()
  const rooms = new Set<Room>()

  const ask = createAsk(around.transport)

  function keeperOf(room: string): Keeper {
    const known = keepers.get(room)
    if (known && !known.isForgotten()) return known
    known?.close()
    const name = `${here}${room}:`
    const keeper = createKeeper({ ...around, prefix: name, postbox: around.openPostbox(name) })
    keepers.set(room, keeper)
    return keeper
  }

  function forget() {
    for (const key of createScopedStorage(around.storage, here).keys()) keeperOf(key.slice(0, key.indexOf(':')))
    for (const keeper of keepers.values()) keeper.forget()
    for (const shelf of [around.storage, around.device]) createScopedStorage(shelf, prefix).clear()
    discard()
  }

  /** What nobody took, such as an open microphone. */
  function discard() {
    for (const thing of prepared.values()) thing.discard()
    prepared.clear()
  }

  const join = createJoin({
    ask,
    environment: around,
    identity: options.identity,
    keeperOf,
    server,
    worklet,
    iceTransportPolicy: options.iceTransportPolicy,
    prepared,
    forget,
  })

  return {
    server,
    rooms: {
      create: (input) => ask('rooms.create', input),
      read: (room) => ask('rooms.read', { room }),
    },
    suggest: (room) => ask('participants.suggest', { room }),
    hello: () => around.transport.hello(),
    recall: async (room) => (await keeperOf(room).recall()) !== undefined,
    async join(id, joinOptions) {
      const room = await join(id, joinOptions)
      rooms.add(room)
      room.on('closed', () => rooms.delete(room))
      return room
    },
    async checkMicrophone(checkOptions) {
      const { checkMicrophone } = await import('./audio/check-microphone.ts')
      return checkMicrophone({ ...around, worklet, prepared, ...checkOptions })
    },
    forget,
    close() {
      for (const room of rooms) room.close()
      for (const keeper of keepers.values()) keeper.close()
      keepers.clear()
      discard()
    },
  }
}

function resolveServer(server: string): string {
  try {
    return new URL(server, globalThis.location?.href).href.replace(/\/+$/, '')
  } catch (cause) {
    throw new SanctuaryError('INVALID_INPUT', {
      message: `"${server}" is no address of a server. Give one such as https://talk.example or /sanctuary.`,
      cause,
    })
  }
}
