import { createSecretKey, randomBytes } from 'node:crypto'
import { SanctuaryError } from '@sanctuary/protocol'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from './clock.ts'
import { createKeyed, deriveKey } from './derive-keys.ts'
import { networkPrefix } from './network-prefix.ts'
import type { Secret } from './secret.ts'

/** What a participant token says. Role and standing are not in it: the database knows them. */
interface Access {
  readonly participant: string
  readonly room: string
}

/** Everything that depends on the server's secret. */
export interface Tokens {
  /** @returns the token and when it ends, ISO 8601 */
  signAccess(access: Access): Promise<{ token: string; expiresAt: string }>
  /** @throws `UNAUTHENTICATED` or `TOKEN_EXPIRED` */
  verifyAccess(token: string): Promise<Access & { expiresAt: number }>
  /** A new credential, such as `resume_…`: 256 random bits. Only its hash is stored. */
  newCredential(prefix: string): string
  /** The hash to store. */
  hashCredential(value: string): string
  /** The hashes to look for: by the secret of today and, during a rotation, by the one before. */
  credentialHashes(value: string): readonly string[]
  /** Who a partner's subject is in one room. Without the secret two rooms cannot be linked. */
  roomKey(room: string, subject: string): string
  /** The keys to look for, as with `credentialHashes`. */
  roomKeys(room: string, subject: string): readonly string[]
  /** What rates count by for people who are nobody yet: the network of an address, unreadable. Never stored. */
  networkKey(address: string): string
}

export interface TokensOptions {
  readonly secret: Secret
  /** The secret before the last change; what it signed and hashed goes on being good. */
  readonly previousSecret?: Secret | undefined
  /** The server's public address. A token of another server is refused. */
  readonly issuer: string
  readonly clock: Clock
}

const type = 'sanctuary+jwt'
const audience = 'sanctuary:participant'
const lifetime = 10 * 60
/** Two nodes' clocks are never quite equal. */
const tolerance = 5

export function createTokens({ secret, previousSecret, issuer, clock }: TokensOptions): Tokens {
  const secrets = previousSecret ? [secret, previousSecret] : [secret]
  const kid = keyId(secret)
  const signingKey = accessKey(secret)
  const verifyingKeys = new Map(secrets.map((each) => [keyId(each), accessKey(each)]))
  const credentials = secrets.map((each) => createKeyed(each, 'credential'))
  const people = secrets.map((each) => createKeyed(each, 'partner subject'))
  const networks = createKeyed(secret, 'network prefix')
  const first = ([value = '']: readonly string[]) => value

  const credentialHashes = (value: string) => credentials.map((hash) => hash(value))
  const roomKeys = (room: string, subject: string) => people.map((hash) => hash(room, subject))
  return {
    async signAccess({ participant, room }) {
      const now = Math.floor(clock.now() / 1000)
      const token = await new SignJWT({ room })
        .setProtectedHeader({ alg: 'HS256', typ: type, kid })
        .setSubject(participant)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetime)
        .sign(signingKey)
      return { token, expiresAt: new Date((now + lifetime) * 1000).toISOString() }
    },
    async verifyAccess(token) {
      const { payload } = await jwtVerify(token, ({ kid: named }) => verifyingKeys.get(named ?? '') ?? refuse(), {
        algorithms: ['HS256'],
        typ: type,
        issuer,
        audience,
        requiredClaims: ['sub', 'room', 'iat', 'exp'],
        maxTokenAge: lifetime,
        clockTolerance: tolerance,
        currentDate: new Date(clock.now()),
      }).catch((error) => {
        throw new SanctuaryError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'UNAUTHENTICATED', { cause: error })
      })
      const { sub, room, exp } = payload
      if (typeof sub !== 'string' || typeof room !== 'string' || typeof exp !== 'number') throw new SanctuaryError('UNAUTHENTICATED')
      return { participant: sub, room, expiresAt: exp * 1000 }
    },
    newCredential: (prefix) => `${prefix}_${randomBytes(32).toString('base64url')}`,
    hashCredential: (value) => first(credentialHashes(value)),
    credentialHashes,
    roomKey: (room, subject) => first(roomKeys(room, subject)),
    roomKeys,
    networkKey: (address) => networks(networkPrefix(address)),
  }
}

/** As an object, which is prepared once and not for every token. */
const accessKey = (secret: Secret) => createSecretKey(deriveKey(secret, 'access token'))

/** Names a key without telling anything about it. */
function keyId(secret: Secret): string {
  return createKeyed(secret, 'access token id')().slice(0, 12)
}

function refuse(): never {
  throw new SanctuaryError('UNAUTHENTICATED')
}
