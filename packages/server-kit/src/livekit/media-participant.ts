import {
  type ParticipantInfo,
  ParticipantInfo_State,
  ParticipantPermission,
  type TrackInfo,
  TrackSource,
  TrackType,
} from 'livekit-server-sdk'

/** A person as the media server sees them. Enough to judge whether they belong and have too much. */
export interface MediaParticipant {
  /** Our participant id. Anything else does not belong, such as LiveKit's own `<id>#<suffix>` of a publish-only connection. */
  readonly identity: string
  /** Whether sound can flow; before that they are connecting. */
  readonly isActive: boolean
  readonly permissions: MediaPermissions
  readonly tracks: readonly MediaTrack[]
}

/** What LiveKit lets a person do. */
export interface MediaPermissions {
  readonly canSubscribe: boolean
  readonly canPublish: boolean
  /** Only the microphone; `false` means every source. */
  readonly microphoneOnly: boolean
  readonly canPublishData: boolean
  readonly canUpdateMetadata: boolean
  readonly hidden: boolean
}

/**
 * Something a person publishes. `kind` is what it is, `source` only what the client says it is: LiveKit checks a microphone grant
 * against `source`, so video can come under that name.
 */
export interface MediaTrack {
  readonly id: string
  readonly kind: 'audio' | 'video' | 'data'
  readonly source: 'microphone' | 'other'
  readonly muted: boolean
}

/** Reads LiveKit's form of a participant. */
export const mediaParticipant = (info: ParticipantInfo): MediaParticipant => ({
  identity: info.identity,
  isActive: info.state === ParticipantInfo_State.ACTIVE,
  permissions: mediaPermissions(info.permission ?? new ParticipantPermission()),
  tracks: info.tracks.map(mediaTrack),
})

const mediaPermissions = (permission: ParticipantPermission): MediaPermissions => ({
  canSubscribe: permission.canSubscribe,
  canPublish: permission.canPublish,
  microphoneOnly: permission.canPublishSources.length > 0 && permission.canPublishSources.every(isMicrophone),
  canPublishData: permission.canPublishData,
  canUpdateMetadata: permission.canUpdateMetadata,
  hidden: permission.hidden,
})

/** Reads LiveKit's form of a track. */
export const mediaTrack = (info: TrackInfo): MediaTrack => ({
  id: info.sid,
  kind: kinds[info.type],
  source: isMicrophone(info.source) ? 'microphone' : 'other',
  muted: info.muted,
})

const kinds = { [TrackType.AUDIO]: 'audio', [TrackType.VIDEO]: 'video', [TrackType.DATA]: 'data' } as const

const isMicrophone = (source: TrackSource): boolean => source === TrackSource.MICROPHONE
