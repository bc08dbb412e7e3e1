import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A cold disk may take a while to load 50 MB; a program that is silent for longer is no media server. */
const answerWithinMs = 10_000

/**
 * Asks a program which LiveKit server it is.
 * @param binary - path of the program
 * @returns its version, such as `1.13.5`, or `undefined` when it cannot be run or is something else
 */
export async function serverVersion(binary: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: answerWithinMs, killSignal: 'SIGKILL', signal, env: {} })
    return /^livekit-server version (\S+)/m.exec(stdout)?.[1]
  } catch {
    signal?.throwIfAborted()
    return undefined
  }
}
