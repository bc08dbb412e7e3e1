import { AudioFrame, AudioSource, LocalAudioTrack, Room, TrackPublishOptions, TrackSource } from '@livekit/rtc-node'
import { speech } from '../../e2e/audio/voices.ts'
import type { Sound } from '../../e2e/audio/wav.ts'

/** What `audio.connect` gives. */
export interface Grant {
  readonly url: string
  readonly token: string
}

const rate = 48_000
const frame = rate / 10

/**
 * A process of people who say the same, without end, until the process that forked it lets go. They hear nothing, so that they cost little.
 * Told the grants, it answers once all of them speak.
 */
process.once('message', async (grants: Grant[]) => {
  const source = new AudioSource(rate, 1)
  await Promise.all(grants.map((grant) => publish(grant, source)))
  process.send?.('speaking')
  const samples = asInt16(await speech())
  for (let at = 0; ; at = (at + frame) % (samples.length - frame))
    await source.captureFrame(new AudioFrame(samples.slice(at, at + frame), rate, 1, frame)) // waits while enough is queued
})
process.once('disconnect', () => process.exit(0))

/** The SDK's own settings: 24 kbit/s, silence hardly sent, each packet with the one before it. */
async function publish({ url, token }: Grant, source: AudioSource): Promise<void> {
  const room = new Room()
  await room.connect(url, token, { autoSubscribe: false, dynacast: false })
  const options = new TrackPublishOptions({
    source: TrackSource.SOURCE_MICROPHONE,
    audioEncoding: { maxBitrate: 24_000n },
    dtx: true,
    red: true,
  })
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('microphone', source), options)
}

/** The same sound at the rate it is sent at. */
function asInt16({ rate: from, samples }: Sound): Int16Array {
  return Int16Array.from({ length: Math.floor((samples.length * rate) / from) }, (_, at) => {
    const position = (at * from) / rate
    const before = Math.floor(position)
    const [one = 0, next = one] = samples.subarray(before, before + 2)
    return 32767 * (one + (next - one) * (position - before))
  })
}
