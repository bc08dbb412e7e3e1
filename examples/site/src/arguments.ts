import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface Arguments {
  /** 0 takes a free port. */
  readonly port: number
  /** Folder of the database and of what is built. */
  readonly data: string
  readonly livekit: boolean
}

/** Reads the command line; a wrong value ends the process with a sentence. */
export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4300' },
      data: { type: 'string', default: '.sanctuary' },
      'no-livekit': { type: 'boolean' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`\n  --port takes a number from 0 to 65535, not "${values.port}".\n\n`)
    process.exit(2)
  }
  return { port, data: resolve(values.data), livekit: !values['no-livekit'] }
}
