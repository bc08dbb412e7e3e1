import type { LiveKitProgress } from '../livekit/index.ts'
import { audio } from '../modules/audio/index.ts'
import { chat } from '../modules/chat/index.ts'
import { hands } from '../modules/hands/index.ts'
import { hosts } from '../modules/hosts/index.ts'
import { participants } from '../modules/participants/index.ts'
import { rooms } from '../modules/rooms/index.ts'
import { type Config, processEnvironment } from './config.ts'
import type { Module } from './module.ts'

/** Every feature there is, wired from the configuration. A feature is one line here. */
export function defaultModules(
  config: Config,
  { onMediaProgress, address }: { onMediaProgress?: ((progress: LiveKitProgress) => void) | undefined; address: () => string },
): Module[] {
  return [
    rooms(),
    participants(),
    hosts(),
    hands(),
    chat(),
    audio({
      livekit: livekitOf(config),
      env: { ...processEnvironment(), ...(config.livekit.binary ? { LIVEKIT_SERVER_BIN: config.livekit.binary } : {}) },
      webhookUrl: () => `${address()}/livekit`,
      ...(onMediaProgress ? { onProgress: onMediaProgress } : {}),
    }),
  ]
}

/** A given server; else one of our own, which in production only runs when it is asked for by its binary. */
function livekitOf({ livekit, production }: Config) {
  const { enabled, url, publicUrl, apiKey, apiSecret, binary } = livekit
  if (!enabled) return undefined
  if (url && apiKey && apiSecret) return { url, publicUrl: publicUrl ?? url, apiKey, apiSecret: apiSecret.reveal() }
  return production && !binary ? undefined : ('find' as const)
}
