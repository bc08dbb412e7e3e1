import { type Frame, SanctuaryError, type SignalMessage, type TabId, type Welcome } from '@sanctuary/protocol'
import { atom } from 'nanostores'
import { backoffMs, type Clock } from '../clock.ts'
import type { Pass } from '../credential/pass.ts'
import { isolated } from '../isolated.ts'
import type { Page } from '../page.ts'
import type { Connection, Store } from '../room-context.ts'
import { toSanctuaryError } from '../sanctuary-error.ts'
import type { LiveConnection, Transport } from './transport.ts'

/** A room's way to its server, over as many single connections as it takes. */
export interface Link {
  readonly $connection: Store<Connection>
  /** The connection that carries calls now, if one does. */
  current(): LiveConnection | undefined
  start(): void
  retryNow(): void
  /** Says that nothing is missing on the current connection. */
  whole(): void
  /** Gives the current connection up. */
  fail(reason: SanctuaryError): void
  /** Ends it for good. The link does so itself when the server says something that another try cannot change. */
  close(reason: SanctuaryError): void
}

/** What a link tells its room. */
export interface LinkListener {
  /** A connection was accepted. `askedAt`: when it was asked for, by this device's clock. */
  opened(welcome: Welcome, askedAt: number): void
  /** The page was shown or found a network again, so the connection may be dead without knowing. */
  doubted(): void
  lost(): void
  frame(frame: Frame): void
  signal(message: SignalMessage): void
  /** The room is over for this page. Said once. */
  closed(reason: SanctuaryError): void
}

/** A connection that lived this long was a good one: the next wait starts small again. */
const goodAfterMs = 10_000

/** Keeps one live connection open: at once when the page is shown or finds a network, else with growing waits, for ever. */
export function createLink({
  transport,
  pass,
  tab,
  clock,
  page,
  listener,
}: {
  transport: Pick<Transport, 'open'>
  pass: Pass
  tab: TabId
  clock: Clock
  page: Page
  listener: LinkListener
}): Link {
  const $connection = atom<Connection>({ state: 'idle' })
  let connection: LiveConnection | undefined
  let accepted = false
  let attempt = 0
  let renewed = false
  let wholeSince: number | undefined
  let stopWaiting: (() => void) | undefined
  let stopFollowing: (() => void)[] = []
  const show = (next: Connection) => isolated(() => $connection.set(next))
  const isClosed = () => $connection.get().state === 'closed'

  function open() {
    stopWaiting?.()
    stopWaiting = undefined
    if (isClosed()) return
    const askedAt = clock.now()
    const { state, reason } = $connection.get()
    show({ state: state === 'idle' ? 'connecting' : 'reconnecting', reason })
    accepted = false
    const mine = transport.open(
      { token: pass.token(), tab },
      {
        welcome(welcome) {
          if (connection !== mine) return
          accepted = true
          listener.opened(welcome, askedAt)
        },
        frame: (frame) => connection === mine && listener.frame(frame),
        signal: (message) => connection === mine && listener.signal(message),
        gone: (reason) => connection === mine && lose(reason),
      },
    )
    connection = mine
  }

  function lose(reason: SanctuaryError) {
    connection = undefined
    accepted = false
    if (wholeSince !== undefined && clock.now() - wholeSince >= goodAfterMs) {
      attempt = 0
      renewed = false
    }
    wholeSince = undefined
    listener.lost()
    if (reason.code === 'TOKEN_EXPIRED' || reason.code === 'UNAUTHENTICATED') void renew(reason)
    else recover(reason)
  }

  async function renew(reason: SanctuaryError) {
    show({ state: 'reconnecting', reason })
    try {
      await pass.renew()
    } catch (cause) {
      return recover(toSanctuaryError(cause))
    }
    if (renewed) return recover(new SanctuaryError('TOKEN_EXPIRED')) // a fresh token refused at once: no hot loop
    renewed = true
    open()
  }

  function recover(reason: SanctuaryError) {
    if (isClosed()) return
    if (!reason.retryable) return close(reason)
    const waitMs = backoffMs(attempt++, reason.retryAfterMs)
    stopWaiting = clock.after(waitMs, open) // before it is said: who hears of it may want to retry at once
    show({ state: page.isOnline() ? 'reconnecting' : 'offline', reason, nextTryAt: clock.now() + waitMs })
  }

  function close(reason: SanctuaryError) {
    if (isClosed()) return
    show({ state: 'closed', reason })
    stopWaiting?.()
    for (const stop of stopFollowing) stop()
    pass.stop()
    const last = connection
    connection = undefined
    last?.close()
    listener.lost()
    listener.closed(reason)
  }

  const hurry = () => (stopWaiting ? open() : accepted && listener.doubted())

  return {
    $connection,
    close,
    current: () => (accepted ? connection : undefined),
    start() {
      if (isClosed()) return
      stopFollowing = [page.on('shown', hurry), page.on('online', hurry)]
      open()
    },
    retryNow: hurry,
    whole() {
      wholeSince ??= clock.now()
      if ($connection.get().state !== 'live') show({ state: 'live' })
    },
    fail(reason) {
      const last = connection
      if (!last) return
      lose(reason)
      last.close()
    },
  }
}
