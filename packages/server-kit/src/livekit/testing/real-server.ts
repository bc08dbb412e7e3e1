import { liveKitCacheFolder } from '../cache-folder.ts'
import { findLiveKitServer } from '../find-server.ts'

/** Getting the media server takes minutes the first time on a machine. */
export const obtainWithinMs = 15 * 60_000

/**
 * The program the product itself would run on this machine, obtained if need be.
 * @throws Error with the finder's own sentence: tests that need it fail rather than pass over
 */
export async function realServer(): Promise<string> {
  // A server that runs elsewhere cannot be killed and started here.
  const env = { ...process.env, LIVEKIT_URL: undefined }
  const found = await findLiveKitServer({ env, cacheDir: liveKitCacheFolder(env), onProgress: () => {} })
  if ('binary' in found) return found.binary
  throw new Error('missing' in found ? found.missing : 'A program was expected.')
}
