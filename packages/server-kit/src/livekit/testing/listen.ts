import { AudioStream, type RemoteTrack, Room, RoomEvent, TrackKind } from '@livekit/rtc-node'

/** The rate of what is heard, in Hz. */
export const heardRate = 48_000

/**
 * Hears everybody in a media room, over a real WebRTC connection.
 * @param hear - told some milliseconds of one track after the other: mono, −1…1
 */
export async function listen(
  { url, token }: { url: string; token: string },
  hear: (samples: Float32Array, track: string) => void,
): Promise<{ close(): Promise<void> }> {
  const room = new Room()
  room.on(RoomEvent.TrackSubscribed, (track) => void (track.kind === TrackKind.KIND_AUDIO && follow(track)))

  async function follow(track: RemoteTrack): Promise<void> {
    for await (const { data } of new AudioStream(track, heardRate, 1)) {
      hear(
        Float32Array.from(data, (sample) => sample / 32_768),
        track.sid ?? '',
      )
    }
  }

  await room.connect(url, token, { autoSubscribe: true, dynacast: false })
  return { close: () => room.disconnect() }
}
