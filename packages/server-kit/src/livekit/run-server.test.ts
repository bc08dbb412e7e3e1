import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { dispose } from '@livekit/rtc-node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { freeMediaPorts } from './media-ports.ts'
import { type MediaServer, type MediaServerState, type RunOptions, runLiveKitServer } from './run-server.ts'
import { createMediaService } from './service.ts'
import { listeningAddresses } from './testing/listening-addresses.ts'
import { joinMedia } from './testing/media-person.ts'
import { isRunning } from './testing/processes.ts'
import { obtainWithinMs, realServer } from './testing/real-server.ts'

let binary: string
let states: MediaServerState[]
const servers: MediaServer[] = []

beforeAll(async () => {
  binary = await realServer()
}, obtainWithinMs)

beforeEach(() => {
  states = []
})

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

afterAll(() => dispose())

const options = (): RunOptions => ({
  binary,
  webhookUrl: 'http://127.0.0.1:9/livekit',
  log: { error: () => {} },
  onState: (state) => states.push(state),
  backoff: { firstMs: 10, maxMs: 40, steadyMs: 60_000 },
})

async function run(changes: Partial<RunOptions> = {}): Promise<Omit<MediaServer, 'pid'> & { pid(): number }> {
  const server = await runLiveKitServer({ ...options(), ...changes })
  servers.push(server)
  return {
    ...server,
    pid() {
      const pid = server.pid()
      if (pid === undefined) throw new Error('The media server does not run.')
      return pid
    },
  }
}

const reaches = (state: MediaServerState['state'], times: number) =>
  vi.waitUntil(() => states.filter((one) => one.state === state).length >= times, { timeout: 20_000 })

test('it answers with its own keys as soon as it is returned', async () => {
  const server = await run()
  const media = createMediaService(server)
  await media.ensureRoom('room')
  expect(await media.rooms()).toEqual(['room'])
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready'])
})

test('two run side by side with different keys and ports', async () => {
  const [one, other] = await Promise.all([run(), run()])
  expect(one.url).not.toBe(other.url)
  expect(one.apiKey).not.toBe(other.apiKey)
  expect(one.apiSecret).not.toBe(other.apiSecret)
  expect(one.apiSecret.length).toBeGreaterThanOrEqual(32)
})

test('it is reached at the port and with the keys that were asked for', async () => {
  const { http } = await freeMediaPorts()
  const keys = { apiKey: 'our-key', apiSecret: 'our-secret-of-at-least-32-characters' }
  const server = await run({ port: http, keys })
  expect(server).toMatchObject({ url: `ws://127.0.0.1:${http}`, ...keys })
  expect(await createMediaService(server).rooms()).toEqual([])
})

test('nothing of it listens beyond this machine', async () => {
  const addresses = listeningAddresses((await run()).pid())
  expect(addresses.toSorted()).toEqual(['tcp 0100007F', 'udp 0100007F'])
})

test('its secret is not on its command line', async () => {
  const server = await run()
  const commandLine = await readFile(`/proc/${server.pid()}/cmdline`, 'utf8')
  expect(commandLine).toContain(binary)
  expect(commandLine).not.toContain(server.apiSecret)
})

test('killed, it comes back with the same address and keys, and tokens made before still open the door', async () => {
  const server = await run()
  const media = createMediaService(server)
  const token = await media.token({ room: 'room', identity: 'p-1', canPublish: true })
  const before = server.pid()

  process.kill(before, 'SIGKILL')
  await reaches('ready', 2)
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'down', 'starting', 'ready'])
  expect(states[2]?.reason).toBe('The media server stopped: it was ended by SIGKILL. It is started again in 0.01 s.')
  expect(server.pid()).not.toBe(before)

  await media.ensureRoom('room')
  const answer = await fetch(`${server.url.replace('ws', 'http')}/rtc/validate?access_token=${token}`)
  expect([answer.status, await answer.text()]).toEqual([200, 'success'])
})

test('while it cannot be started it is tried ever more slowly, and again when it can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-run-'))
  try {
    const program = join(folder, 'livekit-server')
    const become = async (target: string) => {
      await symlink(target, `${program}.new`)
      await rename(`${program}.new`, program)
    }
    await become(binary)
    const server = await run({ binary: program })
    await become('/bin/false')
    process.kill(server.pid(), 'SIGKILL')
    await reaches('down', 5)
    await become(binary)
    await reaches('ready', 2)
    const waits = states.flatMap(({ state, reason }) => (state === 'down' ? Number(/in ([\d.]+) s\.$/.exec(reason)?.[1]) : []))
    expect(waits.slice(0, 5)).toEqual([0.01, 0.02, 0.04, 0.04, 0.04])
    expect(await createMediaService(server).rooms()).toEqual([])
  } finally {
    await Promise.all(servers.splice(0).map((server) => server.close()))
    await rm(folder, { recursive: true })
  }
})

test('closed, no process is left and nothing starts it again', async () => {
  const server = await run()
  const pid = server.pid()
  await server.close()
  expect(isRunning(pid)).toBe(false)
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready'])
  await server.close()
})

test('closed while it waits to start again, it stays down', async () => {
  const server = await run({ backoff: { firstMs: 600_000, maxMs: 600_000, steadyMs: 600_000 } })
  process.kill(server.pid(), 'SIGKILL')
  await reaches('down', 1)
  await server.close()
  expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'down'])
})

test('closed with somebody inside, it does not wait for them to leave', async () => {
  const server = await run()
  const pid = server.pid()
  const person = await joinMedia({ ...createMediaService(server), url: server.url }, { room: 'room', identity: 'p-1', canPublish: true })
  await server.close()
  expect(isRunning(pid)).toBe(false)
  await person.room.disconnect()
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(runLiveKitServer({ ...options(), port })).rejects.toThrow(/did not start: .*address already in use/)
  expect(states.at(-1)).toEqual({ state: 'down', reason: expect.stringContaining('address already in use') })
  other.close()
})

test('another media server on the port is not taken for ours', async () => {
  const other = await run()
  const port = Number(new URL(other.url).port)
  await expect(runLiveKitServer({ ...options(), port })).rejects.toThrow(/address already in use/)
})

test.each([
  ['/bin/false', /ended with code 1/],
  ['/nowhere/livekit-server', /ended with code 127, .*not found/],
])('a program that is no media server is named: %s', async (program, sentence) => {
  await expect(runLiveKitServer({ ...options(), binary: program })).rejects.toThrow(sentence)
})

test('a Sanctuary server that is killed leaves no media server behind', async () => {
  const program = `
    import { runLiveKitServer } from ${JSON.stringify(new URL('./run-server.ts', import.meta.url).href)}
    const server = await runLiveKitServer({ ...JSON.parse(process.argv[1]), log: { error() {} } })
    process.stdout.write(server.pid() + '\\n')`
  const parent: ChildProcess = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      program,
      JSON.stringify({ binary, webhookUrl: 'http://127.0.0.1:9/livekit' }),
    ],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  if (!parent.stdout) throw new Error('The parent prints nothing.')
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const pid = Number(line)
  expect(isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 })
})
