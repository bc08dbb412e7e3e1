import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseConfig, readOptions, type ServerOptions } from './config.ts'

const strong = 'q8Yw3vN0hT5rK2mZ7xL4cB9sD6fG1jP0eU'
const inMemory = { database: 'pglite:memory' } as const
const production = {
  NODE_ENV: 'production',
  SANCTUARY_SECRET: strong,
  SANCTUARY_PUBLIC_URL: 'https://talk.example',
  DATABASE_URL: 'postgres://db.example/rooms',
}

const readConfig = (env: Record<string, string>, options: ServerOptions = {}) => parseConfig({ ...readOptions(env), ...options }, env)

describe('without being told anything', () => {
  it('serves this computer only, from the embedded database', () => {
    const config = parseConfig({ secret: strong })
    expect(config).toMatchObject({
      mode: 'development',
      production: false,
      port: 4300,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4300',
      data: resolve('.sanctuary'),
      origins: '*',
      trustProxy: false,
      rates: {},
      logLevel: 'info',
      redis: undefined,
      identity: undefined,
    })
    expect(config.database.reveal()).toBe(`pglite:${resolve('.sanctuary/data')}`)
    expect(config.livekit).toMatchObject({ enabled: true, url: undefined })
  })

  it('keeps caches where the system wants them', () => {
    expect(parseConfig(inMemory, { XDG_CACHE_HOME: '/caches' }).cache).toBe('/caches/sanctuary')
    expect(parseConfig(inMemory, { XDG_CACHE_HOME: 'relative', HOME: '/home/ada' }).cache).toBe('/home/ada/.cache/sanctuary')
    expect(parseConfig(inMemory).cache).toBe(join(homedir(), '.cache/sanctuary'))
  })

  it('is silent in tests', () => {
    expect(readConfig({ NODE_ENV: 'test', DATABASE_URL: 'pglite:memory' }).logLevel).toBe('silent')
  })
})

describe('from the environment', () => {
  it('takes every variable', () => {
    const config = readConfig({
      ...production,
      PORT: '8080',
      SANCTUARY_HOST: '10.0.0.1',
      SANCTUARY_PUBLIC_URL: 'https://talk.example/',
      SANCTUARY_DATA: '/srv/sanctuary',
      SANCTUARY_CACHE: '/srv/cache',
      SANCTUARY_PREVIOUS_SECRET: `${strong}-before`,
      SANCTUARY_ORIGINS: 'https://one.example, https://two.example:8443',
      SANCTUARY_TRUST_PROXY: 'true',
      SANCTUARY_RATES: '{"chat":{"points":5,"seconds":10}}',
      SANCTUARY_LOG_LEVEL: 'warn',
      SANCTUARY_LIVEKIT: 'false',
      REDIS_URL: 'rediss://redis.example',
      LIVEKIT_URL: 'wss://media.example',
      LIVEKIT_API_KEY: 'the-key',
      LIVEKIT_API_SECRET: 'kX4vR9nW2pT7sQ1m',
      LIVEKIT_SERVER_BIN: '/opt/livekit-server',
      SANCTUARY_IDENTITY_ISSUER: 'https://id.example',
      SANCTUARY_IDENTITY_AUDIENCE: 'sanctuary',
      SANCTUARY_IDENTITY_JWKS_URL: 'https://id.example/keys',
      SANCTUARY_IDENTITY_ALGORITHMS: 'ES256,RS256',
      SANCTUARY_IDENTITY_SUBJECT_CLAIM: 'uid',
    })
    expect(config).toMatchObject({
      mode: 'production',
      port: 8080,
      host: '10.0.0.1',
      publicUrl: 'https://talk.example',
      data: '/srv/sanctuary',
      cache: '/srv/cache',
      origins: ['https://one.example', 'https://two.example:8443'],
      trustProxy: true,
      rates: { chat: { points: 5, seconds: 10 } },
      logLevel: 'warn',
      livekit: { enabled: false, url: 'wss://media.example', apiKey: 'the-key', binary: '/opt/livekit-server' },
      identity: {
        issuer: 'https://id.example',
        audience: 'sanctuary',
        jwksUrl: 'https://id.example/keys',
        algorithms: ['ES256', 'RS256'],
        subjectClaim: 'uid',
      },
    })
    expect(config.secret.reveal()).toBe(strong)
    expect(config.previousSecret?.reveal()).toBe(`${strong}-before`)
    expect(config.redis?.reveal()).toBe('rediss://redis.example')
    expect(config.livekit.apiSecret?.reveal()).toBe('kX4vR9nW2pT7sQ1m')
  })

  it('takes an empty variable for none, and lets the caller have the last word', () => {
    const config = readConfig({ PORT: '', SANCTUARY_HOST: '::', DATABASE_URL: 'pglite:memory' }, { host: '127.0.0.1', port: 0 })
    expect(config).toMatchObject({ port: 0, host: '127.0.0.1' })
  })

  it('does not mind variables of other programs', () => {
    expect(readConfig({ DATABASE_URL: 'pglite:memory', PATH: '/bin', npm_config_x: 'y' }).port).toBe(4300)
  })
})

