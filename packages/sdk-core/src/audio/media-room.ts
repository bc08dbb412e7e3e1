import { SanctuaryError } from '@sanctuary/protocol'
import { DefaultReconnectPolicy, DisconnectReason, LogLevel, Room, RoomEvent, setLogLevel } from 'livekit-client'
import { atom } from 'nanostores'
import type { Store } from '../room-context.ts'
import { playVoices, type VoiceListener } from './play-voices.ts'
import { createPublisher, type Publisher } from './publisher.ts'

/** A connection to the media server. It mends small breaks by itself; when it ends, a new token is needed. */
export interface MediaRoom extends Publisher {
  /** `blocked`: connected, and the browser holds back playback until a press. */
  readonly $state: Store<'live' | 'reconnecting' | 'blocked'>
  /** Settles when it is over. `taken`: another connection of the same person took its place. */
  readonly ended: Promise<'taken' | 'lost'>
  /** Starts playback; to be called from a press. */
  resumePlayback(): Promise<void>
  close(): Promise<void>
}

export interface MediaRoomOptions {
  readonly url: string
  readonly token: string
  /** `relay`: through a TURN relay or not at all. Default: `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy
  /** People who are not played here, by their id. */
  readonly $mutedForMe: Store<ReadonlySet<string>>
  readonly onVoice: VoiceListener
  /** Lets an element play where this person's sound comes out; returns what ends that. */
  readonly followOutput?: (element: HTMLMediaElement) => () => void
  readonly signal: AbortSignal
}

/**
 * Connects to the media server.
 * @throws AUDIO_UNAVAILABLE when that does not work; the signal's reason when it is aborted
 */
export async function openMediaRoom(options: MediaRoomOptions): Promise<MediaRoom> {
  const { url, token, iceTransportPolicy, signal } = options
  signal.throwIfAborted()
  setLogLevel(LogLevel.silent) // what matters is in our stores; a page's console is not ours
  const room = new Room({
    // Over one connection, joining people who already speak now and then makes livekit-client 2.21 offer in the middle of its first
    // negotiation ("unable to set offer") and start anew, which costs seconds. Over two it does not happen.
    singlePeerConnection: false,
    stopLocalTrackOnUnpublish: false, // the disguise's output outlives every connection
    reconnectPolicy: new DefaultReconnectPolicy([0, 300, 1000]), // after that a new token is asked for
  })
  const close = () => room.disconnect(false)
  signal.addEventListener('abort', close)

  const $connected = atom(true)
  const $canPlay = atom(true)
  const $state = atom<'live' | 'reconnecting' | 'blocked'>('live')
  const show = () => $state.set(!$connected.get() ? 'reconnecting' : $canPlay.get() ? 'live' : 'blocked')
  $connected.listen(show)
  $canPlay.listen(show)

  const ended = new Promise<'taken' | 'lost'>((end) => {
    room.on(RoomEvent.Disconnected, (reason) => end(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'taken' : 'lost'))
  })
  room
    .on(RoomEvent.Reconnecting, () => $connected.set(false))
    .on(RoomEvent.Reconnected, () => $connected.set(true))
    .on(RoomEvent.AudioPlaybackStatusChanged, () => $canPlay.set(room.canPlaybackAudio))
  const stopPlaying = playVoices(room, options)
  void ended.then(stopPlaying)

  try {
    await room.connect(url, token, { maxRetries: 0, websocketTimeout: 8000, rtcConfig: { iceTransportPolicy } })
  } catch (cause) {
    signal.throwIfAborted()
    throw new SanctuaryError('AUDIO_UNAVAILABLE', { cause })
  }
  signal.throwIfAborted()

  return {
    $state,
    ended,
    ...createPublisher(room, signal),
    resumePlayback: () => room.startAudio(),
    async close() {
      signal.removeEventListener('abort', close)
      await close()
    },
  }
}
