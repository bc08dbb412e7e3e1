import { AudioSource, LocalAudioTrack, LocalVideoTrack, Room, TrackPublishOptions, TrackSource, VideoSource } from '@livekit/rtc-node'
import type { MediaService } from '../service.ts'

/** Somebody in a media room, with a real WebRTC connection. */
export interface MediaPerson {
  readonly room: Room
  /** Publishes a microphone; resolves when the media server has taken it. */
  speak(): Promise<void>
  /** Publishes a camera under the name of a microphone. */
  showAsMicrophone(): Promise<void>
}

/** Joins as a browser does: the room is made, a token minted, a connection opened. */
export async function joinMedia(
  media: MediaService & { url: string },
  who: { room: string; identity: string; canPublish: boolean },
): Promise<MediaPerson> {
  await media.ensureRoom(who.room)
  const room = new Room()
  await room.connect(media.url, await media.token(who), { autoSubscribe: true, dynacast: false })
  const person = room.localParticipant
  if (!person) throw new Error('The media room was joined without a person.')
  const asMicrophone = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE })
  return {
    room,
    async speak() {
      await person.publishTrack(LocalAudioTrack.createAudioTrack('microphone', new AudioSource(48_000, 1)), asMicrophone)
    },
    async showAsMicrophone() {
      await person.publishTrack(LocalVideoTrack.createVideoTrack('microphone', new VideoSource(320, 240)), asMicrophone)
    },
  }
}
