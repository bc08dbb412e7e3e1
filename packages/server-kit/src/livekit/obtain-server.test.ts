import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findLiveKitServer } from './find-server.ts'
import type { LiveKitProgress } from './progress.ts'
import { createFakeMachine, type FakeMachine, serverScript } from './testing/fake-machine.ts'
import { isRunning } from './testing/processes.ts'
import { createReleaseServer, type ReleaseServer } from './testing/release-server.ts'

let machine: FakeMachine
/** Publishes nothing, so that every search that finds an empty cache asks Go. */
let releases: ReleaseServer
let progress: LiveKitProgress[]

beforeEach(async () => {
  machine = await createFakeMachine()
  releases = await createReleaseServer({ archive: new Uint8Array(), checksums: '' })
  progress = []
})

afterEach(async () => {
  await releases.close()
  await machine.remove()
})

const find = (options: { signal?: AbortSignal; cacheDir?: string; onProgress?: (step: LiveKitProgress) => void } = {}) =>
  findLiveKitServer({
    env: machine.env,
    cacheDir: machine.cacheDir,
    onProgress: (step) => progress.push(step),
    releaseBaseUrl: releases.baseUrl,
    ...options,
  })

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )

describe('a broken program in the cache is replaced', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['empty', () => writeFile(machine.kept, '', { mode: 0o755 })],
    ['not executable', () => writeFile(machine.kept, serverScript(), { mode: 0o644 })],
    ['of another version', () => writeFile(machine.kept, serverScript('1.13.4'), { mode: 0o755 })],
    ['something else', () => writeFile(machine.kept, '#!/bin/sh\necho hello\n', { mode: 0o755 })],
    ['cut short', () => writeFile(machine.kept, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), { mode: 0o755 })],
    ['a folder', () => mkdir(join(machine.kept, 'inside'), { recursive: true })],
  ])('%s', async (_, breakIt) => {
    await machine.installGo()
    await mkdir(machine.cacheDir)
    await breakIt()
    expect(await find()).toEqual({ binary: machine.kept })
    expect(await machine.builds()).toHaveLength(1)
    expect(await find()).toEqual({ binary: machine.kept })
    expect(await machine.builds()).toHaveLength(1)
  })
})

test('a failed build says what Go said last', async () => {
  await machine.installGo({ script: 'echo downloading >&2; echo "no space left on device" >&2; exit 1' })
  expect(await find()).toEqual({ missing: expect.stringContaining('Go could not build it: no space left on device') })
  expect(await readdir(machine.cacheDir)).toEqual([])
})

test('a build that leaves something else is not kept', async () => {
  await machine.installGo({ script: 'echo "echo hello" > "$GOBIN/server"; exit 0' })
  expect(await find()).toEqual({ missing: expect.stringContaining('does not run here as the media server') })
  expect(await readdir(machine.cacheDir)).toEqual([])
})

test('without Go the advice says so', async () => {
  expect(await find()).toEqual({ missing: expect.stringContaining('and Go is not installed. Install Go 1.26 or newer') })
})

test('a cache that cannot be made is named with the way out', async () => {
  const file = join(machine.folder, 'file')
  await writeFile(file, '')
  expect(await find({ cacheDir: join(file, 'cache') })).toEqual({ missing: expect.stringMatching(/file\/cache .*Set XDG_CACHE_HOME/) })
})

test('cancelling ends the build with everything it started and leaves nothing', async () => {
  const pidFile = join(machine.folder, 'pid')
  await machine.installGo({ script: `/bin/sleep 600 & echo $! > ${pidFile}.new; /bin/mv ${pidFile}.new ${pidFile}; wait` })
  const cancel = new AbortController()
  const search = find({ signal: cancel.signal })
  await vi.waitUntil(() => exists(pidFile), { timeout: 10_000 })
  cancel.abort(new Error('not needed any more'))
  await expect(search).rejects.toThrow('not needed any more')
  const pid = Number(await readFile(pidFile, 'utf8'))
  await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 })
  expect(await readdir(machine.cacheDir)).toEqual([])
})

