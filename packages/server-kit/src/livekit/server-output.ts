import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'

/**
 * Carries the media server's own log over into ours. LiveKit writes people's addresses and identities beside its messages, so
 * only the message itself is taken; of what it prints outside its log (a crash) only the first line.
 * @param onComplaint - given the full text of each complaint, for use before anybody can have connected
 */
export function relayOutput(output: Readable, log: Pick<Logger, 'error'>, onComplaint: (text: string) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    const entry = parse(line)
    if (!entry) {
      if (/^(panic|fatal error):/.test(line)) log.error('The media server crashed.')
      onComplaint(line)
      return
    }
    log.error(`Media server: ${entry.msg}`)
    onComplaint([entry.msg, entry.error].filter(Boolean).join(': '))
  })
}

function parse(line: string): { msg: string; error?: string } | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    if (typeof entry !== 'object' || entry === null) return undefined
    const { msg, error } = entry as Record<string, unknown>
    return { msg: String(msg), error: error === undefined ? undefined : String(error) }
  } catch {
    return undefined
  }
}
