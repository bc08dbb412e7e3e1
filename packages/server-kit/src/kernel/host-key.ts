import { randomBytes } from 'node:crypto'
import type { Tokens } from './tokens.ts'

/** Crockford's base32: no I, L, O or U, so that a code survives being read aloud and written down. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 5
const groupLength = 4

/** A new host key, such as `K7QF-9M2X-04TB-WZ8N-5RHC`: 100 random bits. */
export function newHostKey(): string {
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet[byte & 31]) // 256 is a multiple of 32: no letter is likelier
  return Array.from({ length: groups }, (_, group) => letters.slice(group * groupLength, (group + 1) * groupLength).join('')).join('-')
}

/**
 * A host key as it was typed, in the one form that is hashed: any case, any spaces and dashes, O for 0, I and L for 1.
 * @returns `undefined` for what cannot be a host key
 */
export function normaliseHostKey(typed: string): string | undefined {
  const letters = typed
    .slice(0, 200)
    .toUpperCase()
    .replace(/[\s\p{Dash}_]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (letters.length !== groups * groupLength || [...letters].some((letter) => !alphabet.includes(letter))) return undefined
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** The hash a room keeps of its host key. */
export const hashHostKey = (tokens: Tokens, hostKey: string): string => tokens.hashCredential(hostKey)

/** Whether what was typed is the key a room keeps the hash of, by the secret of today or the one before. */
export function hostKeyMatches(tokens: Tokens, typed: string, hash: string | null): boolean {
  const hostKey = normaliseHostKey(typed)
  return hostKey !== undefined && hash !== null && tokens.credentialHashes(hostKey).includes(hash)
}
