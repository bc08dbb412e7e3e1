import { type AudioService, SanctuaryError } from '@sanctuary/protocol'
import { atom, type WritableAtom } from 'nanostores'
import { backoffMs } from '../clock.ts'
import type { RoomContext, Store } from '../room-context.ts'
import type { Sound } from './audio-feature.ts'
import type { MediaRoom } from './media-room.ts'
import type { Seat } from './seat.ts'
import { until } from './until.ts'

/** Being connected to the media server for as long as that is wanted. */
export interface SoundSession {
  /** The connection in use. */
  readonly $room: Store<MediaRoom | undefined>
  /** Settles with sound; keeps trying by itself until `stop`. See `AudioFeature.start` for what it throws. */
  start(): Promise<void>
  /** Like `start`, also when another page has the sound. */
  moveHere(): Promise<void>
  stop(): Promise<void>
  /** Ends for good. */
  close(): Promise<void>
}

/** A connection that lasted this long counts as good: the next loss is answered at once. */
const steadyMs = 10_000

export interface SoundSessionOptions extends Pick<RoomContext, 'call' | 'tab' | 'clock'> {
  readonly seat: Seat
  readonly $service: Store<AudioService | undefined>
  readonly $sound: WritableAtom<Sound>
  /** Connects with a token. */
  readonly open: (grant: { url: string; token: string; signal: AbortSignal }) => Promise<MediaRoom>
  /** Cuts a wait short, for example when the device is online again. Returns what ends that. */
  readonly onHope: (hope: () => void) => () => void
}

/** Asks for a token, connects, and does it again with a fresh token whenever the connection ends. */
export function createSoundSession({ call, tab, clock, seat, $service, $sound, open, onHope }: SoundSessionOptions): SoundSession {
  const $room = atom<MediaRoom | undefined>()
  let running: AbortController | undefined

  const off = seat.$elsewhere.subscribe((isElsewhere) => {
    if (isElsewhere) void end(elsewhere())
    else if (!running && $sound.get().state === 'elsewhere') $sound.set({ state: 'idle' })
  })

  /** Ends the run and leaves this as the last word. */
  function end(last: Sound): Promise<void> | undefined {
    const room = $room.get()
    running?.abort(last.reason ?? new SanctuaryError('CLOSED'))
    running = undefined
    $room.set(undefined)
    $sound.set(last)
    return room?.close()
  }

  async function run({ signal }: AbortController): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await serviceReady(signal)
        signal.throwIfAborted()
        if ($sound.get().state !== 'reconnecting') $sound.set({ state: 'connecting' })
        const grant = await call('audio.connect', { tab })
        signal.throwIfAborted()
        seat.hold(grant.generation)
        const room = await open({ ...grant, signal })
        const since = clock.now()
        if ((await stay(room, signal)) === 'taken') return void end(elsewhere())
        if (clock.now() - since > steadyMs) attempt = 0
        $sound.set({ state: 'reconnecting' })
        await pause(backoffMs(attempt), signal)
      } catch (error) {
        if (signal.aborted) return
        const reason = error instanceof SanctuaryError ? error : new SanctuaryError('AUDIO_UNAVAILABLE', { cause: error })
        if (!reason.retryable) return void end({ state: 'failed', reason })
        $sound.set({ state: $sound.get().state === 'reconnecting' ? 'reconnecting' : 'connecting', reason })
        await pause(backoffMs(attempt, reason.retryAfterMs), signal)
      }
      if (signal.aborted) return
    }
  }

  /** Says why there is no sound while there is none. An absent word counts as ready: the call itself will tell. */
  async function serviceReady(signal: AbortSignal): Promise<void> {
    const isReady = (service: AudioService | undefined) => !service || service.state === 'ready'
    const off = $service.subscribe((service) => {
      if (service && !isReady(service))
        $sound.set({ state: 'unavailable', reason: new SanctuaryError('AUDIO_UNAVAILABLE', { message: service.message }) })
    })
    try {
      await until($service, isReady, signal)
    } finally {
      off()
    }
  }

  /** Shows the connection's state until it ends. */
  async function stay(room: MediaRoom, signal: AbortSignal): Promise<'taken' | 'lost'> {
    $room.set(room)
    const off = room.$state.subscribe((state) => {
      if (!signal.aborted) $sound.set(state === 'blocked' ? { state, reason: new SanctuaryError('PLAYBACK_BLOCKED') } : { state })
    })
    const how = await room.ended
    off()
    signal.throwIfAborted()
    $room.set(undefined)
    return how
  }

  function pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resume) => {
      const stops = [clock.after(ms, finish), onHope(finish)]
      signal.addEventListener('abort', finish)
      function finish() {
        for (const stop of stops) stop()
        signal.removeEventListener('abort', finish)
        resume()
      }
    })
  }

  async function begin(): Promise<void> {
    const blocked = $sound.get().state === 'blocked' && $room.get()?.resumePlayback() // at once: a press counts only for a moment
    if (!running) {
      $sound.set({ state: 'connecting' })
      running = new AbortController()
      void run(running)
    }
    if (blocked) await blocked.catch(() => {}) // the store below says so
    const sound = await until($sound, ({ state }) => state !== 'connecting' && state !== 'reconnecting')
    if (sound.state !== 'live') throw sound.reason ?? new SanctuaryError('CLOSED')
  }

  return {
    $room,
    async start() {
      if (seat.$elsewhere.get() || $sound.get().state === 'elsewhere') throw new SanctuaryError('SOUND_ELSEWHERE')
      await begin()
    },
    moveHere: begin,
    stop: async () => end({ state: 'idle' }),
    async close() {
      off()
      await end({ state: 'idle' })
    },
  }
}

const elsewhere = (): Sound => ({ state: 'elsewhere', reason: new SanctuaryError('SOUND_ELSEWHERE') })
