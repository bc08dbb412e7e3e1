import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLiveKitServer } from './find-server.ts'
import type { FoundServer } from './found-server.ts'
import type { LiveKitProgress } from './progress.ts'
import { createFakeMachine, type FakeMachine, serverScript } from './testing/fake-machine.ts'
import { archiveName, createReleaseServer, packArchive, type ReleaseServer } from './testing/release-server.ts'

/** Every way is open at once on this machine, so that each test shows which one is preferred to all the rest. */
let machine: FakeMachine
let releases: ReleaseServer
let onPath: string
let progress: LiveKitProgress[]

beforeEach(async () => {
  machine = await createFakeMachine()
  releases = await createReleaseServer({ archive: await packArchive(serverScript()) })
  progress = []
  onPath = await machine.install('livekit-server', serverScript('1.12.0'))
  await machine.installGo()
})

afterEach(async () => {
  await releases.close()
  await machine.remove()
})

const find = (env: Record<string, string> = {}): Promise<FoundServer> =>
  findLiveKitServer({
    env: { ...machine.env, ...env },
    cacheDir: machine.cacheDir,
    onProgress: (step) => progress.push(step),
    releaseBaseUrl: releases.baseUrl,
  })

const withoutPathServer = () => machine.install('livekit-server', '#!/bin/sh\nexit 1\n')

test('a server that runs somewhere comes first', async () => {
  const chosen = await machine.install('chosen', serverScript())
  const found = await find({
    LIVEKIT_URL: 'wss://sound.example',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 'secret',
    LIVEKIT_SERVER_BIN: chosen,
  })
  expect(found).toEqual({ url: 'wss://sound.example', apiKey: 'key', apiSecret: 'secret' })
  expect(progress).toEqual([{ stage: 'ready', message: 'Using the media server at wss://sound.example.' }])
})

test.each([
  [{ LIVEKIT_URL: 'wss://sound.example' }, /LIVEKIT_API_KEY/],
  [{ LIVEKIT_URL: 'wss://sound.example', LIVEKIT_API_KEY: 'key' }, /LIVEKIT_API_SECRET/],
  [{ LIVEKIT_URL: 'sound.example:7880', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' }, /"sound.example:7880"/],
  [{ LIVEKIT_URL: 'http://', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' }, /"http:\/\/"/],
  [{ LIVEKIT_SERVER_BIN: '/nowhere/livekit-server' }, /\/nowhere\/livekit-server/],
  [{ LIVEKIT_SERVER_BIN: '/bin/sh' }, /\/bin\/sh/],
])('a wrong setting is named and nothing is used in its place: %j', async (env, names) => {
  const found = await find(env as Record<string, string>)
  expect(found).toEqual({ missing: expect.stringMatching(names) })
  expect(progress).toEqual([{ stage: 'missing', message: 'missing' in found && found.missing }])
})

test('a chosen program comes before the one on the PATH', async () => {
  const chosen = await machine.install('chosen', serverScript('1.11.0'))
  expect(await find({ LIVEKIT_SERVER_BIN: chosen })).toEqual({ binary: chosen })
})

test('a program on the PATH comes before the cache', async () => {
  await mkdir(machine.cacheDir)
  await writeFile(machine.kept, serverScript(), { mode: 0o755 })
  expect(await find()).toEqual({ binary: onPath })
})

test('a program on the PATH that does not run is passed over for the next', async () => {
  const folder = join(machine.folder, 'second')
  await mkdir(folder)
  await writeFile(join(folder, 'livekit-server'), serverScript(), { mode: 0o755 })
  await withoutPathServer()
  expect(await find({ PATH: `${machine.env.PATH}${delimiter}${folder}` })).toEqual({ binary: join(folder, 'livekit-server') })
})

test('a relative folder on the PATH is not looked into', async () => {
  await withoutPathServer()
  expect(await find({ PATH: `.${delimiter}${delimiter}${machine.env.PATH}` })).toEqual({ binary: machine.kept })
})

test('the cache comes before the release: nothing is asked of the network or of Go', async () => {
  await withoutPathServer()
  await mkdir(machine.cacheDir)
  await writeFile(machine.kept, serverScript(), { mode: 0o755 })
  expect(await find()).toEqual({ binary: machine.kept })
  expect(releases.asked).toEqual([])
  expect(await machine.builds()).toEqual([])
})

test('the release comes before Go and is kept for the next start', async () => {
  await withoutPathServer()
  expect(await find()).toEqual({ binary: machine.kept })
  expect(await machine.builds()).toEqual([])
  expect(progress.map(({ stage }) => stage)).toEqual(['looking', ...progress.slice(1, -1).map(() => 'downloading'), 'ready'])
  expect(progress.at(-2)).toMatchObject({ message: 'Downloading the media server (LiveKit 1.13.5).', fraction: 1 })

  const asked = releases.asked.length
  expect(await find()).toEqual({ binary: machine.kept })
  expect(releases.asked).toHaveLength(asked)
})

test('Go comes last and is told to build exactly the pinned version, alone and trimmed', async () => {
  await withoutPathServer()
  await releases.close()
  releases = await createReleaseServer({ archive: new Uint8Array(), checksums: '' })
  expect(await find({ GOFLAGS: '-mod=vendor' })).toEqual({ binary: machine.kept })
  expect(await machine.builds()).toEqual([
    'install -trimpath -ldflags -s -w github.com/livekit/livekit-server/cmd/server@v1.13.5 -trimpath 0',
  ])
})

test('with nothing at all, one sentence says why and what to do', async () => {
  await withoutPathServer()
  await machine.install('go', '#!/bin/sh\necho go1.20\necho local\n')
  await releases.close()
  releases = await createReleaseServer({ archive: new Uint8Array(), checksums: '' })
  const found = await find()
  expect(found).toEqual({
    missing:
      'There is no media server, so rooms have no sound: the release names no checksum for ' +
      `${archiveName}, and the installed Go (go1.20) is too old; ` +
      '1.26 or newer is needed. Install Go 1.26 or newer, set LIVEKIT_SERVER_BIN to a livekit-server program, or set LIVEKIT_URL, ' +
      'LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a server that runs already.',
  })
  expect(progress.at(-1)?.stage).toBe('missing')
})
