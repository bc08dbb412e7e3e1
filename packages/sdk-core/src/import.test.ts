import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs a script in a process of its own, without anything a browser has. */
async function run(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--conditions=source', '--input-type=module', '-e', script],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    },
  )
  return stdout.trim()
}

test('importing it and making a client does nothing but that, and lets the process end', async () => {
  const said = await run(`
    const before = new Set(Reflect.ownKeys(globalThis))
    globalThis.fetch = () => { throw new Error('network') }
    const { createSanctuaryClient } = await import('@sanctuary/sdk-core')
    const client = createSanctuaryClient({ server: 'https://talk.example' })
    const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key))
    console.log(JSON.stringify({ server: client.server, added, active: process.getActiveResourcesInfo().filter((name) => /TCP|Timer|Message/i.test(name)) }))
  `)
  // counters and registries of nanostores and, without a bundler, of the contract's schema library: data that does nothing
  const libraries = ['__zod_globalConfig', '__zod_globalRegistry', 'nanostoresGlobal']
  const { server, added, active } = JSON.parse(said)
  expect({ server, active, added: added.filter((key: string) => !libraries.includes(key)) }).toEqual({
    server: 'https://talk.example',
    active: [],
    added: [],
  })
})

test('the page’s first load holds no schema library, no media code and no socket library', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['packages/sdk-core/src/index.ts'],
    outdir: 'out',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    conditions: ['source'],
  })
  const loaded = new Set<string>()
  const follow = (file: string) => {
    if (loaded.has(file)) return
    loaded.add(file)
    for (const { kind, path } of metafile.outputs[file]?.imports ?? []) if (kind === 'import-statement') follow(path)
  }
  follow('out/index.js')
  const inputs = [...loaded].flatMap((file) =>
    Object.entries(metafile.outputs[file]?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => input),
  )
  expect(inputs.length).toBeGreaterThan(10)
  expect(inputs.filter((input) => /node_modules\/(zod|livekit-client|socket\.io|engine\.io)/.test(input))).toEqual([])
  expect(inputs.filter((input) => input.includes('/testing/'))).toEqual([])
})
