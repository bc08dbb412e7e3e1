import { type Input, type OperationName, type Reply, SanctuaryError } from '@sanctuary/protocol'

/** What goes beside a call. */
export interface CallOptions {
  /** Who calls; default nobody in particular. */
  readonly token?: string | undefined
  /** A partner's JWT, for `participants.join`. */
  readonly identity?: string | undefined
  /** Makes a repeated call answer the first time's reply. */
  readonly id?: string | undefined
  /** Further HTTP headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Calls an operation by `POST /call`. Rejects with the `SanctuaryError` the server answered. */
export type HttpCall = <Name extends OperationName>(op: Name, input: Input<Name>, options?: CallOptions) => Promise<Reply<Name>>

/** @param url - base address of a server, without a slash at the end */
export const createHttpCall =
  (url: string): HttpCall =>
  async (op, input, { token, identity, id, headers } = {}) => {
    const response = await fetch(`${url}/call`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(identity === undefined ? {} : { 'x-sanctuary-identity': identity }),
        ...headers,
      },
      body: JSON.stringify({ op, id, input }),
    })
    const body = await response.json()
    if (!response.ok) throw SanctuaryError.from(body)
    return body
  }
