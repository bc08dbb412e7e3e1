import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** The host as part of an address of this machine. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Where a request came from; undefined when it was called in process. */
export function remoteAddress(context: Context): string | undefined {
  try {
    return getConnInfo(context).remote.address
  } catch {
    return undefined // called in process, without a socket
  }
}
