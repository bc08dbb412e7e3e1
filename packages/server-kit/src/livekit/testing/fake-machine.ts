import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Environment } from '../environment.ts'
import { liveKitVersion } from '../version.ts'

/** A machine with a home, a cache and a PATH of its own, on which only what a test puts there can be found. */
export interface FakeMachine {
  readonly env: Environment
  readonly folder: string
  readonly cacheDir: string
  /** Where the finder keeps its server. */
  readonly kept: string
  /** Puts a shell script on the PATH. */
  install(name: string, script: string): Promise<string>
  /** Puts a Go on the PATH that "builds" by writing a script, and counts. */
  installGo(options?: { version?: string; toolchain?: string; script?: string }): Promise<void>
  /** The builds Go was asked for, one line each: arguments, GOFLAGS, CGO_ENABLED. */
  builds(): Promise<string[]>
  remove(): Promise<void>
}

/** A shell script that says it is a LiveKit server. `then` runs first. */
export const serverScript = (version = liveKitVersion, then = ''): string =>
  `#!/bin/sh\n${then}\necho "livekit-server version ${version}"\n`

export async function createFakeMachine(): Promise<FakeMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-machine-'))
  const bin = join(folder, 'bin')
  const log = join(folder, 'builds')
  const cacheDir = join(folder, 'cache')
  await mkdir(bin)
  for (const tool of ['tar', 'gzip']) await symlink(await locate(tool), join(bin, tool))

  const install = async (name: string, script: string) => {
    const file = join(bin, name)
    await writeFile(file, script, { mode: 0o755 })
    return file
  }
  return {
    env: { HOME: folder, PATH: bin },
    folder,
    cacheDir,
    kept: join(cacheDir, `livekit-server-${liveKitVersion}`),
    install,
    async installGo({ version = 'go1.26.1', toolchain = 'auto', script = '' } = {}) {
      const product = join(folder, 'product')
      await writeFile(product, serverScript(), { mode: 0o755 })
      await install(
        'go',
        `#!/bin/sh
case "$1" in
  env) echo ${version}; echo ${toolchain} ;;
  install)
    echo "$* $GOFLAGS $CGO_ENABLED" >> ${log}
    ${script}
    /bin/cp ${product} "$GOBIN/server" ;;
esac
`,
      )
    },
    async builds() {
      const text = await readFile(log, 'utf8').catch(() => '')
      return text.split('\n').filter(Boolean)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function locate(tool: string): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, tool)
    const found = await access(file).then(
      () => true,
      () => false,
    )
    if (found) return file
  }
  throw new Error(`These tests need ${tool} on the PATH.`)
}
