import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Environment } from './environment.ts'
import { fetchBytes, type Patience } from './fetch-bytes.ts'
import { checksumOf, liveKitReleases, releaseArchive } from './release-archive.ts'
import { liveKitVersion } from './version.ts'

/** Settings of the download; the defaults suit a person waiting at a terminal. */
export interface ReleaseOptions {
  /** Where `v<version>/<archive>` and `v<version>/checksums.txt` are found; a mirror may be named. Default: LiveKit's own releases. */
  readonly releaseBaseUrl?: string
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch
  /** Default: 4 s for the first answer, 15 s between two pieces. */
  readonly patience?: Patience
}

/**
 * Downloads the official archive of the pinned LiveKit server and unpacks its program. An archive whose SHA-256 is not the one
 * in the release's checksum file is never unpacked.
 * @param folder - an empty folder for the archive and the program
 * @returns path of the program
 * @throws Error with one sentence that says what went wrong
 */
export async function downloadRelease(
  folder: string,
  options: ReleaseOptions & { env: Environment; signal: AbortSignal; onFraction: (fraction: number) => void },
): Promise<string> {
  const archiveName = releaseArchive(process.platform, process.arch)
  if (!archiveName) throw new Error(`LiveKit publishes no server for ${process.platform} ${process.arch}`)

  const { releaseBaseUrl = liveKitReleases, fetch = globalThis.fetch, patience = { answerWithinMs: 4_000, stallAfterMs: 15_000 } } = options
  const read = (name: string, maxBytes: number, onFraction?: (fraction: number) => void) =>
    fetchBytes(`${releaseBaseUrl}/v${liveKitVersion}/${name}`, { fetch, signal: options.signal, patience, maxBytes, onFraction })

  const checksums = await Readable.from(read('checksums.txt', 64_000)).toArray()
  const expected = checksumOf(Buffer.concat(checksums).toString(), archiveName)
  if (!expected) throw new Error(`the release names no checksum for ${archiveName}`)

  const archive = join(folder, archiveName)
  const hash = createHash('sha256')
  await pipeline(
    read(archiveName, 200_000_000, options.onFraction),
    async function* (pieces) {
      for await (const piece of pieces) {
        hash.update(piece)
        yield piece
      }
    },
    createWriteStream(archive),
  )
  if (hash.digest('hex') !== expected) throw new Error(`${archiveName} does not match its published checksum, so it was thrown away`)

  return unpack(archive, folder, options)
}

const run = promisify(execFile)

/**
 * The system's `tar` does this: it is on every machine we know an archive for, so a dependency for one call is not worth it.
 * Only the one member is taken, and nobody's user id is restored (`-o`).
 */
async function unpack(archive: string, folder: string, { env, signal }: { env: Environment; signal: AbortSignal }): Promise<string> {
  const member = 'livekit-server'
  try {
    await run('tar', ['-x', '-z', '-o', '-f', archive, '-C', folder, member], { env: { ...env }, signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(`the downloaded archive cannot be unpacked`, { cause: error })
  }
  const program = join(folder, member)
  await chmod(program, 0o755)
  return program
}
