import { createMediaService, findLiveKitServer, liveKitCacheFolder, runLiveKitServer } from '../../packages/server-kit/src/livekit/index.ts'

/** A real media server, and what our server does around it. */
export interface TestMediaServer {
  readonly url: string
  /** A token as `audio.connect` gives it. Makes the media room again where it is gone. */
  token(room: string, identity: string, canPublish: boolean): Promise<string>
  setCanPublish(room: string, identity: string, canPublish: boolean): Promise<boolean>
  remove(room: string, identity: string): Promise<boolean>
  /** Ends the process as a crash does. It is started again by itself. */
  crash(): void
  close(): Promise<void>
}

/** Finds, starts and supervises LiveKit on loopback. */
export async function startMediaServer(): Promise<TestMediaServer> {
  const found = await findLiveKitServer({ env: process.env, cacheDir: liveKitCacheFolder(process.env), onProgress() {} })
  if (!('binary' in found))
    throw new Error('missing' in found ? found.missing : 'These tests crash the media server: give them a program, not an address.')
  const server = await runLiveKitServer({ binary: found.binary, webhookUrl: 'http://127.0.0.1:9/', log: { error() {} } })
  const service = createMediaService(server)
  return {
    url: server.url,
    async token(room, identity, canPublish) {
      await service.ensureRoom(room)
      return service.token({ room, identity, canPublish })
    },
    setCanPublish: service.setCanPublish,
    remove: service.remove,
    crash() {
      const pid = server.pid()
      if (pid) process.kill(pid, 'SIGKILL')
    },
    close: server.close,
  }
}
