import { AccessToken, TrackSource } from 'livekit-server-sdk'
import type { MediaKeys } from './media-keys.ts'

/** LiveKit itself honours a token for one minute more than it says. */
export const maxTokenSeconds = 120

/**
 * Mints the token a browser joins a media room with. It says who may hear and speak and nothing else: no name, no metadata.
 * @param options.room - name of the media room
 * @param options.identity - room-scoped participant id, seen by everyone in the media room
 * @param options.canPublish - whether this person may send their microphone; never anything else
 * @param options.ttlSeconds - how long it can be used to join, 1…120, default 120
 * @throws RangeError when it would live longer
 */
export async function mintMediaToken(
  { apiKey, apiSecret }: MediaKeys,
  { room, identity, canPublish, ttlSeconds = maxTokenSeconds }: MediaTokenOptions,
): Promise<string> {
  if (!(ttlSeconds >= 1 && ttlSeconds <= maxTokenSeconds)) {
    throw new RangeError(`A media token lives 1 to ${maxTokenSeconds} seconds, not ${ttlSeconds}.`)
  }
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: ttlSeconds })
  // What is left out, LiveKit grants: every flag is said.
  token.addGrant({
    roomJoin: true,
    room,
    canSubscribe: true,
    canPublish,
    ...(canPublish ? { canPublishSources: [TrackSource.MICROPHONE] } : {}),
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: false,
  })
  return token.toJwt()
}

export interface MediaTokenOptions {
  readonly room: string
  readonly identity: string
  readonly canPublish: boolean
  readonly ttlSeconds?: number
}
