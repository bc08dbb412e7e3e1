import { createHmac, hkdfSync } from 'node:crypto'
import type { Secret } from './secret.ts'

/** A key for one purpose only, so that what is made for one cannot be used for another. */
export type Keyed = (...parts: readonly string[]) => string

/** 32 bytes for one purpose, by HKDF-SHA-256 (RFC 5869). */
export function deriveKey(secret: Secret, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret.reveal(), 'sanctuary', purpose, 32))
}

/** HMAC-SHA-256 under a key of its own for the purpose, as base64url. Parts are kept apart, so `a, bc` is not `ab, c`. */
export function createKeyed(secret: Secret, purpose: string): Keyed {
  const key = deriveKey(secret, purpose)
  return (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}
