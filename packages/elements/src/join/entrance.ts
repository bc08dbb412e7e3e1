import { type JoinOptions, type Room, type RoomPreview, type SanctuaryClient, SanctuaryError } from '@sanctuary/sdk-core'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

interface Options {
  readonly client: () => SanctuaryClient | undefined
  /** Id of the room. */
  readonly room: () => string
  /** Empty: somebody is about to type one. */
  readonly hostKey: () => string | undefined
  /** This page is in the room now, or waits in its lobby. */
  readonly joined: (room: Room) => void
  /** The way is free again after it was not. */
  readonly free: () => void
}

/** How often a closed door is tried again, in ms. */
export const againMs = 15_000

/** Refusals that pass by themselves. */
const passing = new Set(['ROOM_LOCKED', 'ROOM_FULL', 'SERVER_UNREACHABLE', 'OFFLINE', 'TIMEOUT', 'BUSY', 'RATE_LIMITED'])

/** What belongs to the form and its fields; anything else takes the form's place. */
const ofTheForm = new Set([
  'ALIAS_TAKEN',
  'HOST_KEY_WRONG',
  'RULES_NOT_ACCEPTED',
  'INVALID_INPUT',
  'INTERNAL',
  'BUSY',
  'RATE_LIMITED',
  'TIMEOUT',
  'OFFLINE',
  'SERVER_UNREACHABLE',
])

/** Looks at a room, comes back to it as who this page was, joins it, and waits politely at a door that is closed for now. */
export class Entrance implements ReactiveController {
  preview: RoomPreview | undefined
  /** What the form has to say: why joining did not work. */
  refusal: SanctuaryError | undefined
  /** This page is known there: it needs no name. */
  isReturning = false
  isJoining = false
  /** When the room was last looked at, by this device's clock in ms. */
  lookedAt = 0
  private error: SanctuaryError | undefined
  private wish: JoinOptions | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private attempt = 0
  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly options: Options

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.host = host
    this.options = options
    host.addController(this)
  }

  /** Why nobody can come in, if so. Somebody with a host key passes a locked door. */
  get fault(): SanctuaryError | undefined {
    if (this.error) return this.error
    const { preview } = this
    if (!preview || this.isJoining) return undefined
    if (preview.state === 'ended') return new SanctuaryError('ROOM_ENDED')
    if (this.isReturning) return undefined
    if (preview.locked && this.options.hostKey() === undefined) return new SanctuaryError('ROOM_LOCKED')
    return preview.people >= preview.capacity ? new SanctuaryError('ROOM_FULL') : undefined
  }

  /** They pressed join and a place is all that is missing. */
  get isWaitingForPlace(): boolean {
    return this.wish !== undefined
  }

  /** Whether what is wrong passes by itself, so that it looks again. */
  get looksAgain(): boolean {
    return this.fault !== undefined && passing.has(this.fault.code)
  }

  hostConnected(): void {
    globalThis.addEventListener('online', this.again)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('online', this.again)
    this.rest()
    this.attempt += 1
  }

  hostUpdated(): void {
    const waits = this.looksAgain
    if (waits && this.timer === undefined) this.timer = setTimeout(this.again, againMs)
    if (!waits) this.rest()
  }

  /** Begins anew: comes back where this page can, else looks. */
  async open(): Promise<void> {
    this.wish = this.error = this.refusal = this.preview = undefined
    this.isReturning = false
    await this.lead(async (client, id, isCurrent) => {
      if (await this.comeBack(client, id, isCurrent)) return
      await this.look(client, id, isCurrent)
    })
  }

  /** Goes on with what somebody else has looked at. */
  async take(preview: RoomPreview): Promise<void> {
    this.preview = preview
    this.lookedAt = Date.now()
    const client = this.options.client()
    this.isReturning = client ? await client.recall(preview.id).catch(() => false) : false
    this.host.requestUpdate()
  }

  /** Looks again, at once. Whoever waits for a place goes in when there is one. */
  readonly again = (): void => {
    this.rest()
    if (!this.fault || this.isJoining || !this.host.isConnected) return
    const wasClosed = this.preview !== undefined
    void this.lead(async (client, id, isCurrent) => {
      if (!wasClosed && (await this.comeBack(client, id, isCurrent))) return
      await this.look(client, id, isCurrent)
      if (!isCurrent() || this.fault) return
      if (this.wish) await this.enter(this.wish)
      else if (wasClosed) this.options.free()
    })
  }

  /** Joins, or says why not. */
  async enter(wish: JoinOptions): Promise<void> {
    const client = this.options.client()
    if (!client || this.isJoining) return
    const id = this.preview?.id ?? this.options.room()
    this.isJoining = true
    this.refusal = this.wish = undefined
    this.host.requestUpdate()
    try {
      const room = await client.join(id, wish)
      if (!this.host.isConnected) return void room.leave().catch(() => {}) // nobody is there to be in it
      this.error = undefined
      this.options.joined(room)
    } catch (thrown) {
      const error = errorOf(thrown)
      this.refuse(error, wish)
      if (error.code === 'RULES_NOT_ACCEPTED') await this.lead((...parts) => this.look(...parts))
    } finally {
      this.isJoining = false
      this.host.requestUpdate()
    }
  }

  private refuse(error: SanctuaryError, wish: JoinOptions): void {
    if (ofTheForm.has(error.code)) this.refusal = error
    else this.error = error
    if (error.code === 'ROOM_FULL') this.wish = wish
  }

  private async comeBack(client: SanctuaryClient, id: string, isCurrent: () => boolean): Promise<boolean> {
    if (!(await client.recall(id))) return false
    try {
      const room = await client.join(id, { hostKey: this.options.hostKey() || undefined })
      if (isCurrent()) this.options.joined(room)
      else room.close()
      return true
    } catch (thrown) {
      const { code } = errorOf(thrown)
      this.isReturning = code === 'RULES_NOT_ACCEPTED'
      if (code === 'CREDENTIAL_UNKNOWN' || this.isReturning) return false
      throw thrown
    }
  }

  private async look(client: SanctuaryClient, id: string, isCurrent: () => boolean): Promise<void> {
    const preview = await client.rooms.read(id)
    if (!isCurrent()) return
    this.preview = preview
    this.error = undefined
  }

  /** Runs the newest look; an older one that comes late says nothing. */
  private async lead(run: (client: SanctuaryClient, id: string, isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const client = this.options.client()
    const id = this.preview?.id ?? this.options.room()
    if (!client || !id) return
    const attempt = ++this.attempt
    const isCurrent = () => attempt === this.attempt && this.host.isConnected
    try {
      await run(client, id, isCurrent)
    } catch (thrown) {
      if (isCurrent()) this.error = errorOf(thrown)
    }
    if (!isCurrent()) return
    this.lookedAt = Date.now()
    this.host.requestUpdate()
  }

  private rest(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }
}

/** An id of the wrong form leads nowhere, like one that was erased. */
function errorOf(thrown: unknown): SanctuaryError {
  if (!(thrown instanceof SanctuaryError)) return new SanctuaryError('INTERNAL', { cause: thrown })
  const { fields } = (thrown.details ?? {}) as { fields?: { path?: unknown }[] } // the server's word; only compared
  const aboutRoom = thrown.code === 'INVALID_INPUT' && Array.isArray(fields) && fields.some(({ path }) => path === 'room')
  return aboutRoom ? new SanctuaryError('ROOM_NOT_FOUND', { cause: thrown }) : thrown
}
