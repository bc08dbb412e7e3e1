import { doorClaims } from './doors.ts'
import { hostingClaims } from './hosting.ts'
import { ownVoiceClaims } from './own-voice.ts'
import { peopleClaims } from './people.ts'
import { talkingClaims } from './talking.ts'
import type { Claim } from './world.ts'

export { type Claim, runClaim, type Subject } from './world.ts'

/**
 * What must hold between the SDK and any server that keeps the contract. Run it in any test runner:
 * `for (const claim of conformance) test(claim.name, () => runClaim(claim, { createClient }))`.
 * It makes many rooms and people at once: give the server generous rates.
 */
export const conformance: readonly Claim[] = [...peopleClaims, ...talkingClaims, ...doorClaims, ...hostingClaims, ...ownVoiceClaims]
