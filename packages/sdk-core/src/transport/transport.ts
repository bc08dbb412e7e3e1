import type { CallEnvelope, Frame, SanctuaryError, SignalEnvelope, SignalMessage, TabId, Welcome } from '@sanctuary/protocol'

/** What a server says of itself to any page. */
export interface Hello {
  readonly protocol: number
  /** Whether the page's address may use this server. */
  readonly allowed: boolean
  readonly modules: readonly string[]
}

/** How a single call is made. */
export interface CallOptions {
  /** The participant token, where the operation needs one. */
  readonly token?: string
  /** A partner's word about who this is, for joining only. */
  readonly identity?: string
  /** Let the call outlive the page. */
  readonly keepalive?: boolean
}

/** What a live connection tells its owner. */
export interface LiveListener {
  welcome(welcome: Welcome): void
  frame(frame: Frame): void
  signal(message: SignalMessage): void
  /** The connection is over: refused, closed by the server, lost, or given up. Said once, and nothing after it. */
  gone(reason: SanctuaryError): void
}

/** One live connection. It is used once; after `gone` a new one is opened. */
export interface LiveConnection {
  /** Asks over this connection. Rejects with `SERVER_UNREACHABLE` when it is lost first and `TIMEOUT` when nothing comes back. */
  call(envelope: CallEnvelope): Promise<unknown>
  signal(envelope: SignalEnvelope): void
  close(): void
}

/** Everything the SDK knows of a network. A second live door is another `open`. */
export interface Transport {
  call(envelope: CallEnvelope, options?: CallOptions): Promise<unknown>
  hello(): Promise<Hello>
  open(options: { readonly token: string; readonly tab: TabId }, listener: LiveListener): LiveConnection
}
