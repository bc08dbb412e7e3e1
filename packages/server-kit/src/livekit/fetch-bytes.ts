/** How long a download may keep us waiting. A closed network must cost seconds, a slow but moving one is left in peace. */
export interface Patience {
  /** Until the server's first answer, in ms. */
  readonly answerWithinMs: number
  /** Between two pieces of the body, in ms. */
  readonly stallAfterMs: number
}

/**
 * Reads an address piece by piece.
 * @param options.maxBytes - a longer answer is refused
 * @param options.onFraction - called with 0…1 after each piece where the server says how long the answer is
 * @throws Error with one sentence when the address cannot be reached, answers with an error, stalls, breaks off or is too long
 */
export async function* fetchBytes(
  address: string,
  options: {
    fetch: typeof globalThis.fetch
    signal: AbortSignal
    patience: Patience
    maxBytes: number
    onFraction?: (fraction: number) => void
  },
): AsyncGenerator<Uint8Array> {
  const { host } = new URL(address)
  const impatience = new AbortController()
  const giveUp = (sentence: string, afterMs: number) => setTimeout(() => impatience.abort(new Error(sentence)), afterMs)
  let timer = giveUp(`${host} did not answer`, options.patience.answerWithinMs)
  let read = 0
  try {
    const response = await options.fetch(address, { signal: AbortSignal.any([options.signal, impatience.signal]) })
    if (!response.ok || !response.body) throw new Error(`${host} answered ${response.status} for ${address}`)
    clearTimeout(timer)
    timer = giveUp(`${host} stopped sending`, options.patience.stallAfterMs)
    const length = Number(response.headers.get('content-length'))
    for await (const piece of response.body) {
      timer.refresh()
      read += piece.byteLength
      if (read > options.maxBytes) throw new Error(`${address} is larger than ${options.maxBytes} bytes`)
      if (length > 0) options.onFraction?.(Math.min(1, read / length))
      yield piece
    }
  } catch (error) {
    options.signal.throwIfAborted()
    impatience.signal.throwIfAborted()
    // fetch reports every trouble of the network as a TypeError.
    if (error instanceof TypeError) throw new Error(read > 0 ? `${host} broke off` : `${host} cannot be reached`, { cause: error })
    throw error
  } finally {
    clearTimeout(timer)
    impatience.abort()
  }
}
