import { createHash } from 'node:crypto'
import { SanctuaryError } from '@sanctuary/protocol'
import { jwtVerify } from 'jose'
import { WebhookEvent } from 'livekit-server-sdk'
import type { MediaKeys } from './media-keys.ts'
import { type MediaTrack, mediaTrack } from './media-participant.ts'

/** Something LiveKit reports. It may come twice or out of order: apply each `id` once, and judge by what `participants` says now. */
export interface MediaEvent {
  readonly id: string
  /** Such as `participant_joined` or `track_published`. */
  readonly name: string
  readonly at: Date
  /** Name of the media room. */
  readonly room?: string
  /** Whom it is about, as in `MediaParticipant.identity`. */
  readonly identity?: string
  readonly track?: MediaTrack
}

/** LiveKit's clock and ours may differ by this much. */
const clockToleranceSeconds = 10

/**
 * Reads a webhook if LiveKit sent it: the token must carry our key's HS256 signature, be in date, and hold the hash of exactly
 * this body. The SDK's receiver accepts other HMAC algorithms too, hence our own check.
 * @param rawBody - the body as it came, not parsed and printed again
 * @param authHeader - the `Authorization` header, which is the bare token
 * @param now - what the token's age is judged by
 * @throws SanctuaryError `UNAUTHENTICATED` (401) when any of it is wrong, `INVALID_INPUT` (400) when what is signed is no event
 */
export async function verifyWebhook(
  { apiKey, apiSecret }: MediaKeys,
  rawBody: string | Uint8Array,
  authHeader: string | undefined,
  now: Date,
): Promise<MediaEvent> {
  const claims = await jwtVerify(authHeader ?? '', new TextEncoder().encode(apiSecret), {
    algorithms: ['HS256'],
    issuer: apiKey,
    requiredClaims: ['exp', 'sha256'],
    clockTolerance: clockToleranceSeconds,
    currentDate: now,
  }).catch((cause: unknown) => {
    throw new SanctuaryError('UNAUTHENTICATED', { message: 'This webhook is not signed by the media server.', cause })
  })
  if (claims.payload.sha256 !== createHash('sha256').update(rawBody).digest('base64')) {
    throw new SanctuaryError('UNAUTHENTICATED', { message: 'This webhook carries the signature of another message.' })
  }
  return mediaEvent(readEvent(Buffer.from(rawBody).toString()))
}

function readEvent(body: string): WebhookEvent {
  try {
    return WebhookEvent.fromJsonString(body, { ignoreUnknownFields: true })
  } catch (cause) {
    throw new SanctuaryError('INVALID_INPUT', { message: 'This webhook is signed, but it is none of the media server’s.', cause })
  }
}

const mediaEvent = (event: WebhookEvent): MediaEvent => ({
  id: event.id,
  name: event.event,
  at: new Date(Number(event.createdAt) * 1000),
  room: event.room?.name,
  identity: event.participant?.identity,
  track: event.track && mediaTrack(event.track),
})
