import {
  AudioSource,
  type DisconnectReason,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoSource,
} from '@livekit/rtc-node'
import type { MediaService } from '../service.ts'

/** Somebody in a media room, with a real WebRTC connection. */
export interface MediaPerson {
  readonly room: Room
  /** Settles when the connection has ended, with the reason. */
  readonly cut: Promise<DisconnectReason>
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
  return connectMedia({ url: media.url, token: await media.token(who) })
}

/** Opens a connection with a token, wherever it comes from. */
export async function connectMedia({ url, token }: { url: string; token: string }): Promise<MediaPerson> {
  const room = new Room()
  const cut = new Promise<DisconnectReason>((ended) => room.once(RoomEvent.Disconnected, ended))
  await room.connect(url, token, { autoSubscribe: true, dynacast: false })
  const person = room.localParticipant
  if (!person) throw new Error('The media room was joined without a person.')
  const asMicrophone = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE })
  return {
    room,
    cut,
    async speak() {
      await person.publishTrack(LocalAudioTrack.createAudioTrack('microphone', new AudioSource(48_000, 1)), asMicrophone)
    },
    async showAsMicrophone() {
      await person.publishTrack(LocalVideoTrack.createVideoTrack('microphone', new VideoSource(320, 240)), asMicrophone)
    },
  }
}
