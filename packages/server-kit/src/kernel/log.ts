import { type Logger, pino } from 'pino'

export type Log = Logger
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * The server's log: JSON lines on standard output.
 * @param options.level - least level that is written; default `info`
 */
export function createLog({ level = 'info' }: { level?: LogLevel } = {}): Log {
  return pino({ level })
}
