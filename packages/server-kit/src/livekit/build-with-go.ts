import { once } from 'node:events'
import { join } from 'node:path'
import type { Environment } from './environment.ts'
import { killGroup, spawnDependent } from './spawn-dependent.ts'
import { liveKitVersion } from './version.ts'

export interface BuildOptions {
  /** Handed to Go, so that its own settings (proxy, cache, toolchain) count. */
  readonly env: Environment
  readonly signal: AbortSignal
  /** Called when a suitable Go was found and the long part begins. */
  readonly onBuild: () => void
}

/**
 * Builds the pinned LiveKit server from source with the Go that is installed.
 * @param folder - an empty folder; Go leaves the program there
 * @returns path of the program
 * @throws Error with one sentence when Go is missing or too old, or when the build fails
 */
export async function buildWithGo(folder: string, options: BuildOptions): Promise<string> {
  const [version = '', toolchain = ''] = (await go(['env', 'GOVERSION', 'GOTOOLCHAIN'], folder, options)).split('\n')
  if (!canBuild(version, toolchain)) throw new Error(`the installed Go (${version}) is too old; 1.26 or newer is needed`)

  options.onBuild()
  // GOFLAGS is set rather than emptied: an empty one falls back to what `go env -w` keeps. The official release has no cgo either.
  const env = { ...options.env, GOBIN: folder, GOFLAGS: '-trimpath', CGO_ENABLED: '0' }
  const source = `github.com/livekit/livekit-server/cmd/server@v${liveKitVersion}`
  await go(['install', '-trimpath', '-ldflags', '-s -w', source], folder, { ...options, env })
  return join(folder, 'server')
}

/**
 * LiveKit 1.13.5 asks for Go 1.26. From 1.21 on an older Go fetches that by itself, unless its toolchain setting forbids it;
 * 1.24 is the oldest this was meant for.
 * @param version - `go env GOVERSION`, such as `go1.26.8`
 * @param toolchain - `go env GOTOOLCHAIN`, such as `auto`, `local` or `go1.25.1+auto`
 */
export function canBuild(version: string, toolchain: string): boolean {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(version) ?? []
  if (!major || !minor) return false
  const release = Number(major) * 1000 + Number(minor)
  return release >= 1026 || (release >= 1024 && /(^|\+)auto$/.test(toolchain))
}

/** What a shell answers for a program it cannot find. */
const notFound = 127

/** Runs Go; cancelling also ends the compilers it started. */
async function go(args: string[], cwd: string, { env, signal }: { env: Environment; signal: AbortSignal }): Promise<string> {
  signal.throwIfAborted()
  const child = spawnDependent('go', args, { cwd, env })
  const stop = () => child.pid && killGroup(child.pid, 'SIGKILL')
  signal.addEventListener('abort', stop)
  try {
    const printed = child.stdout.setEncoding('utf8').toArray()
    const complaints = child.stderr.setEncoding('utf8').toArray()
    const [code] = await once(child, 'close')
    signal.throwIfAborted()
    if (code === notFound) throw new Error('Go is not installed')
    if (code !== 0) throw new Error(`Go could not build it: ${lastLine((await complaints).join(''))}`)
    return (await printed).join('').trim()
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
