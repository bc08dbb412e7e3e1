import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Launch, launchServer } from './launch-server.ts'
import { createMediaKeys, type MediaKeys } from './media-keys.ts'
import { freeMediaPorts, type MediaPorts } from './media-ports.ts'
import { loopback } from './server-config.ts'

/** What the media server is doing; `reason` is one sentence for the log and for whoever asks why there is no sound. */
export interface MediaServerState {
  readonly state: 'starting' | 'ready' | 'down'
  readonly reason: string
}

export interface RunOptions {
  /** Path of the `livekit-server` program, as found by `findLiveKitServer`. */
  readonly binary: string
  /** Where LiveKit reports joins and tracks. */
  readonly webhookUrl: string
  readonly log: Pick<Logger, 'error'>
  /** The port people connect to. Default: a free one. */
  readonly port?: number
  /** Default: random ones, new at each start of ours. */
  readonly keys?: MediaKeys
  /** The address browsers send sound to. Default: `127.0.0.1`, reachable from this machine only. */
  readonly nodeIp?: string
  /** Told each change, the first start included. */
  readonly onState?: (state: MediaServerState) => void
  /** How long to wait before starting it again, in ms: `firstMs` doubling up to `maxMs`, back to `firstMs` once it ran for `steadyMs`. */
  readonly backoff?: { readonly firstMs: number; readonly maxMs: number; readonly steadyMs: number }
}

/** A media server that is kept running until it is closed. */
export interface MediaServer extends MediaKeys {
  /** The same through every restart, as are the keys: browsers come back by themselves. */
  readonly url: string
  /** The process that runs now; `undefined` between a crash and the next start. */
  pid(): number | undefined
  /** Ends it for good. Resolves when no process is left. */
  close(): Promise<void>
}

/** The first start may lose a port to somebody else, so it is tried a few times, each time with other ports. */
const firstTries = 3

/**
 * Runs a LiveKit server as a child of this process and starts it again whenever it dies. It ends with this process, however
 * this process ends.
 *
 * ```ts
 * const media = await runLiveKitServer({ binary, webhookUrl: 'http://127.0.0.1:4300/livekit', log })
 * const service = createMediaService(media)
 * ```
 * @returns once it answers
 * @throws Error with one sentence when it cannot be started at all
 */
export async function runLiveKitServer(options: RunOptions): Promise<MediaServer> {
  const { onState = () => {}, nodeIp = loopback, backoff = { firstMs: 250, maxMs: 10_000, steadyMs: 30_000 } } = options
  const keys = options.keys ?? createMediaKeys()
  const closing = new AbortController()
  const pause = (ms: number) => wait(ms, undefined, { signal: closing.signal }).catch(() => {})
  let current: Launch | undefined

  const launch = (ports: MediaPorts): Launch => {
    onState({ state: 'starting', reason: 'The media server is starting.' })
    current = launchServer({ ...options, keys, nodeIp, ports })
    return current
  }
  const announceReady = () => onState({ state: 'ready', reason: 'The media server is running.' })

  let ports = await freeMediaPorts(options.port)
  for (let attempt = 1; ; attempt++) {
    try {
      await launch(ports).ready
      break
    } catch (error) {
      if (attempt < firstTries) {
        ports = await freeMediaPorts(options.port)
        continue
      }
      onState({ state: 'down', reason: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
  announceReady()

  async function keepRunning(): Promise<void> {
    let delayMs = backoff.firstMs
    let readyAt: number | undefined = performance.now()
    while (current) {
      const reason = await current.ended
      if (closing.signal.aborted) return
      if (readyAt !== undefined && performance.now() - readyAt >= backoff.steadyMs) delayMs = backoff.firstMs
      onState({ state: 'down', reason: `The media server stopped: ${reason}. It is started again in ${delayMs / 1000} s.` })
      await pause(delayMs)
      if (closing.signal.aborted) return
      delayMs = Math.min(delayMs * 2, backoff.maxMs)
      readyAt = await launch(ports).ready.then(
        () => performance.now(),
        () => undefined,
      )
      if (readyAt !== undefined) announceReady()
    }
  }
  const supervision = keepRunning()

  return {
    ...keys,
    url: `ws://${nodeIp}:${ports.http}`,
    pid: () => current?.pid(),
    async close() {
      closing.abort()
      await current?.stop()
      await supervision
    },
  }
}
