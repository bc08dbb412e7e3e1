import { liveKitVersion } from './version.ts'

/** Where LiveKit publishes its releases. */
export const liveKitReleases = 'https://github.com/livekit/livekit/releases/download'

/**
 * The file name of the official archive for a machine.
 * @returns `undefined` where LiveKit publishes none (macOS) or one we do not unpack (Windows)
 */
export function releaseArchive(platform: NodeJS.Platform, architecture: NodeJS.Architecture): string | undefined {
  const published: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }
  const name = published[architecture]
  return platform === 'linux' && name ? `livekit_${liveKitVersion}_linux_${name}.tar.gz` : undefined
}

/**
 * Finds a file's SHA-256 in a release's `checksums.txt`, which has lines of `<64 hex digits>  <file name>`.
 * @returns lower-case hex, or `undefined` when the file is not named
 */
export function checksumOf(checksums: string, fileName: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [, sum, name] = /^([0-9a-f]{64})\s+\*?(\S+)\s*$/i.exec(line) ?? []
    if (sum && name === fileName) return sum.toLowerCase()
  }
  return undefined
}
