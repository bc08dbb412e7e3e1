import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSanctuaryServer } from '@sanctuary/server-kit'
import { build } from 'esbuild'

// The SDK without our elements: one page of plain HTML and forty lines of TypeScript, served by the kit itself.
const assets = mkdtempSync(join(tmpdir(), 'sanctuary-vanilla-'))
await build({
  entryPoints: ['src/page.ts', 'src/index.html'],
  bundle: true,
  format: 'esm',
  splitting: true,
  conditions: ['source'],
  loader: { '.html': 'copy' },
  outdir: assets,
})
const server = await createSanctuaryServer({ database: 'pglite:memory', assets, livekit: { enabled: false }, logLevel: 'warn' })
const { url } = await server.listen({ port: Number(process.argv[2] ?? 4310), host: '127.0.0.1' })
process.stdout.write(`Open ${url}/assets/index.html in two windows.\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close().then(() => process.exit(0)))
