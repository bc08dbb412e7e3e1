import { SanctuaryError } from '@sanctuary/protocol'
import { atom, computed } from 'nanostores'
import type { RoomContext, Store } from '../room-context.ts'
import { until } from './until.ts'
import { patienceMs, watchServer } from './watch-server.ts'

/**
 * Whether one's own voice may be heard: only while the server holds an agreement made in this page, the room allows it, and the server
 * can be heard taking either back.
 */
export interface Undisguised {
  readonly $open: Store<boolean>
  /**
   * Agrees, and opens once the agreement is written down.
   * @throws UNDISGUISED_FORBIDDEN where the room does not allow it, before or meanwhile
   */
  agree(agreedTo: string): Promise<void>
  /** Shuts at once and takes the agreement back. */
  end(): void
  close(): void
}

export function createUndisguised({
  records,
  call,
  clock,
  $connection,
}: Pick<RoomContext, 'records' | 'call' | 'clock' | '$connection'>): Undisguised {
  const $open = atom(false)
  const $allowed = computed(records('rooms.settings'), ([settings]) => settings?.value.undisguised === 'with-consent')
  /** The number of the agreement; only one's own is ever received. */
  const $agreement = computed(records('audio.consent'), ([consent]) => consent?.seq)
  let attempt = new AbortController()
  let asked = false
  /** The agreement whose end the server was told of. */
  let takenBack: number | undefined
  let takingBack: Promise<unknown> = Promise.resolve()
  /** The server could not be told that the agreement has ended. */
  let isOwed = false
  let stopWaiting: (() => void) | undefined
  let stopWatching: (() => void) | undefined

  function end() {
    attempt.abort()
    $open.set(false)
    const agreement = $agreement.get()
    if (!asked && agreement === takenBack) return
    asked = false
    takenBack = agreement
    isOwed = false
    // Unheard it changes nothing here: nothing opens without a new one.
    takingBack = call('audio.withdrawConsent', {}).catch(() => {
      takenBack = undefined
      isOwed = true
    })
  }

  /** Another tab's agreement is that tab's to end. */
  function endOwn() {
    if (asked) end()
    else attempt.abort()
  }

  const stops = [
    // The sound has a connection of its own: while the server says nothing, a host's "never" may be on its way.
    $open.listen((open) => {
      stopWatching?.()
      stopWatching = open ? watchServer({ call, clock }, end) : undefined
    }),
    $connection.subscribe(({ state }) => {
      if (state !== 'live') {
        stopWaiting ??= clock.after(patienceMs, endOwn)
        return
      }
      stopWaiting?.()
      stopWaiting = undefined
      if (isOwed) end()
    }),
    $agreement.listen((agreement) => agreement === undefined && $open.set(false)),
    $allowed.listen((allowed) => {
      if (allowed) return
      attempt.abort(new SanctuaryError('UNDISGUISED_FORBIDDEN'))
      $open.set(false)
    }),
  ]

  return {
    $open,

    async agree(agreedTo) {
      attempt.abort()
      if (!$allowed.get()) throw new SanctuaryError('UNDISGUISED_FORBIDDEN')
      attempt = new AbortController()
      const { signal } = attempt
      try {
        await takingBack // else an older agreement, about to go, could pass for this one
        signal.throwIfAborted()
        const before = $agreement.get() ?? 0
        asked = true
        isOwed = false // the new agreement takes the place of the old
        await call('audio.consent', { agreedTo })
        await until($agreement, (agreement = 0) => agreement > before, signal)
        signal.throwIfAborted() // the record may have come together with what takes it back
        $open.set($agreement.get() !== undefined)
      } catch (error) {
        if (!signal.aborted) throw error
        if (signal.reason instanceof SanctuaryError) throw signal.reason
        // A disguise was chosen meanwhile: nothing opens.
      }
    },

    end,

    close() {
      attempt.abort()
      stopWaiting?.()
      $open.set(false)
      for (const stop of stops) stop()
    },
  }
}
