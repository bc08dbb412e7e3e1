import { type ParticipantInfo, ParticipantInfo_State, type TrackInfo, TrackSource, TrackType } from 'livekit-server-sdk'

/** A person as the media server sees them. Enough to judge whether they belong and have too much. */
export interface MediaParticipant {
  /** Our participant id. Anything else does not belong, such as LiveKit's own `<id>#<suffix>` of a publish-only connection. */
  readonly identity: string
  /** Whether sound can flow; before that they are connecting. */
  readonly isActive: boolean
  /** Absent where LiveKit leaves them out, as in events about a track. */
  readonly permissions?: MediaPermissions
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

/** Something a person publishes. `kind` is what it is, `source` only what the client says it is. */
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
  tracks: info.tracks.map(mediaTrack),
  permissions: info.permission && {
    canSubscribe: info.permission.canSubscribe,
    canPublish: info.permission.canPublish,
    microphoneOnly: info.permission.canPublishSources.length > 0 && info.permission.canPublishSources.every(isMicrophone),
    canPublishData: info.permission.canPublishData,
    canUpdateMetadata: info.permission.canUpdateMetadata,
    hidden: info.permission.hidden,
  },
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
