import { type RateClass, rates } from '@sanctuary/protocol'
import * as z from 'zod'
import { logLevels } from './log.ts'

const webAddress = z
  .url({ protocol: /^https?$/, message: 'must be an address such as https://talk.example' })
  .transform((url) => url.replace(/\/+$/, ''))
const origin = webAddress.refine((url) => new URL(url).origin === url, {
  message: 'must be an origin such as https://site.example, without a path',
})
const rate = z.strictObject({ points: z.int().min(1), seconds: z.number().positive().max(3600) })
const longSecret = z.string().refine((value) => new TextEncoder().encode(value).length >= 32, { message: 'must be at least 32 bytes long' })

/** What an operator may set. Every name has one environment variable, see `config-environment.ts`. */
export const ServerOptions = z.strictObject({
  mode: z.enum(['production', 'development', 'test']).default('development'),
  /** Port to listen on; 0 takes any free one. */
  port: z.int().min(0).max(65_535).default(4300),
  /** Address to listen on. Default: every one in production, this computer only otherwise. */
  host: z.string().min(1).optional(),
  /** Where people reach the server from outside. */
  publicUrl: webAddress.optional(),
  /** Folder of the embedded database and of the secret made in development. */
  data: z.string().min(1).default('./.sanctuary'),
  /** Folder for what can be made or fetched anew. */
  cache: z.string().min(1).optional(),
  /** `pglite:./folder`, `pglite:memory` or `postgres://…`. Default: embedded, in the data folder. */
  database: z
    .string()
    .regex(/^(pglite:.|postgres(ql)?:\/\/.)/, 'must begin with pglite: or postgres://')
    .optional(),
  /** Redis, for several nodes. */
  redis: z
    .string()
    .regex(/^rediss?:\/\/./, 'must begin with redis:// or rediss://')
    .optional(),
  livekit: z
    .strictObject({
      enabled: z.boolean().default(true),
      url: z
        .string()
        .regex(/^(wss?|https?):\/\/./, 'must begin with ws:// or wss://')
        .optional(),
      /** Where browsers reach it, when that is another address than the server's. */
      publicUrl: z
        .string()
        .regex(/^(wss?|https?):\/\/./, 'must begin with ws:// or wss://')
        .optional(),
      apiKey: z.string().min(1).optional(),
      apiSecret: z.string().min(1).optional(),
      /** Path of a livekit-server program to run. */
      binary: z.string().min(1).optional(),
    })
    .refine(({ url, apiKey, apiSecret }) => !url || (apiKey && apiSecret), { message: 'needs url, apiKey and apiSecret together' })
    .prefault({}),
  /** Signs tokens, hashes credentials, keeps rooms unlinkable. 32 bytes or more. */
  secret: longSecret.optional(),
  /** The secret before the last change. */
  previousSecret: longSecret.optional(),
  /** Sites that may use this server. `*` means all and is not for production. */
  origins: z.union([z.literal('*'), z.array(origin)]).optional(),
  /** Whether `X-Forwarded-For` is believed. Only behind a proxy that sets it. */
  trustProxy: z.boolean().default(false),
  /** Other numbers for rate classes. */
  rates: z.partialRecord(z.enum(Object.keys(rates) as [RateClass, ...RateClass[]]), rate).default({}),
  logLevel: z.enum(logLevels).optional(),
  /** A partner whose signed-in people may come in under pseudonyms. */
  identity: z
    .strictObject({
      issuer: z.string().min(1),
      audience: z.string().min(1),
      jwksUrl: webAddress.optional(),
      secret: longSecret.optional(),
      algorithms: z.array(z.string()).nonempty().optional(),
      subjectClaim: z.string().min(1).optional(),
    })
    .refine(({ jwksUrl, secret }) => (jwksUrl === undefined) !== (secret === undefined), { message: 'needs either jwksUrl or secret' })
    .optional(),
})
/** The options as an operator writes them. */
export type ServerOptions = z.input<typeof ServerOptions>