describe('mistakes are named, with what was most likely meant', () => {
  it.each([
    [{ SANCTUARY_SECRT: strong }, 'SANCTUARY_SECRT is not known here. Did you mean SANCTUARY_SECRET?'],
    [{ SANCTUARY_COLOUR_OF_THE_CURTAINS: 'red' }, 'SANCTUARY_COLOUR_OF_THE_CURTAINS is not known here.'],
    [{ PORT: 'http' }, 'port (PORT): '],
    [{ PORT: '70000' }, 'port (PORT): '],
    [{ DATABASE_URL: 'mysql://localhost' }, 'database (DATABASE_URL): must begin with pglite: or postgres://'],
    [{ REDIS_URL: 'localhost' }, 'redis (REDIS_URL): must begin with redis://'],
    [{ SANCTUARY_SECRET: 'short' }, 'secret (SANCTUARY_SECRET): must be at least 32 bytes long'],
    [{ SANCTUARY_PUBLIC_URL: 'talk.example' }, 'publicUrl (SANCTUARY_PUBLIC_URL): must be an address such as https://talk.example'],
    [{ SANCTUARY_ORIGINS: 'https://site.example/page' }, 'must be an origin such as https://site.example, without a path'],
    [{ SANCTUARY_TRUST_PROXY: 'perhaps' }, 'trustProxy (SANCTUARY_TRUST_PROXY): '],
    [{ SANCTUARY_RATES: 'fast' }, 'rates (SANCTUARY_RATES): '],
    [{ SANCTUARY_RATES: '{"chta":{"points":1,"seconds":1}}' }, 'chta'],
    [{ SANCTUARY_LOG_LEVEL: 'loud' }, 'logLevel (SANCTUARY_LOG_LEVEL): '],
    [{ NODE_ENV: 'staging' }, 'mode (NODE_ENV): '],
    [{ LIVEKIT_URL: 'wss://media.example' }, 'livekit: needs url, apiKey and apiSecret together'],
    [{ SANCTUARY_IDENTITY_ISSUER: 'https://id.example', SANCTUARY_IDENTITY_AUDIENCE: 'x' }, 'identity: needs either jwksUrl or secret'],
  ])('%j', (env, message) => {
    expect(problemsOf(() => readConfig({ DATABASE_URL: 'pglite:memory', ...env }))).toContain(message)
  })

  it.each([
    [{ prot: 1 }, 'prot is not known here. Did you mean port?'],
    [{ trustproxy: true }, 'trustproxy is not known here. Did you mean trustProxy?'],
    [{ livekit: { apikey: 'x' } }, 'livekit.apikey is not known here. Did you mean apiKey?'],
    [{ identity: { isuer: 'x' } }, 'identity.isuer is not known here. Did you mean issuer?'],
  ])('%j', (options, message) => {
    expect(problemsOf(() => parseConfig(options as ServerOptions))).toContain(message)
  })

  it('are all told at once', () => {
    expect(problemsOf(() => readConfig({ PORT: 'x', REDIS_URL: 'y' })).split('\n')).toHaveLength(3)
  })
})

