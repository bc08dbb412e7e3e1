import type { FoundServer } from './found-server.ts'
import { givenServer } from './given-server.ts'
import { type ObtainOptions, obtainServer } from './obtain-server.ts'

/**
 * Finds a LiveKit server, in this order: `LIVEKIT_URL` with its key and secret; `LIVEKIT_SERVER_BIN`; `livekit-server` on the
 * `PATH`; the cache; the official release, its SHA-256 checked; a build with Go. Rooms work without any of them, so it does not
 * throw when there is none.
 *
 * ```ts
 * const found = await findLiveKitServer({ env, cacheDir: liveKitCacheFolder(env), onProgress: ({ message }) => log.info(message), signal })
 * ```
 * @param options.env - environment values; also handed to Go and `tar`
 * @param options.cacheDir - where a server that was downloaded or built is kept for the next start, see `liveKitCacheFolder`
 * @param options.onProgress - told each step as data
 * @param options.signal - ends the search; the promise then rejects with the signal's reason and nothing keeps running
 */
export async function findLiveKitServer(options: ObtainOptions): Promise<FoundServer> {
  const { env, signal, onProgress } = options
  const found = (await givenServer(env, signal)) ?? (await obtainServer(options))
  if ('missing' in found) onProgress({ stage: 'missing', message: found.missing })
  else onProgress({ stage: 'ready', message: `Using the media server ${'binary' in found ? found.binary : `at ${found.url}`}.` })
  return found
}
