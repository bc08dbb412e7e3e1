import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildWithGo } from './build-with-go.ts'
import { downloadRelease, type ReleaseOptions } from './download-release.ts'
import type { Environment } from './environment.ts'
import type { FoundServer } from './found-server.ts'
import { oneAtATime } from './one-at-a-time.ts'
import type { LiveKitProgress } from './progress.ts'
import { serverVersion } from './server-version.ts'
import { liveKitVersion } from './version.ts'

export interface ObtainOptions extends ReleaseOptions {
  readonly env: Environment
  readonly cacheDir: string
  readonly onProgress: (progress: LiveKitProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Takes the pinned LiveKit server from the cache, or else downloads or builds it into the cache. A program in the cache counts
 * only if it runs and has the right version; anything else is replaced.
 */
export async function obtainServer(options: ObtainOptions): Promise<FoundServer> {
  const { cacheDir, onProgress, signal = new AbortController().signal } = options
  const binary = join(cacheDir, `livekit-server-${liveKitVersion}`)
  onProgress({ stage: 'looking', message: 'Looking for the media server.' })
  const isKept = async (signal: AbortSignal) => (await serverVersion(binary, signal)) === liveKitVersion
  if (await isKept(signal)) return { binary }

  try {
    await mkdir(cacheDir, { recursive: true })
  } catch (error) {
    return {
      missing: `The media server cannot be kept in ${cacheDir} (${sentenceOf(error)}). Set XDG_CACHE_HOME to a folder that can be written.`,
    }
  }

  const onWait = () => onProgress({ stage: 'waiting', message: 'Another start is already getting the media server; waiting for it.' })
  return oneAtATime(cacheDir, { signal, onWait }, async (signal) => {
    if (await isKept(signal)) return { binary }
    await removeLeftovers(cacheDir)

    const reasons: string[] = []
    for (const way of [download, build]) {
      const folder = await mkdtemp(join(cacheDir, workPrefix))
      try {
        const program = await way(folder, { ...options, signal })
        if ((await serverVersion(program, signal)) !== liveKitVersion) throw new Error('what came does not run here as the media server')
        await rm(binary, { recursive: true, force: true })
        await rename(program, binary)
        return { binary }
      } catch (error) {
        signal.throwIfAborted()
        reasons.push(sentenceOf(error))
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      }
    }
    return { missing: adviceAfter(reasons) }
  })
}

type Way = (folder: string, options: ObtainOptions & { signal: AbortSignal }) => Promise<string>

const download: Way = async (folder, options) => {
  const report = (message: string, fraction?: number) => options.onProgress({ stage: 'downloading', message, fraction })
  const message = `Downloading the media server (LiveKit ${liveKitVersion}).`
  let percent = 0
  report(message)
  try {
    return await downloadRelease(folder, {
      ...options,
      onFraction(fraction) {
        if (Math.floor(fraction * 100) <= percent) return
        percent = Math.floor(fraction * 100)
        report(message, fraction)
      },
    })
  } catch (error) {
    options.signal.throwIfAborted()
    report(`The media server could not be downloaded: ${sentenceOf(error)}.`)
    throw error
  }
}

const build: Way = (folder, options) =>
  buildWithGo(folder, {
    ...options,
    onBuild: () =>
      options.onProgress({ stage: 'building', message: 'Building the media server with Go, about two minutes the first time.' }),
  })

const workPrefix = 'work-'
const leftoverAfterMs = 60 * 60 * 1000

/** What a killed start left behind. A young folder stays: its owner may have lost the lock and not know it yet. */
async function removeLeftovers(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(workPrefix)) continue
    const folder = join(cacheDir, name)
    const found = await stat(folder).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > leftoverAfterMs) await rm(folder, { recursive: true, force: true })
  }
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const adviceAfter = (reasons: string[]): string =>
  `There is no media server, so rooms have no sound: ${reasons.join(', and ')}. Install Go 1.26 or newer, set LIVEKIT_SERVER_BIN to a ` +
  'livekit-server program, or set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a server that runs already.'
