import type { ServerOptions } from './config-schema.ts'
import { didYouMean } from './nearest-name.ts'

/** Environment values as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

type Read = (text: string) => unknown

const text: Read = (value) => value
const flag: Read = (value) => ({ true: true, 1: true, false: false, 0: false })[value.toLowerCase()] ?? value
const number: Read = (value) => (/^\d+$/.test(value.trim()) ? Number(value) : value)
const list: Read = (value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
const sites: Read = (value) => (value.trim() === '*' ? '*' : list(value))
const json: Read = (value) => {
  try {
    return JSON.parse(value)
  } catch {
    return value // refused by the schema, with its name
  }
}

/** Every environment variable: the option it sets, and how its text is read. */
const environmentVariables: Readonly<Record<string, readonly [path: string, read: Read]>> = {
  NODE_ENV: ['mode', text],
  PORT: ['port', number],
  DATABASE_URL: ['database', text],
  REDIS_URL: ['redis', text],
  LIVEKIT_URL: ['livekit.url', text],
  LIVEKIT_PUBLIC_URL: ['livekit.publicUrl', text],
  LIVEKIT_API_KEY: ['livekit.apiKey', text],
  LIVEKIT_API_SECRET: ['livekit.apiSecret', text],
  LIVEKIT_SERVER_BIN: ['livekit.binary', text],
  SANCTUARY_LIVEKIT: ['livekit.enabled', flag],
  SANCTUARY_HOST: ['host', text],
  SANCTUARY_PUBLIC_URL: ['publicUrl', text],
  SANCTUARY_DATA: ['data', text],
  SANCTUARY_CACHE: ['cache', text],
  SANCTUARY_SECRET: ['secret', text],
  SANCTUARY_PREVIOUS_SECRET: ['previousSecret', text],
  SANCTUARY_ORIGINS: ['origins', sites],
  SANCTUARY_TRUST_PROXY: ['trustProxy', flag],
  SANCTUARY_RATES: ['rates', json],
  SANCTUARY_LOG_LEVEL: ['logLevel', text],
  SANCTUARY_IDENTITY_ISSUER: ['identity.issuer', text],
  SANCTUARY_IDENTITY_AUDIENCE: ['identity.audience', text],
  SANCTUARY_IDENTITY_JWKS_URL: ['identity.jwksUrl', text],
  SANCTUARY_IDENTITY_SECRET: ['identity.secret', text],
  SANCTUARY_IDENTITY_ALGORITHMS: ['identity.algorithms', list],
  SANCTUARY_IDENTITY_SUBJECT_CLAIM: ['identity.subjectClaim', text],
}

/**
 * Turns environment variables into options, not yet checked. An empty variable counts as not set. An unknown one that begins with
 * `SANCTUARY_` is a mistake somebody wants to hear of.
 */
export function optionsOf(env: Environment): { options: ServerOptions; unknown: string[] } {
  const options: Record<string, unknown> = {}
  for (const [name, [path, read]] of Object.entries(environmentVariables)) {
    const value = env[name]
    if (value === undefined || value === '') continue
    const [outer = '', inner] = path.split('.')
    if (inner === undefined) options[outer] = read(value)
    else options[outer] = { ...(options[outer] as object | undefined), [inner]: read(value) }
  }
  const known = Object.keys(environmentVariables)
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith('SANCTUARY_') && !known.includes(name))
    .map((name) => `${name} is not known here.${didYouMean(name, known)}`)
  return { options: options as ServerOptions, unknown }
}

/** Which variable sets an option, for messages. */
export function variableFor(path: string): string | undefined {
  return Object.entries(environmentVariables).find(([, [option]]) => option === path)?.[0]
}
