import { SanctuaryError } from '@sanctuary/protocol'
import type { Clock } from '../clock.ts'
import type { CallOptions, Hello, Transport } from './transport.ts'

/** How long an answer may take. */
const timeoutMs = 10_000

/**
 * The plain door: one request, one answer.
 * @param server - base address without a slash at its end
 * @param isOnline - whether the device believes it has a network
 */
export function createHttpDoor({
  server,
  clock,
  isOnline,
}: {
  server: string
  clock: Clock
  isOnline: () => boolean
}): Pick<Transport, 'call' | 'hello'> {
  async function ask(path: string, init: RequestInit): Promise<unknown> {
    const abort = new AbortController()
    const stop = clock.after(timeoutMs, () => abort.abort())
    try {
      const answer = await fetch(server + path, {
        ...init,
        signal: abort.signal,
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      })
      const body = await readJson(answer)
      if (answer.ok) return body
      throw refusal(body, answer)
    } catch (cause) {
      if (cause instanceof SanctuaryError) throw cause
      throw new SanctuaryError(abort.signal.aborted ? 'TIMEOUT' : isOnline() ? 'SERVER_UNREACHABLE' : 'OFFLINE', { cause })
    } finally {
      stop()
    }
  }

  const hello = () => ask('/hello', {}) as Promise<Hello> // the server's word; see docs/decisions/0001

  /** A browser shows a refused address as a dead network; the greeting, open to all, tells them apart. */
  async function explain(error: SanctuaryError): Promise<never> {
    const greeting = error.code === 'SERVER_UNREACHABLE' ? await hello().catch(() => undefined) : undefined
    throw greeting?.allowed === false ? new SanctuaryError('ORIGIN_NOT_ALLOWED', { cause: error }) : error
  }

  return {
    hello,
    call: (envelope, options = {}) =>
      ask('/call', {
        method: 'POST',
        headers: headersOf(options),
        body: JSON.stringify(envelope),
        ...(options.keepalive ? { keepalive: true } : {}),
      }).catch(explain),
  }
}

function headersOf({ token, identity }: CallOptions): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(identity === undefined ? {} : { 'x-sanctuary-identity': identity }),
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text()
  try {
    return JSON.parse(text)
  } catch (cause) {
    // a proxy's page, or a file server where Sanctuary was expected
    throw new SanctuaryError('SERVER_UNREACHABLE', { details: { status: answer.status }, cause })
  }
}

function refusal(body: unknown, answer: Response): SanctuaryError {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  if (typeof code !== 'string') return new SanctuaryError('SERVER_UNREACHABLE', { details: { status: answer.status } })
  return SanctuaryError.from({ ...(body as object), code })
}
