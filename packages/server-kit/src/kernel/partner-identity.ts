import { SanctuaryError } from '@sanctuary/protocol'
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { type Clock, systemClock } from './clock.ts'
import type { Secret } from './secret.ts'

/** How a partner's tokens are recognised. Either a shared secret or the address of public keys. */
export interface PartnerIdentityOptions {
  /** Shared secret of HS256, 32 bytes or more. */
  readonly secret?: Secret | undefined
  /** Address of the partner's public keys (a JSON Web Key Set). */
  readonly jwksUrl?: string | undefined
  readonly issuer: string
  readonly audience: string
  /** Default: HS256 for a secret; RS256, PS256, ES256 and EdDSA for keys. Never both kinds. */
  readonly algorithms?: readonly string[] | undefined
  /** The claim that names the person. Default `sub`. */
  readonly subjectClaim?: string | undefined
  readonly clock?: Clock
}

/** Says who a partner's token stands for. Nothing else of the token is read or kept. */
export type PartnerIdentity = (token: string) => Promise<{ readonly subject: string }>

/**
 * Recognises people by a partner's JWT.
 * @returns a function that rejects with `UNAUTHENTICATED` or `TOKEN_EXPIRED`, or with `BUSY` when the partner's keys cannot be fetched
 */
export function jwtIdentity(options: PartnerIdentityOptions): PartnerIdentity {
  const { issuer, audience, subjectClaim = 'sub', clock = systemClock } = options
  const verify = createVerify(options)
  return async (token) => {
    const payload = await verify(token, {
      issuer,
      audience,
      requiredClaims: ['exp', subjectClaim],
      clockTolerance: 5,
      currentDate: new Date(clock.now()),
    }).catch((error) => {
      throw refusal(error)
    })
    const subject = payload[subjectClaim]
    if (typeof subject !== 'string' || subject === '' || subject.length > 1000) throw new SanctuaryError('UNAUTHENTICATED')
    return { subject }
  }
}

const sharedKey = ['HS256', 'HS384', 'HS512']
const publicKey = ['RS256', 'PS256', 'ES256', 'EdDSA']

function createVerify({ secret, jwksUrl, algorithms }: PartnerIdentityOptions) {
  const verified = ({ payload }: { payload: JWTPayload }) => payload
  if (secret) {
    const key = new TextEncoder().encode(secret.reveal())
    const allowed = algorithms?.filter((name) => sharedKey.includes(name)) ?? ['HS256']
    return (token: string, rules: JWTVerifyOptions) => jwtVerify(token, key, { ...rules, algorithms: allowed }).then(verified)
  }
  if (!jwksUrl) throw new TypeError('jwtIdentity needs a secret or the address of the partner’s keys (jwksUrl).')
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5000, cooldownDuration: 30_000, cacheMaxAge: 600_000 })
  // A public key must never be taken for the secret of an HMAC.
  const allowed = algorithms?.filter((name) => !sharedKey.includes(name)) ?? publicKey
  return (token: string, rules: JWTVerifyOptions) => jwtVerify(token, keys, { ...rules, algorithms: allowed }).then(verified)
}

function refusal(error: unknown): SanctuaryError {
  if (error instanceof errors.JWTExpired)
    return new SanctuaryError('TOKEN_EXPIRED', { message: 'Your sign-in has expired. Sign in again.', cause: error })
  const keysUnavailable = error instanceof errors.JWKSTimeout || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')
  if (keysUnavailable || (error instanceof TypeError && error.message === 'fetch failed')) {
    return new SanctuaryError('BUSY', {
      message: 'Your sign-in cannot be checked at the moment. Try again soon.',
      retryAfterMs: 5000,
      cause: error,
    })
  }
  return new SanctuaryError('UNAUTHENTICATED', { message: 'Your sign-in is not valid here. Sign in again.', cause: error })
}
