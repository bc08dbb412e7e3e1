import { once } from 'node:events'
import { access, readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLiveKitServer } from './find-server.ts'
import type { LiveKitProgress } from './progress.ts'
import { createFakeMachine, type FakeMachine, serverScript } from './testing/fake-machine.ts'
import { archiveName, createReleaseServer, packArchive, type ReleaseServer, sha256 } from './testing/release-server.ts'

let machine: FakeMachine
let ran: string
let archive: Buffer
let releases: ReleaseServer | undefined
let progress: LiveKitProgress[]

beforeEach(async () => {
  machine = await createFakeMachine()
  ran = join(machine.folder, 'ran')
  // Leaves a trace when it is run, whatever it is run for.
  archive = await packArchive(serverScript('1.13.5', `echo > ${ran}`))
  progress = []
})

afterEach(async () => {
  await releases?.close()
  releases = undefined
  await machine.remove()
})

const patience = { answerWithinMs: 1_000, stallAfterMs: 1_000 }

const find = (releaseBaseUrl: string) =>
  findLiveKitServer({ env: machine.env, cacheDir: machine.cacheDir, onProgress: (step) => progress.push(step), releaseBaseUrl, patience })

const wasRun = () =>
  access(ran).then(
    () => true,
    () => false,
  )

type Faults = Omit<Parameters<typeof createReleaseServer>[0], 'archive'> & { archive?: Uint8Array }

/** What the person who starts the server reads when a download goes wrong; checked to end without a trace in the cache. */
async function failure(faults: Faults): Promise<string> {
  releases = await createReleaseServer({ archive, ...faults })
  const found = await find(releases.baseUrl)
  expect(await readdir(machine.cacheDir)).toEqual([])
  return 'missing' in found ? found.missing : 'found after all'
}

test('a good archive is unpacked and used', async () => {
  releases = await createReleaseServer({ archive })
  expect(await find(releases.baseUrl)).toEqual({ binary: machine.kept })
  expect(await wasRun()).toBe(true)
  expect(await readdir(machine.cacheDir)).toEqual(['livekit-server-1.13.5'])
})

test('an archive that comes slowly but steadily is waited for, and its progress is told', async () => {
  const pieces = 8
  releases = await createReleaseServer({
    archive,
    async send(response, bytes) {
      response.writeHead(200, { 'content-length': bytes.length })
      const size = Math.ceil(bytes.length / pieces)
      for (let start = 0; start < bytes.length; start += size) {
        await new Promise((sent) => response.write(bytes.subarray(start, start + size), sent))
        await new Promise((later) => setTimeout(later, patience.stallAfterMs / 5))
      }
      response.end()
    },
  })
  expect(await find(releases.baseUrl)).toEqual({ binary: machine.kept })
  const fractions = progress.flatMap(({ fraction }) => fraction ?? [])
  expect(fractions.length).toBeGreaterThan(1)
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  expect(fractions.at(-1)).toBe(1)
})

test('an archive with the wrong checksum is never run', async () => {
  const checksums = `${sha256(Buffer.from('something else'))}  ${archiveName}\n`
  expect(await failure({ checksums })).toContain('does not match its published checksum, so it was thrown away')
  expect(await wasRun()).toBe(false)
})

test('one changed byte is noticed', async () => {
  const changed = Uint8Array.from(archive)
  changed.set([changed.at(-1) === 0 ? 1 : 0], changed.length - 1)
  const checksums = `${sha256(archive)}  ${archiveName}\n`
  expect(await failure({ archive: changed, checksums })).toContain('does not match its published checksum')
  expect(await wasRun()).toBe(false)
})

test('a release without a checksum for the archive is not trusted', async () => {
  expect(await failure({ checksums: `${sha256(archive)}  another.tar.gz\n` })).toContain('names no checksum')
  expect(releases?.asked).toHaveLength(1)
})

test.each<[string, Faults, RegExp]>([
  ['missing', { send: (response) => response.writeHead(404).end() }, /answered 404/],
  ['a broken server', { send: (response) => response.writeHead(503).end() }, /answered 503/],
  ['silent', { send: () => {} }, /did not answer/],
  ['stalled', { send: (response, bytes) => response.writeHead(200).write(bytes.subarray(0, 100)) }, /stopped sending/],
  [
    'cut off',
    {
      send(response, bytes) {
        response.writeHead(200, { 'content-length': bytes.length })
        response.write(bytes.subarray(0, 100), () => response.destroy())
      },
    },
    /broke off/,
  ],
  ['short without saying so', { send: (response, bytes) => response.end(bytes.subarray(0, 100)) }, /does not match its published checksum/],
  ['empty', { send: (response) => response.end() }, /does not match its published checksum/],
  ['garbage with a true checksum', { archive: Buffer.from('no archive') }, /cannot be unpacked/],
])('an archive that is %s is given up with a sentence', async (_, faults, sentence) => {
  expect(await failure(faults)).toMatch(sentence)
  expect(await wasRun()).toBe(false)
})

test('an archive that holds another version is not used', async () => {
  expect(await failure({ archive: await packArchive(serverScript('1.9.0')) })).toContain('does not run here as the media server')
})

test('an archive without the program is not used', async () => {
  expect(await failure({ archive: await packArchive(serverScript(), 'something-else') })).toContain('cannot be unpacked')
})

test('when the release cannot be reached, the progress says so and Go builds', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const address = closed.address()
  closed.close()
  await machine.installGo()
  const port = typeof address === 'object' ? address?.port : undefined
  expect(await find(`http://127.0.0.1:${port}`)).toEqual({ binary: machine.kept })
  expect(progress.map(({ message }) => message)).toEqual([
    'Looking for the media server.',
    'Downloading the media server (LiveKit 1.13.5).',
    `The media server could not be downloaded: 127.0.0.1:${port} cannot be reached.`,
    'Building the media server with Go, about two minutes the first time.',
    `Using the media server ${machine.kept}.`,
  ])
})
