import { type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger, pino } from 'pino'
import { redact, redactText } from './redact.ts'

/** The server's log. `log.info({ op }, 'what happened')`; children inherit its rules. */
export type Log = Logger
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * Creates the log: JSON lines on standard output. Whatever is handed to it, tokens, credentials, addresses, user agents and what people
 * wrote are not written; ids of rooms and participants only at `debug` and below.
 * @param options.level - least level that is written; default `info`
 * @param options.destination - default standard output
 */
export function createLog({ level = 'info', destination }: { level?: LogLevel; destination?: DestinationStream } = {}): Log {
  const log = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => error }, // pino's own would write all an error carries; `redact` has done it by then
      hooks: {
        logMethod(args, method, number) {
          const [first, ...rest] = args as unknown[]
          const clean = (value: unknown) => redact(value, { ids: number <= debug })
          const object = first instanceof Error ? { err: clean(first), msg: redactText(first.message) } : clean(first)
          method.apply(this, [object, ...rest.map(clean)] as Parameters<typeof method>)
        },
      },
    },
    destination ?? pino.destination(1),
  )
  // What a child is given goes around the hook above, and a child writes at every level.
  const { child } = log
  return Object.assign(log, {
    child(this: Log, bindings: Bindings, options?: ChildLoggerOptions): Log {
      return Reflect.apply(child, this, [redact(bindings, { ids: false }), options])
    },
  })
}

const debug = 20
