import { ParticipantPermission, RoomServiceClient, ServerError, TrackSource } from 'livekit-server-sdk'
import type { MediaKeys } from './media-keys.ts'
import { type MediaParticipant, mediaParticipant } from './media-participant.ts'
import { type MediaTokenOptions, mintMediaToken } from './media-token.ts'
import { MediaUnavailable } from './media-unavailable.ts'
import { type MediaEvent, verifyWebhook } from './verify-webhook.ts'

/** What the rest of the server asks of LiveKit. Every call but `token` and `verifyWebhook` rejects with `MediaUnavailable` after 2 s at the latest. */
export interface MediaService {
  /** Makes the media room if it is not there: LiveKit forgets its rooms when it restarts and closes those that stay empty. Call it before each token. */
  ensureRoom(room: string): Promise<void>
  /** Mints a token for joining, see `mintMediaToken`. */
  token(options: MediaTokenOptions): Promise<string>
  /** Everyone in a media room; nobody when it is not there. */
  participants(room: string): Promise<MediaParticipant[]>
  /** Lets a person speak or stops them; stopping takes away what they publish. Resolves with `false` when they are not there. */
  setCanPublish(room: string, identity: string, canPublish: boolean): Promise<boolean>
  /** Cuts a person's connection. Their token can still be used while it lives. Resolves with `false` when they are not there. */
  remove(room: string, identity: string): Promise<boolean>
  /** Cuts everyone and forgets the room. Resolves with `false` when it is not there. */
  deleteRoom(room: string): Promise<boolean>
  /** Names of all media rooms. */
  rooms(): Promise<string[]>
  /** Reads a webhook, see `verifyWebhook`. */
  verifyWebhook(rawBody: string | Uint8Array, authHeader: string | undefined): Promise<MediaEvent>
}

const timeoutSeconds = 2

/** An empty room must outlive the tokens minted for it: 2 minutes, and the one LiveKit adds, with room to spare. */
const emptyRoomSeconds = 300

/**
 * Talks to a LiveKit server.
 * @param options.url - `http(s)://` or `ws(s)://` address
 * @param options.now - judges the age of webhooks; default: the system's clock
 */
export function createMediaService(options: MediaKeys & { url: string; now?: () => Date }): MediaService {
  const { url, apiKey, apiSecret, now = () => new Date() } = options
  const keys = { apiKey, apiSecret }
  const client = new RoomServiceClient(url, apiKey, apiSecret, { requestTimeout: timeoutSeconds, failover: false })

  return {
    async ensureRoom(room) {
      await client.createRoom({ name: room, emptyTimeout: emptyRoomSeconds, departureTimeout: emptyRoomSeconds }).catch(unavailable)
    },
    token: (token) => mintMediaToken(keys, token),
    async participants(room) {
      return (await client.listParticipants(room).catch(orAbsent([])).catch(unavailable)).map(mediaParticipant)
    },
    setCanPublish: (room, identity, canPublish) =>
      present(client.updateParticipant(room, identity, { permission: permission(canPublish) })),
    remove: (room, identity) => present(client.removeParticipant(room, identity)),
    deleteRoom: (room) => present(client.deleteRoom(room)),
    async rooms() {
      return (await client.listRooms().catch(unavailable)).map((room) => room.name)
    },
    verifyWebhook: (rawBody, authHeader) => verifyWebhook(keys, rawBody, authHeader, now()),
  }
}

/** The same as a token grants. LiveKit replaces the whole set, so what is left out would be lost or given. */
const permission = (canPublish: boolean) =>
  new ParticipantPermission({
    canSubscribe: true,
    canPublish,
    canPublishSources: canPublish ? [TrackSource.MICROPHONE] : [],
    canPublishData: false,
    canUpdateMetadata: false,
    hidden: false,
  })

/** Whoever is not there has nothing to be changed: an answer, not a failure. */
const present = (call: Promise<unknown>): Promise<boolean> =>
  call
    .then(() => true)
    .catch(orAbsent(false))
    .catch(unavailable)

const orAbsent =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (error instanceof ServerError && error.code === 'not_found') return value
    throw error
  }

function unavailable(error: unknown): never {
  if (error instanceof DOMException && error.name === 'TimeoutError') throw new MediaUnavailable('too-slow', error)
  if (!(error instanceof ServerError)) throw new MediaUnavailable('unreachable', error)
  throw new MediaUnavailable(error.status === 401 || error.status === 403 ? 'wrong-key' : 'failed', error)
}
