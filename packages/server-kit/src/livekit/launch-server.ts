import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { MediaKeys } from './media-keys.ts'
import type { MediaPorts } from './media-ports.ts'
import { serverConfig } from './server-config.ts'
import { relayOutput } from './server-output.ts'
import { createMediaService } from './service.ts'
import { spawnDependent } from './spawn-dependent.ts'

/** One run of the media server's program, from its start to its end. */
export interface Launch {
  /** The process, while it lives. */
  pid(): number | undefined
  /** Resolves when it answers with our key; rejects with one sentence when it ends before, or takes too long (it is ended then). */
  readonly ready: Promise<void>
  /** Resolves, with the reason, when the program has ended. Never rejects. */
  readonly ended: Promise<string>
  /** Ends it: asks, asks firmly, forces. Resolves when it is gone. */
  stop(): Promise<void>
}

const readyWithinMs = 15_000
const askAgainAfterMs = 25

/** LiveKit lets people finish on the first SIGTERM, however long they stay, closes on the second, and cannot refuse SIGKILL. */
const insistAfterMs = 100
const forceAfterMs = 2_000

/**
 * Starts the program once. Its keys travel in its environment, never on the command line, which every user of the machine can
 * read; it gets nothing else of ours, so that a stray variable cannot change it.
 */
export function launchServer(options: {
  binary: string
  ports: MediaPorts
  keys: MediaKeys
  webhookUrl: string
  nodeIp: string
  log: Pick<Logger, 'error'>
}): Launch {
  const child = spawnDependent(options.binary, [], { env: { LIVEKIT_CONFIG: serverConfig(options) } })
  let complaint = ''
  for (const output of [child.stdout, child.stderr]) relayOutput(output, options.log, (text) => (complaint = text))

  const ended = once(child, 'close').then(
    ([code, signal]) => (signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
    (error: Error) => `it cannot be run: ${error.message}`,
  )
  const stop = () => stopChild(child, ended)
  const ready = untilReady(options, ended, () => complaint).catch(async (error) => {
    await stop()
    throw error
  })
  // Whoever only waits for the end need not watch this one too.
  ready.catch(() => {})
  const isAlive = () => child.exitCode === null && child.signalCode === null
  return { pid: () => (isAlive() ? child.pid : undefined), ready, ended, stop }
}

async function untilReady(
  { ports, keys, nodeIp }: { ports: MediaPorts; keys: MediaKeys; nodeIp: string },
  ended: Promise<string>,
  complaint: () => string,
): Promise<void> {
  const service = createMediaService({ url: `http://${nodeIp}:${ports.http}`, ...keys })
  const deadline = AbortSignal.timeout(readyWithinMs)
  const end = ended.then((reason) => {
    throw new Error(`The media server did not start: ${[reason, complaint()].filter(Boolean).join(', ')}.`)
  })
  // A call with our key, not a bare request: another server may hold the port while ours fails to get it.
  const answers = () =>
    service.rooms().then(
      () => true,
      () => false,
    )
  while (!(await Promise.race([answers(), end]))) {
    if (deadline.aborted) throw new Error(`The media server did not answer within ${readyWithinMs / 1000} s of its start.`)
    await Promise.race([wait(askAgainAfterMs), end])
  }
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const finished = new AbortController()
  const over = ended.then(() => finished.abort())
  const after = (delayMs: number) =>
    wait(delayMs, undefined, { signal: finished.signal }).then(
      () => true,
      () => false,
    )
  child.kill('SIGTERM')
  if (await after(insistAfterMs)) child.kill('SIGTERM')
  if (await after(forceAfterMs)) child.kill('SIGKILL')
  await over
}
