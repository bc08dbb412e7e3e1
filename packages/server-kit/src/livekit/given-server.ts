import { delimiter, isAbsolute, join } from 'node:path'
import type { Environment } from './environment.ts'
import type { FoundServer } from './found-server.ts'
import { serverVersion } from './server-version.ts'

/**
 * The media server this machine's owner already chose: one that runs somewhere (`LIVEKIT_URL`, `LIVEKIT_API_KEY`,
 * `LIVEKIT_API_SECRET`), a program (`LIVEKIT_SERVER_BIN`), or `livekit-server` on the `PATH`, in this order.
 * @returns `missing` when a setting is there but wrong: what was asked for is never replaced in silence; `undefined` when
 * nothing was chosen
 */
export async function givenServer(env: Environment, signal?: AbortSignal): Promise<FoundServer | undefined> {
  if (env.LIVEKIT_URL) return running(env.LIVEKIT_URL, env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET)

  const chosen = env.LIVEKIT_SERVER_BIN
  if (chosen) {
    if (await serverVersion(chosen, signal)) return { binary: chosen }
    return { missing: `LIVEKIT_SERVER_BIN is ${chosen}, which is not a LiveKit server that runs here. Correct it or leave it out.` }
  }

  // A relative folder on the PATH would run whatever lies in the folder somebody happens to stand in.
  for (const folder of (env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const binary = join(folder, 'livekit-server')
    if (await serverVersion(binary, signal)) return { binary }
  }
  return undefined
}

function running(url: string, apiKey: string | undefined, apiSecret: string | undefined): FoundServer {
  if (!/^(ws|http)s?:/.test(url) || !URL.canParse(url)) {
    return { missing: `LIVEKIT_URL is "${url}", which is no ws://, wss://, http:// or https:// address. Correct it or leave it out.` }
  }
  if (!apiKey || !apiSecret) {
    return { missing: 'LIVEKIT_URL is set without its key. Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET too, or leave it out.' }
  }
  return { url, apiKey, apiSecret }
}
