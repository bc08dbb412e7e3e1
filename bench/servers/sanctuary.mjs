import { createSanctuaryServer } from '@sanctuary/server-kit'
import { reportToParent } from './report.mjs'

/** The kit as it ships, built: stored, ordered, validated, rate-limited with limits out of reach, metrics on. */
const many = { points: 1_000_000_000, seconds: 1 }
const server = await createSanctuaryServer({
  mode: 'production',
  secret: process.argv[3] ?? '',
  publicUrl: 'http://localhost',
  origins: [],
  database: process.argv[2] ?? '',
  livekit: { enabled: false },
  logLevel: 'error',
  rates: { create: many, join: many, read: many, chat: many, gesture: many, staff: many, sync: many, signal: many },
})
const { port } = await server.listen({ port: 0, host: '127.0.0.1' })
reportToParent(port)
