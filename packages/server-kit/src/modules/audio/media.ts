import { setMaxListeners } from 'node:events'
import type { AudioService } from '@sanctuary/protocol'
import type { Log } from '../../kernel/log.ts'
import {
  createMediaService,
  type Environment,
  findLiveKitServer,
  type LiveKitProgress,
  liveKitCacheFolder,
  type MediaKeys,
  type MediaServer,
  type MediaService,
  MediaUnavailable,
  runLiveKitServer,
} from '../../livekit/index.ts'

/** A LiveKit server that runs already. */
interface GivenMedia extends MediaKeys {
  /** Where this server reaches it, `ws(s)://` or `http(s)://`. */
  readonly url: string
  /** Where browsers reach it; default `url`. */
  readonly publicUrl?: string
}

export interface MediaOptions {
  /** A running server, or `find` to look for one, build one if need be, and keep it running beside this process. */
  readonly livekit?: GivenMedia | 'find'
  /** For `find`: the environment variables that say where to look. */
  readonly env?: Environment
  /** For `find`: where a found server reports joins and tracks. */
  readonly webhookUrl?: () => string
  /** For `find`: told what happens meanwhile. */
  readonly onProgress?: (progress: LiveKitProgress) => void
}

/** The media server as the rest of the module sees it. */
export interface Media {
  readonly state: AudioService
  /** There while the state is `ready`. */
  readonly service: MediaService | undefined
  /** Where browsers connect. */
  readonly publicUrl: string
  onChange(listener: () => void | Promise<void>): void
  start(): void
  /** Asks whether it still answers. */
  probe(): Promise<void>
  close(): Promise<void>
}

const starting: AudioService = { state: 'starting', message: 'Sound is on its way: the media server is starting. Chat works.' }
const ready: AudioService = { state: 'ready', message: 'Sound is ready.' }
const down: AudioService = { state: 'down', message: 'There is no sound at the moment: the media server does not answer. Chat works.' }

/** Finds, runs and watches the media server. Never throws for its sake: its state says what is the matter. */
export function createMedia({ livekit, env = {}, webhookUrl, onProgress = () => {} }: MediaOptions, log: Log): Media {
  const listeners: (() => void | Promise<void>)[] = []
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // every step of the search listens to it
  let state: AudioService = livekit
    ? starting
    : { state: 'absent', message: 'This server has no sound. The operator can add a LiveKit server. Chat works.' }
  let service: MediaService | undefined
  let publicUrl = ''
  let server: MediaServer | undefined
  let finding: Promise<void> = Promise.resolve()

  function become(next: AudioService): void {
    if (next.state === state.state && next.message === state.message) return
    state = next
    for (const listener of listeners) void listener()
  }

  function use(given: GivenMedia): void {
    service = createMediaService(given)
    publicUrl = (given.publicUrl ?? given.url).replace(/^http/, 'ws')
  }

  async function probe(): Promise<void> {
    if (!service || state.state === 'absent') return
    try {
      await service.rooms()
      become(ready)
    } catch (error) {
      const wrongKey = error instanceof MediaUnavailable && error.trouble === 'wrong-key'
      if (wrongKey)
        become({
          state: 'down',
          message: 'There is no sound: the media server refuses our key. The operator has to correct it. Chat works.',
        })
      // Our own is being started and has not come up yet: nothing new.
      else if (!server || state.state !== 'starting') become(down)
    }
  }

  async function find(): Promise<void> {
    const found = await findLiveKitServer({ env, cacheDir: liveKitCacheFolder(env), onProgress, signal: closing.signal })
    if (closing.signal.aborted) return
    if ('missing' in found) {
      log.warn(found.missing)
      return become({ state: 'absent', message: 'This server has no sound: no media server could be found. Chat works.' })
    }
    if ('url' in found) {
      use(found)
      return probe()
    }
    server = await runLiveKitServer({
      binary: found.binary,
      webhookUrl: webhookUrl?.() ?? 'http://127.0.0.1/livekit',
      log,
      onState: (now) => become(now.state === 'ready' ? (server ? ready : state) : now.state === 'down' ? down : starting),
    })
    use(server)
    become(ready)
  }

  return {
    get state() {
      return state
    },
    get service() {
      return state.state === 'ready' ? service : undefined
    },
    get publicUrl() {
      return publicUrl
    },
    onChange: (listener) => void listeners.push(listener),
    start() {
      if (livekit === 'find') {
        finding = find().catch((error) => {
          if (closing.signal.aborted) return
          log.warn({ error }, 'the media server could not be started')
          become({ state: 'absent', message: 'This server has no sound: the media server could not be started. Chat works.' })
        })
      } else if (livekit) {
        use(livekit)
        finding = probe()
      }
    },
    probe,
    async close() {
      closing.abort()
      await finding
      await server?.close()
    },
  }
}
