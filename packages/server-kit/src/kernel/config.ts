import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { Rate, RateClass } from '@sanctuary/protocol'
import type * as z from 'zod'
import { type Environment, optionsOf, variableFor } from './config-environment.ts'
import { checkForProduction } from './config-production.ts'
import { ServerOptions } from './config-schema.ts'
import { developmentSecret } from './development-secret.ts'
import type { LogLevel } from './log.ts'
import { didYouMean } from './nearest-name.ts'
import { type Secret, secretOf } from './secret.ts'
import { SetupError } from './setup-error.ts'

export type { ServerOptions } from './config-schema.ts'

/** The server's configuration, checked. Secrets and addresses with passwords in them cannot be printed by accident. */
export interface Config {
  readonly mode: 'production' | 'development' | 'test'
  readonly production: boolean
  readonly port: number
  readonly host: string
  /** Where people reach the server from outside, without a slash at the end. */
  readonly publicUrl: string
  readonly data: string
  readonly cache: string
  readonly database: Secret
  readonly redis: Secret | undefined
  readonly livekit: {
    readonly enabled: boolean
    readonly url: string | undefined
    readonly publicUrl: string | undefined
    readonly apiKey: string | undefined
    readonly apiSecret: Secret | undefined
    readonly binary: string | undefined
  }
  readonly secret: Secret
  readonly previousSecret: Secret | undefined
  readonly origins: '*' | readonly string[]
  readonly trustProxy: boolean
  readonly rates: Partial<Record<RateClass, Rate>>
  readonly logLevel: LogLevel
  readonly identity:
    | {
        readonly issuer: string
        readonly audience: string
        readonly jwksUrl: string | undefined
        readonly secret: Secret | undefined
        readonly algorithms: readonly string[] | undefined
        readonly subjectClaim: string | undefined
      }
    | undefined
}

/**
 * Reads options from environment variables, to be given to `createSanctuaryServer`. The only place where `process.env` is read.
 * @throws SetupError for a variable that begins with `SANCTUARY_` and is not known, with the name that was probably meant
 */
export function readOptions(env: Environment = process.env): ServerOptions {
  const { options, unknown } = optionsOf(env)
  if (unknown.length > 0) throw invalid(unknown)
  return options
}

/**
 * Checks options given by code.
 * @param env - asked only where caches belong, and for `NODE_ENV` when the options do not say the mode: an app that embeds the server and
 *   runs in production must not get a development server by leaving something out
 */
export function parseConfig(options: ServerOptions = {}, env: Environment = {}): Config {
  const result = ServerOptions.safeParse({ ...options, mode: options.mode ?? modeOf(env) })
  if (!result.success) throw invalid(result.error.issues.flatMap(describe))
  const given = result.data
  const production = given.mode === 'production'
  if (production) {
    const problems = checkForProduction(given)
    if (problems.length > 0) throw invalid(problems)
  }
  const data = resolve(given.data)
  const database = given.database ?? `pglite:${join(data, 'data')}`
  const kept = database === 'pglite:memory' ? undefined : data
  const sealed = (value: string | undefined) => (value === undefined ? undefined : secretOf(value))
  const { livekit, identity } = given
  return {
    mode: given.mode,
    production,
    port: given.port,
    host: given.host ?? (production ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: given.publicUrl ?? `http://localhost:${given.port}`,
    data,
    cache: given.cache ? resolve(given.cache) : cacheFolder(env),
    database: secretOf(database),
    redis: sealed(given.redis),
    livekit: {
      enabled: livekit.enabled,
      url: livekit.url,
      publicUrl: livekit.publicUrl,
      apiKey: livekit.apiKey,
      apiSecret: sealed(livekit.apiSecret),
      binary: livekit.binary,
    },
    secret: secretOf(given.secret ?? developmentSecret(kept)),
    previousSecret: sealed(given.previousSecret),
    origins: given.origins ?? (production ? [] : '*'),
    trustProxy: given.trustProxy,
    rates: given.rates,
    logLevel: given.logLevel ?? (given.mode === 'test' ? 'silent' : 'info'),
    identity: identity && {
      issuer: identity.issuer,
      audience: identity.audience,
      jwksUrl: identity.jwksUrl,
      secret: sealed(identity.secret),
      algorithms: identity.algorithms,
      subjectClaim: identity.subjectClaim,
    },
  }
}

const modeOf = ({ NODE_ENV: name }: Environment) => (name === 'production' || name === 'test' ? name : undefined)

/** `$XDG_CACHE_HOME/sanctuary`, by default `~/.cache/sanctuary`. The XDG specification asks to ignore a relative one. */
function cacheFolder({ XDG_CACHE_HOME: given, HOME }: Environment): string {
  return join(given && isAbsolute(given) ? given : join(HOME || homedir(), '.cache'), 'sanctuary')
}

/** Paths and rules, never what was written there: it may be a secret. */
function describe(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') {
    const variable = variableFor(path)
    return [`${path || 'options'}${variable ? ` (${variable})` : ''}: ${issue.message}`]
  }
  const known = knownNames(issue.path)
  return issue.keys.map((key) => `${[...issue.path, key].join('.')} is not known here.${didYouMean(key, known)}`)
}

function knownNames(path: readonly PropertyKey[]): string[] {
  const { livekit, identity } = ServerOptions.shape
  const nested = { livekit: livekit.def.innerType, identity: identity.def.innerType }
  const [first] = path
  if (first === undefined) return Object.keys(ServerOptions.shape)
  return first === 'livekit' || first === 'identity' ? Object.keys(nested[first].shape) : []
}

function invalid(problems: readonly string[]): SetupError {
  return new SetupError('CONFIG_INVALID', `The configuration cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
}

/** The process's environment variables, for what is looked for outside the configuration, such as tools on PATH. */
export const processEnvironment = (): Environment => process.env
