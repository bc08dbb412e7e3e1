import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'

/** A token as LiveKit puts beside a webhook, with whatever a test wants different. */
export async function webhookToken(
  body: string,
  {
    apiKey,
    apiSecret,
    alg = 'HS256',
    issuedAt = new Date(),
    claims,
  }: {
    apiKey: string
    apiSecret: string
    alg?: string
    issuedAt?: Date
    claims?: Record<string, unknown>
  },
): Promise<string> {
  const seconds = Math.floor(issuedAt.getTime() / 1000)
  return new SignJWT({
    sha256: createHash('sha256').update(body).digest('base64'),
    nbf: seconds,
    exp: seconds + 300,
    iss: apiKey,
    ...claims,
  })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(apiSecret))
}
