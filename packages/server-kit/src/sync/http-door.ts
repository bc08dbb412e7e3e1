import { CallEnvelope, errors, namesOf, protocolVersion, SanctuaryError } from '@sanctuary/protocol'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Actor, Caller } from '../kernel/actor.ts'
import { asSanctuaryError, type Dispatch } from '../kernel/dispatch.ts'

const maxBodyBytes = 64 * 1024

export interface HttpDoorOptions {
  readonly dispatch: Dispatch
  readonly mounted: ReadonlySet<string>
  readonly modules: readonly string[]
  readonly allowOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly networkOf: (context: Context) => string
  readonly authenticate: (token: string) => Promise<Actor>
}

const tooLarge = () => {
  throw new SanctuaryError('TOO_LARGE')
}
const countedBody = bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge })

/** Refuses a body that is too large before it is read, for every address there is. One that says how long it is need not be counted. */
export const limitedBody: MiddlewareHandler = (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
  const length = context.req.header('content-length')
  if (length === undefined || context.req.header('transfer-encoding') !== undefined) return countedBody(context, next)
  return Number(length) <= maxBodyBytes ? next() : tooLarge()
}

/** The HTTP door: every operation by `POST /call`, REST routes from the contract, `GET /hello`. */
export function createHttpDoor({ dispatch, mounted, modules, allowOrigin, networkOf, authenticate }: HttpDoorOptions): Hono {
  const app = new Hono()
  const originOf = (context: Context) => context.req.header('origin')
  const allowed = (context: Context) => allowOrigin(originOf(context), context.req.header('host'))

  app.use(requestId())
  app.use(secureHeaders({ crossOriginResourcePolicy: 'cross-origin', crossOriginOpenerPolicy: false, xFrameOptions: false }))
  // Any page may ask whether it is allowed here, so that it can tell "not allowed" from "server down".
  app.get('/hello', cors({ origin: '*' }), (context) =>
    context.json({ product: 'sanctuary', protocol: protocolVersion, allowed: allowed(context), modules }),
  )
  app.use(
    cors({
      origin: (origin, context) => (allowOrigin(origin, context.req.header('host')) ? origin : null),
      allowHeaders: ['authorization', 'content-type', 'x-sanctuary-identity'],
      maxAge: 600,
    }),
  )
  app.use(async (context, next) => {
    if (!allowed(context)) throw new SanctuaryError('ORIGIN_NOT_ALLOWED')
    await next()
  })

  async function callerOf(context: Context): Promise<Caller> {
    const [scheme, token] = (context.req.header('authorization') ?? '').split(' ')
    const actor = scheme?.toLowerCase() === 'bearer' && token ? await authenticate(token) : undefined
    return { actor, network: networkOf(context), identity: context.req.header('x-sanctuary-identity') }
  }

  app.post('/call', async (context) => {
    const envelope = CallEnvelope.safeParse(await jsonOf(context))
    if (!envelope.success) throw new SanctuaryError('INVALID_INPUT', { message: 'A call looks like { op, id?, input }.' })
    const { op, id, input } = envelope.data
    return context.json((await dispatch({ op, id, input, caller: await callerOf(context) })) as object)
  })

  for (const [op, { door, method = 'GET', path = '' }] of namesOf('operations')) {
    if (door !== 'rest' || !mounted.has(op)) continue
    app.on(method, path, async (context) => {
      const body = method === 'GET' ? context.req.query() : await jsonOf(context)
      if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SanctuaryError('INVALID_INPUT')
      const input = { ...body, ...context.req.param() }
      return context.json((await dispatch({ op, input, caller: await callerOf(context) })) as object)
    })
  }
  for (const [path, methods] of methodsOf(mounted)) {
    app.all(path, (context) => {
      context.header('allow', methods.join(', '))
      throw new SanctuaryError('METHOD_NOT_ALLOWED')
    })
  }
  return app
}

/** Every address with the methods it answers. */
function methodsOf(mounted: ReadonlySet<string>): Map<string, string[]> {
  const methods = new Map([
    ['/hello', ['GET']],
    ['/call', ['POST']],
  ])
  for (const [op, { door, method = 'GET', path = '' }] of namesOf('operations')) {
    if (door === 'rest' && mounted.has(op)) methods.set(path, [...(methods.get(path) ?? []), method])
  }
  return methods
}

/** Any error as a problem+json answer. */
export function problem(error: unknown, context: Context): Response {
  const known = asSanctuaryError(error)
  const { status } = errors[known.code]
  if (known.retryAfterMs !== undefined) context.header('retry-after', String(Math.ceil(known.retryAfterMs / 1000)))
  return context.body(
    JSON.stringify({ type: known.help, title: known.code, status: status || 500, ...known.toJSON() }),
    (status || 500) as ContentfulStatusCode,
    { 'content-type': 'application/problem+json' },
  )
}

async function jsonOf(context: Context): Promise<unknown> {
  const text = await context.req.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new SanctuaryError('INVALID_INPUT', { message: 'The body is not JSON.' })
  }
}
