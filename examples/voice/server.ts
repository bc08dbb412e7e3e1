import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { build } from 'esbuild'
import { Hono } from 'hono'

// The disguise without rooms: one page of plain HTML, its script and the worklet's one file, under a strict policy.
const assets = mkdtempSync(join(tmpdir(), 'sanctuary-voice-'))
await build({
  entryPoints: { page: 'src/page.ts', index: 'src/index.html', 'disguise-worklet': '@sanctuary/voice-disguise/worklet' },
  bundle: true,
  format: 'esm',
  conditions: ['source'],
  loader: { '.html': 'copy' },
  outdir: assets,
})
const app = new Hono()
app.use(async (context, next) => {
  await next()
  context.header('content-security-policy', "default-src 'none'; script-src 'self'; img-src data:")
})
app.use(serveStatic({ root: assets }))
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[2] ?? 4320) }, ({ port }) => {
  process.stdout.write(`Open http://127.0.0.1:${port}/ with headphones on.\n`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)))
