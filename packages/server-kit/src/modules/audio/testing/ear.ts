import { RoomEvent } from '@livekit/rtc-node'
import type { MediaPerson } from '../../../livekit/testing/media-person.ts'

/** Settles when somebody's voice arrives at this ear. */
export const hears = (ear: MediaPerson, identity: string): Promise<void> => when(ear, () => arrives(ear, identity))

/** Settles when nothing of somebody arrives at this ear any more. */
export const hearsNothingOf = (ear: MediaPerson, identity: string): Promise<void> => when(ear, () => !arrives(ear, identity))

/** Whether somebody's voice arrives at this ear. */
export const arrives = ({ room }: MediaPerson, identity: string): boolean =>
  [...(room.remoteParticipants.get(identity)?.trackPublications.values() ?? [])].some(({ track }) => track !== undefined)

const changes = [
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackUnpublished,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.Disconnected,
] as const

function when({ room }: MediaPerson, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return
      for (const change of changes) room.off(change, look)
      resolve()
    }
    for (const change of changes) room.on(change, look)
    look()
  })
}
