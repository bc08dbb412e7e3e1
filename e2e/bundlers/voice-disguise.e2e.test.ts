import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildModules } from '../../scripts/build/modules.mjs'
import { buildWorklet } from '../../scripts/build/worklet.mjs'
import { speech } from '../audio/voices.ts'
import { openBrowser } from '../support/browser.ts'

const run = promisify(execFile)
const repository = join(import.meta.dirname, '../..')
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** What a developer writes: the same lines but for how each bundler is asked for the worklet's address. */
const page = (worklet: string) => `
import { createDisguise, drawSeed, drawVoice } from '@sanctuary/voice-disguise'
${worklet}
const seed = drawSeed()
const context = new AudioContext({ sampleRate: 48000 })
const disguise = createDisguise({ context, workletUrl, voice: drawVoice({ mode: 'veil' }, seed), seed })
const mediaStream = await navigator.mediaDevices.getUserMedia({ audio: true })
new MediaStreamAudioSourceNode(context, { mediaStream }).connect(disguise.node)
disguise.output.connect(context.destination)
disguise.onLevel(({ out }) => { globalThis.loudest = Math.max(globalThis.loudest ?? 0, out) })
disguise.onState(({ phase, reason }) => { document.title = reason ?? phase })
`

const bundlers = {
  async vite(project: string) {
    await writeFile(join(project, 'page.js'), page("import workletUrl from '@sanctuary/voice-disguise/worklet?url'"))
    const { build } = await import('vite')
    await build({ root: project, logLevel: 'error', build: { target: 'es2022', modulePreload: false, assetsInlineLimit: 0 } })
    return join(project, 'dist')
  },
  async webpack(project: string) {
    await writeFile(join(project, 'page.js'), page("const workletUrl = new URL('@sanctuary/voice-disguise/worklet', import.meta.url)"))
    const { default: webpack } = await import('webpack')
    const dist = join(project, 'dist')
    await new Promise<void>((done, fail) =>
      webpack(
        { context: project, mode: 'production', entry: './page.js', output: { path: dist, publicPath: '/' }, target: ['web', 'es2022'] },
        (error, stats) => (error || stats?.hasErrors() ? fail(error ?? new Error(stats?.toString('errors-only'))) : done()),
      ),
    )
    await writeFile(join(dist, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>')
    return dist
  },
}

describe('the packed disguise', () => {
  let folder: string
  let tarball: string
  let browser: Awaited<ReturnType<typeof openBrowser>>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sanctuary-bundlers-'))
    const copy = await copyOfSources(folder)
    await buildModules(copy)
    await buildWorklet(copy)
    const packed = join(copy, 'packages/voice-disguise')
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: packed })
    tarball = join(folder, JSON.parse(stdout)[0].filename)
    browser = await openBrowser(await speech())
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it.each(Object.entries(bundlers))('speaks from a page bundled by %s, under a policy of script-src self', async (name, bundle) => {
    const project = join(folder, name)
    const installed = join(project, 'node_modules/@sanctuary/voice-disguise')
    await mkdir(installed, { recursive: true })
    await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
    await writeFile(join(project, 'package.json'), '{ "type": "module" }')
    await writeFile(join(project, 'index.html'), '<!doctype html><script type="module" src="/page.js"></script>')
    const server = await serve(await bundle(project))
    const visit = await browser.browser.newPage()
    try {
      await visit.goto(`http://localhost:${(server.address() as AddressInfo).port}/`) // a TCP server has a port
      await expect.poll(() => visit.title(), { timeout: 20_000 }).toBe('locked')
      await expect.poll(() => visit.evaluate(() => (globalThis as { loudest?: number }).loudest)).toBeGreaterThan(0.02)
    } finally {
      await visit.close()
      server.close()
    }
  })
})

/** The package alone, beside what its build needs. */
async function copyOfSources(folder: string): Promise<string> {
  const copy = join(folder, 'copy')
  await mkdir(join(copy, 'packages'), { recursive: true })
  for (const name of ['rollup.config.ts', 'tsconfig.json', 'tsconfig.build.json', 'package.json']) {
    await cp(join(repository, name), join(copy, name))
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const packaged = join(repository, 'packages/voice-disguise')
  for (const name of (await readdir(packaged)).filter((name) => !['dist', 'node_modules', 'eval'].includes(name))) {
    await cp(join(packaged, name), join(copy, 'packages/voice-disguise', name), { recursive: true })
  }
  return copy
}

function serve(folder: string): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : (url.split('?')[0] ?? '')
    const file = await readFile(join(folder, path)).catch(() => undefined)
    if (!file) return response.writeHead(404).end()
    response
      .setHeader('content-security-policy', "default-src 'none'; script-src 'self'")
      .setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
      .end(file)
  })
  return new Promise((done) => server.listen(0, 'localhost', () => done(server)))
}
