import { randomBytes } from 'node:crypto'

/** What LiveKit checks tokens, service calls and webhooks with. */
export interface MediaKeys {
  readonly apiKey: string
  readonly apiSecret: string
}

/** A fresh key and secret; LiveKit refuses secrets under 32 characters, this one has 43. */
export const createMediaKeys = (): MediaKeys => ({
  apiKey: `key${randomBytes(9).toString('hex')}`,
  apiSecret: randomBytes(32).toString('base64url'),
})
