import { AudioPresets, LocalAudioTrack, type Room, RoomEvent, Track } from 'livekit-client'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import { mayPublish } from './may-publish.ts'

/** Sends one person's voice. */
export interface Publisher {
  /** Whether the media server has the track. It may take it away at any time. */
  readonly $sending: Store<boolean>
  /**
   * Sends this track, and only this. Waits a moment for the permission where a host is just giving it.
   * @param track - the disguise's output; never a microphone's own track
   * @throws MUTED_BY_HOST when the media server does not let this person speak
   */
  publish(track: MediaStreamTrack): Promise<void>
  unpublish(): Promise<void>
}

/** Speech at 24 kbit/s; silence is hardly sent (DTX), and each packet carries the one before it again (RED). */
const speech = { source: Track.Source.Microphone, audioPreset: AudioPresets.speech, dtx: true, red: true, forceStereo: false } as const

/** @param signal - ends waiting for a permission */
export function createPublisher(room: Room, signal: AbortSignal): Publisher {
  const me = room.localParticipant
  const $sending = atom(false)
  let own: LocalAudioTrack | undefined
  let publishing: Promise<void> | undefined

  const look = () => $sending.set(me.getTrackPublication(Track.Source.Microphone) !== undefined)
  room.on(RoomEvent.LocalTrackPublished, look).on(RoomEvent.LocalTrackUnpublished, look).on(RoomEvent.Disconnected, look)

  async function send(track: MediaStreamTrack): Promise<void> {
    await mayPublish(room, signal)
    // The same wrapper each time: LiveKit then sees that it has it. "User provided" keeps it from ever opening a microphone itself.
    if (own?.mediaStreamTrack !== track) own = new LocalAudioTrack(track, undefined, true)
    await me.publishTrack(own, speech)
    look()
  }

  return {
    $sending,
    publish(track) {
      // LiveKit sends a track twice when it is asked twice at once.
      publishing ??= send(track).finally(() => {
        publishing = undefined
      })
      return publishing
    },
    async unpublish() {
      if (own && $sending.get()) await me.unpublishTrack(own, false)
    },
  }
}
