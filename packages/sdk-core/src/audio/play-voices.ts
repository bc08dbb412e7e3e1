import type { ParticipantId } from '@sanctuary/protocol'
import { type RemoteParticipant, type RemoteTrack, type RemoteTrackPublication, type Room, RoomEvent, Track } from 'livekit-client'
import type { Store } from '../room-context.ts'

/** Told of each voice as it comes; returns what is called when it goes. */
export type VoiceListener = (participant: ParticipantId, track: MediaStreamTrack) => () => void

interface Voice {
  readonly participant: ParticipantId
  readonly track: RemoteTrack
  readonly gone: () => void
  unfollow: () => void
}

/**
 * Plays everyone's voice through an audio element each, except people muted for this page. Browsers give Web Audio no samples of a
 * remote track without one.
 * @returns what stops everything
 */
export function playVoices(
  room: Room,
  {
    $mutedForMe,
    onVoice,
    followOutput = () => () => {},
  }: { $mutedForMe: Store<ReadonlySet<string>>; onVoice: VoiceListener; followOutput?: (element: HTMLMediaElement) => () => void },
): () => void {
  const voices = new Map<string, Voice>()

  /** An element that is not there cannot be unmuted by anything that means well, such as a general "start playback". */
  function play(voice: Voice) {
    const { participant, track } = voice
    if ($mutedForMe.get().has(participant)) silence(voice)
    else if (track.attachedElements.length === 0) voice.unfollow = followOutput(track.attach())
  }

  function silence({ track, unfollow }: Voice) {
    unfollow()
    track.detach()
  }

  function come(track: RemoteTrack, { trackSid }: RemoteTrackPublication, { identity }: RemoteParticipant) {
    if (track.kind !== Track.Kind.Audio) return
    const participant = identity as ParticipantId // the server puts the participant's id into the token as identity
    const voice = { participant, track, gone: onVoice(participant, track.mediaStreamTrack), unfollow: () => {} }
    voices.set(trackSid, voice)
    play(voice)
  }

  function go(_: unknown, { trackSid }: RemoteTrackPublication) {
    const voice = voices.get(trackSid)
    voices.delete(trackSid)
    if (!voice) return
    silence(voice)
    voice.gone()
  }

  room.on(RoomEvent.TrackSubscribed, come).on(RoomEvent.TrackUnsubscribed, go)
  const off = $mutedForMe.listen(() => voices.forEach(play))
  return () => {
    off()
    room.off(RoomEvent.TrackSubscribed, come).off(RoomEvent.TrackUnsubscribed, go)
    for (const trackSid of voices.keys()) go(undefined, { trackSid } as RemoteTrackPublication)
  }
}
