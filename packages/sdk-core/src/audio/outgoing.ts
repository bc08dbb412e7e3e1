/** What leaves this page. */
export interface Outgoing {
  /** The same one each time, unless somebody ended it. */
  track(): MediaStreamTrack
  close(): void
}

/** Makes a track of what a node gives. Mono: one voice. */
export function createOutgoing(context: AudioContext, source: AudioNode): Outgoing {
  const create = () => {
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' })
    source.connect(out)
    return out
  }
  let out = create()

  return {
    /** A track can be ended by whoever holds it; then a fresh one takes its place. */
    track() {
      if (trackOf(out).readyState !== 'live') {
        source.disconnect(out)
        out = create()
      }
      return trackOf(out)
    },
    close() {
      source.disconnect()
      trackOf(out).stop()
    },
  }
}

function trackOf({ stream }: MediaStreamAudioDestinationNode): MediaStreamTrack {
  const [track] = stream.getAudioTracks()
  if (!track) throw new Error('The browser gave the voice no track.')
  return track
}
