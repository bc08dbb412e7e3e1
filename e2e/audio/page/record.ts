/** Only Chromium has it, and no types know it. It gives a track's samples as they are, without an audio graph between. */
declare class MediaStreamTrackProcessor {
  constructor(options: { track: MediaStreamTrack })
  readonly readable: ReadableStream<AudioData>
}

/** Sound that can cross to the test: samples as base64 of 32 bit floats. */
export interface Recording {
  readonly rate: number
  readonly base64: string
  /** When its first sample was made at the latest, in ms since 1970. */
  readonly startedAt?: number
}

/** Takes the next seconds of a track. A track that gives no samples at all, as a graph without a source does, is heard as what it gave. */
export async function record(track: MediaStreamTrack, seconds: number): Promise<Recording> {
  const copy = track.clone()
  const reader = new MediaStreamTrackProcessor({ track: copy }).readable.getReader()
  const parts: Float32Array[] = []
  let rate = 48_000
  let length = 0
  let startedAt = Number.POSITIVE_INFINITY
  const patience = setTimeout(() => reader.cancel(), 1000 * (seconds + 1))
  while (length < seconds * rate) {
    const { value, done } = await reader.read()
    if (done) break
    rate = value.sampleRate
    const part = new Float32Array(value.numberOfFrames)
    value.copyTo(part, { planeIndex: 0, format: 'f32-planar' })
    value.close()
    parts.push(part)
    length += part.length
    startedAt = Math.min(startedAt, Date.now() - (1000 * length) / rate) // the one that was least late tells best
  }
  clearTimeout(patience)
  await reader.cancel()
  copy.stop()
  return { rate, base64: toBase64(parts), startedAt }
}

/** Samples as text. */
export function toBase64(parts: readonly Float32Array[]): string {
  let text = ''
  for (const part of parts) for (const byte of new Uint8Array(part.buffer)) text += String.fromCharCode(byte)
  return btoa(text)
}