test('cancelling a download ends it and does not fall back to Go', async () => {
  await machine.installGo()
  await releases.close()
  const cancel = new AbortController()
  releases = await createReleaseServer({ archive: Buffer.from('archive'), send: () => cancel.abort(new Error('not needed any more')) })
  await expect(find({ signal: cancel.signal })).rejects.toThrow('not needed any more')
  expect(await machine.builds()).toEqual([])
  expect(await readdir(machine.cacheDir)).toEqual([])
})

test('what a killed start left is removed, once it is surely nobody’s', async () => {
  await machine.installGo()
  const old = join(machine.cacheDir, 'work-old')
  const young = join(machine.cacheDir, 'work-young')
  await mkdir(join(old, 'inside'), { recursive: true })
  await mkdir(young)
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(old, longAgo, longAgo)
  await find()
  expect(await readdir(machine.cacheDir)).toEqual(['livekit-server-1.13.5', 'work-young'])
})

test('the lock of a start that died is taken over', async () => {
  await machine.installGo()
  const lock = join(machine.cacheDir, 'lock')
  await mkdir(lock, { recursive: true })
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  expect(await find()).toEqual({ binary: machine.kept })
  expect(await exists(lock)).toBe(false)
})

test('waiting for another start can be cancelled', async () => {
  await machine.installGo()
  await mkdir(join(machine.cacheDir, 'lock'), { recursive: true })
  const cancel = new AbortController()
  const search = find({
    signal: cancel.signal,
    onProgress: ({ stage }) => stage === 'waiting' && cancel.abort(new Error('not needed any more')),
  })
  await expect(search).rejects.toThrow('not needed any more')
  expect(await machine.builds()).toEqual([])
})

describe('several processes', () => {
  const running: ChildProcess[] = []

  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })

  /** Runs the finder in a process of its own and hands over what it reports, line by line. */
  function start() {
    const program = `
      import { findLiveKitServer } from ${JSON.stringify(new URL('./find-server.ts', import.meta.url).href)}
      const print = (line) => process.stdout.write(JSON.stringify(line) + '\\n')
      const found = await findLiveKitServer({ ...JSON.parse(process.argv[1]), onProgress: ({ stage }) => print(stage) })
      print(found)`
    const options = JSON.stringify({ env: machine.env, cacheDir: machine.cacheDir, releaseBaseUrl: releases.baseUrl })
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', program, options], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running.push(child)
    const lines: unknown[] = []
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
    return { child, lines, reaches: (stage: string) => vi.waitUntil(() => lines.includes(stage), { timeout: 20_000 }) }
  }

  test('share one build: the second waits and uses what the first made', async () => {
    const gate = join(machine.folder, 'gate')
    await machine.installGo({ script: `while [ ! -e ${gate} ]; do /bin/sleep 0.02; done` })
    const starts = [start(), start(), start()]
    await vi.waitUntil(() => starts.filter(({ lines }) => lines.includes('building')).length === 1, { timeout: 20_000 })
    await vi.waitUntil(() => starts.filter(({ lines }) => lines.includes('waiting')).length === 2, { timeout: 20_000 })
    await writeFile(gate, '')
    await Promise.all(starts.map(({ child }) => once(child, 'close')))
    for (const { lines } of starts) expect(lines.at(-1)).toEqual({ binary: machine.kept })
    expect(await machine.builds()).toHaveLength(1)
  })

  test('a start that is killed while it builds holds up nobody', async () => {
    const gate = join(machine.folder, 'gate')
    await machine.installGo({ script: `while [ ! -e ${gate} ]; do /bin/sleep 0.02; done` })
    const first = start()
    await first.reaches('building')
    await vi.waitUntil(async () => (await machine.builds()).length === 1, { timeout: 20_000 })
    first.child.kill('SIGKILL')
    await once(first.child, 'close')

    const lock = join(machine.cacheDir, 'lock')
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock, longAgo, longAgo)
    await writeFile(gate, '')
    const second = start()
    await once(second.child, 'close')
    expect(second.lines.at(-1)).toEqual({ binary: machine.kept })
    expect(await machine.builds()).toHaveLength(2)
  })
})
