import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestServer, type TestServer } from '@sanctuary/server-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../scripts/lib/bundle.mjs'
import { openVisitor } from './support/visitor.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

describe('the README', () => {
  let readme: string
  let server: TestServer
  let folder: string

  beforeAll(async () => {
    readme = await readFile(join(root, 'README.md'), 'utf8')
    await mkdir(join(root, 'e2e/.readme'), { recursive: true })
    folder = await mkdtemp(join(root, 'e2e/.readme/'))
    const assets = join(folder, 'node_modules/@sanctuary/elements/dist/cdn')
    await bundle(root, { entryPoints: { sanctuary: 'packages/elements/src/cdn.ts' }, outdir: assets, splitting: true, write: true })
    server = await createTestServer({ assets })
  })
  afterAll(async () => {
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** The only snippet of a language that has a phrase in it. */
  function snippet(language: string, phrase: string): string {
    const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name, code]) => name === language && code?.includes(phrase))
    expect(blocks).toHaveLength(1)
    return blocks[0]?.[2] ?? ''
  }

  /** Runs a snippet as a program of its own; `until` sees what it prints. */
  async function run(code: string, until: (printed: string) => boolean | Promise<boolean>): Promise<string> {
    const file = join(folder, `snippet-${crypto.randomUUID()}.ts`)
    await writeFile(file, code)
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', file], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    const ended = once(child, 'exit')
    const enough = new Promise<void>((done, fail) => {
      const read = async (text: Buffer) => {
        printed += text
        if (await until(printed)) done()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', (status) => fail(new Error(`The snippet ended with ${status}: ${printed}`)))
    })
    try {
      await enough
    } finally {
      child.kill('SIGKILL')
      await ended
    }
    return printed
  }

  it('the SDK snippet joins a room and says hello', async () => {
    const code = snippet('ts', 'createSanctuaryClient').replaceAll('https://talk.example', server.url)
    expect(await run(code, (printed) => printed.includes('Hello'))).toContain('Nothing yet.')
  })

  it('the kit snippet answers under its path', async () => {
    const code = `${snippet('ts', 'createSanctuaryServer').replace('4300', '0')}\nhttp.once('listening', () => console.log(http.address()))\n`
    let hello: unknown
    let tag: Response | undefined
    await run(code, async (printed) => {
      const port = /port: (\d+)/.exec(printed)?.[1]
      if (!port) return false
      hello = await fetch(`http://127.0.0.1:${port}/sanctuary/hello`).then((answer) => answer.json())
      tag = await fetch(`http://127.0.0.1:${port}/sanctuary/assets/sanctuary.js`)
      return true
    })
    expect(hello).toMatchObject({ product: 'sanctuary' })
    expect([tag?.status, tag?.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  })

  it('the tag shows the room on a page of another site', async () => {
    const { room } = await server.createRoom({ topic: 'Pasted' })
    const tag = snippet('html', 'sanctuary-room').replaceAll('https://talk.example', server.url).replace('ROOM-ID', room.id)
    const page = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A site</title>${tag}`),
    )
    page.listen(0, '127.0.0.1')
    await once(page, 'listening')
    const visitor = await openVisitor()
    try {
      await visitor.page.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`)
      await visitor.page.getByRole('heading', { name: 'Pasted' }).waitFor()
      await visitor.page.getByRole('button', { name: /^Join/ }).waitFor()
    } finally {
      await visitor.close()
      page.close()
    }
  })

  it('fits on one screen of text', () => {
    expect(readme.split('\n').length).toBeLessThan(80)
  })
})
