import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { releaseArchive } from '../release-archive.ts'
import { liveKitVersion } from '../version.ts'

/** A place that publishes releases the way LiveKit does, with the faults a test asks for. */
export interface ReleaseServer {
  readonly baseUrl: string
  /** Paths asked for so far. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** This machine's archive name. */
export const archiveName = releaseArchive(process.platform, process.arch) ?? 'no archive for this machine'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Packs a program as the official archives are packed. */
export async function packArchive(script: string, member = 'livekit-server'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-release-'))
  try {
    await writeFile(join(folder, 'LICENSE'), 'Apache-2.0\n')
    await writeFile(join(folder, member), script, { mode: 0o755 })
    execFileSync('tar', ['-czf', join(folder, 'archive'), '-C', folder, 'LICENSE', member])
    return await readFile(join(folder, 'archive'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Starts it on a free port.
 * @param options.checksums - default: the true one beside one of another file
 * @param options.send - how the archive is sent; default: whole
 */
export async function createReleaseServer(options: {
  archive: Uint8Array
  checksums?: string
  send?: (response: ServerResponse, archive: Uint8Array) => void
}): Promise<ReleaseServer> {
  const { archive, checksums = `${'0'.repeat(64)}  other.zip\n${sha256(archive)}  ${archiveName}\n` } = options
  const send = options.send ?? ((response) => response.writeHead(200, { 'content-length': archive.length }).end(archive))
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === `/v${liveKitVersion}/checksums.txt`) response.end(checksums)
    else if (request.url === `/v${liveKitVersion}/${archiveName}`) send(response, archive)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