describe('in production', () => {
  it('starts with a secret, an address and a database', () => {
    expect(readConfig(production)).toMatchObject({ production: true, host: '0.0.0.0', origins: [], logLevel: 'info' })
  })

  it.each([
    [{ SANCTUARY_SECRET: '' }, 'secret: must be given in production'],
    [{ SANCTUARY_SECRET: 'a'.repeat(40) }, 'secret: is a default or can be guessed'],
    [{ SANCTUARY_SECRET: 'change-me-change-me-change-me-change-me' }, 'secret: is a default or can be guessed'],
    [{ SANCTUARY_PREVIOUS_SECRET: 'an-example-secret-from-the-documents-0' }, 'previousSecret: is a default or can be guessed'],
    [{ LIVEKIT_URL: 'wss://m.example', LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret' }, 'livekit.apiSecret: is a default'],
    [{ SANCTUARY_PUBLIC_URL: '' }, 'publicUrl: must be given in production'],
    [{ SANCTUARY_ORIGINS: '*' }, 'origins: "*" is not for production'],
  ])('refuses %j', (env, message) => {
    expect(problemsOf(() => readConfig({ ...production, ...env }))).toContain(message)
  })

  it('is what NODE_ENV says for an app that embeds the server and does not say it', () => {
    expect(problemsOf(() => parseConfig({}, { NODE_ENV: 'production' }))).toContain('secret: must be given in production')
    expect(parseConfig({ mode: 'development', ...inMemory }, { NODE_ENV: 'production' }).production).toBe(false)
    expect(parseConfig(inMemory, { NODE_ENV: 'staging' }).mode).toBe('development')
  })

  it('makes no secret of its own', async () => {
    const data = await temporaryFolder()
    expect(() => readConfig({ ...production, SANCTUARY_SECRET: '', SANCTUARY_DATA: data })).toThrow()
    await expect(stat(join(data, 'secret'))).rejects.toThrow('ENOENT')
  })
})

describe('the secret of a server in development', () => {
  it('is made once and kept for its owner only, so that people stay who they are', async () => {
    const data = join(await temporaryFolder(), 'data')
    const first = parseConfig({ data }).secret.reveal()
    expect(parseConfig({ data }).secret.reveal()).toBe(first)
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    expect(await readFile(join(data, 'secret'), 'utf8')).toBe(first)
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600)
    expect((await stat(data)).mode & 0o777).toBe(0o700)
  })

  it('is a new one each time when nothing is kept', async () => {
    const data = join(await temporaryFolder(), 'data')
    const secrets = [parseConfig({ ...inMemory, data }), parseConfig({ ...inMemory, data })].map(({ secret }) => secret.reveal())
    expect(new Set(secrets).size).toBe(2)
    await expect(stat(data)).rejects.toThrow('ENOENT')
  })
})

describe('secrets', () => {
  const config = readConfig({
    ...production,
    DATABASE_URL: 'postgres://me:hunter2@db.example/rooms',
    REDIS_URL: 'redis://:hunter3@redis.example',
    LIVEKIT_URL: 'wss://m.example',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 'kX4vR9nW2pT7sQ1m',
  })

  it.each([
    ['printed', () => inspect(config, { depth: 9, showHidden: true })],
    ['serialised', () => JSON.stringify(config)],
    ['put into a sentence', () => `${config.secret} ${config.database} ${config.redis} ${config.livekit.apiSecret}`],
  ])('do not show when they are %s', (_, print) => {
    expect(print()).toContain('[secret]')
    expect(print()).not.toMatch(new RegExp(`${strong}|hunter|kX4vR9nW2pT7sQ1m`))
  })

  it('do not show in a complaint about them', () => {
    const message = problemsOf(() =>
      readConfig({ SANCTUARY_SECRET: 'hunter2', DATABASE_URL: 'mysql://hunter2@x', SANCTUARY_RATES: 'hunter2', PORT: 'hunter2' }),
    )
    expect(message).toContain('secret')
    expect(message).not.toContain('hunter2')
  })
})

function problemsOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    expect(error).toMatchObject({ name: 'SetupError', code: 'CONFIG_INVALID' })
    return (error as Error).message
  }
  throw new Error('The configuration was accepted.')
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
