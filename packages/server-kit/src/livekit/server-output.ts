import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'

/**
 * Carries the media server's own log over into ours. LiveKit writes people's addresses and identities beside its messages, so
 * only the message itself is taken; of what it prints outside its log (a crash) only the first line.
 * @param onComplaint - given the full text of each complaint, for use before anybody can have connected
 */
export function relayOutput(output: Readable, log: Pick<Logger, 'warn' | 'error'>, onComplaint: (text: string) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    const entry = parse(line)
    if (!entry) {
      if (/^(panic|fatal error):/.test(line)) log.error('The media server crashed.')
      onComplaint(line)
      return
    }
    const message = `Media server: ${entry.msg}`
    if (entry.level === 'error') log.error(message)
    else log.warn(message)
    onComplaint([entry.msg, entry.error].filter(Boolean).join(': '))
  })
}

function parse(line: string): { level: string; msg: string; error?: string } | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    if (typeof entry !== 'object' || entry === null) return undefined
    const { level, msg, error } = entry as Record<string, unknown>
    return { level: String(level), msg: String(msg), error: error === undefined ? undefined : String(error) }
  } catch {
    return undefined
  }
}
