import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Environment } from './environment.ts'

/**
 * Where media servers are kept between starts: `$XDG_CACHE_HOME/sanctuary/livekit`, by default `~/.cache/sanctuary/livekit`.
 * A relative `XDG_CACHE_HOME` is ignored, as the XDG base directory specification asks.
 */
export function liveKitCacheFolder(env: Environment): string {
  const given = env.XDG_CACHE_HOME
  const cache = given && isAbsolute(given) ? given : join(env.HOME || homedir(), '.cache')
  return join(cache, 'sanctuary', 'livekit')
}
