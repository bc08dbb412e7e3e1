/** Why nothing is heard. `failed`, `silenced` and `overload` are for ever: only a new gate opens again. */
export type ShutReason = 'failed' | 'silenced' | 'overload' | 'starting' | 'heartbeat-lost'

/** Lets sound out only while everything is known to be well. All times are sample numbers of the stream it guards. */
export type Gate = {
  /** Why it is shut at this moment, the gravest reason first; undefined while open. */
  shut(now: number): ShutReason | undefined
  /** The page is alive: stays open for another 250 ms. */
  heartbeat(now: number): void
  /** The engine says that from this sample on everything is disguised at a known pitch. */
  openFrom(sample: number): void
  /** Waits for `openFrom` anew, as at the start. */
  relock(): void
  /** Shuts for ever. The first call's reason stays. */
  shutForEver(reason: 'failed' | 'silenced' | 'overload'): void
  /** Whether it is shut for ever. */
  ended(): boolean
  /** Silences what must not be heard, in place: exact zeros while shut, a fade of 5 ms when it opens. @param start number of the block's first sample */
  apply(block: Float32Array, start: number): void
}

/** How long the page may be silent before it counts as gone, seconds. */
const HEARTBEAT_TIMEOUT_SECONDS = 0.25

const FADE_SECONDS = 0.005

/**
 * A gate that starts shut and fails shut: it needs a lock and a living page, and one fault shuts it.
 * @param sampleRate Hz
 */
export function createGate(sampleRate: number): Gate {
  const patience = Math.round(HEARTBEAT_TIMEOUT_SECONDS * sampleRate)
  const rise = 1 / (FADE_SECONDS * sampleRate)
  const state = { open: Number.POSITIVE_INFINITY, aliveUntil: 0, level: 0.5 }
  state.level = 0
  let latched: ShutReason | undefined

  return {
    shut(now) {
      if (latched) return latched
      if (now < state.open) return 'starting'
      return now < state.aliveUntil ? undefined : 'heartbeat-lost'
    },
    heartbeat(now) {
      state.aliveUntil = now + patience
    },
    openFrom(sample) {
      state.open = sample
    },
    relock() {
      state.open = Number.POSITIVE_INFINITY
    },
    shutForEver(reason) {
      latched ??= reason
    },
    ended: () => latched !== undefined,
    apply(block, start) {
      for (let i = 0; i < block.length; i++) {
        const now = start + i
        const open = !latched && now >= state.open && now < state.aliveUntil
        state.level = open ? Math.min(1, state.level + rise) : 0
        block[i] = open ? (block[i] ?? 0) * state.level : 0
      }
    },
  }
}
