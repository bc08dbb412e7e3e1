import { SanctuaryError } from '@sanctuary/protocol'
import { type Room, RoomEvent } from 'livekit-client'

/** Our server and the media server are told of a new right one after the other; this far apart at most. */
const patienceMs = 8000

/**
 * Waits until the media server lets this person speak.
 * @throws MUTED_BY_HOST when it does not in time, AUDIO_UNAVAILABLE when the connection ends before
 */
export function mayPublish(room: Room, signal: AbortSignal): Promise<void> {
  const allowed = () => room.localParticipant.permissions?.canPublish === true
  if (allowed()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const look = () => allowed() && end(resolve)
    const lost = () => end(() => reject(new SanctuaryError('AUDIO_UNAVAILABLE')))
    const timer = setTimeout(() => end(() => reject(new SanctuaryError('MUTED_BY_HOST'))), patienceMs)
    function end(settle: () => void) {
      clearTimeout(timer)
      room.off(RoomEvent.ParticipantPermissionsChanged, look).off(RoomEvent.Disconnected, lost)
      signal.removeEventListener('abort', lost)
      settle()
    }
    room.on(RoomEvent.ParticipantPermissionsChanged, look).on(RoomEvent.Disconnected, lost)
    signal.addEventListener('abort', lost)
  })
}
