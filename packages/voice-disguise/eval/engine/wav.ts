import { readFileSync, writeFileSync } from 'node:fs'

/** Mono sound, samples −1…1. */
export type Sound = { readonly sampleRate: number; readonly samples: Float32Array }

/** Reads a mono WAV file of 16-bit samples, which is all the evaluation writes. @throws Error for any other file */
export function readWav(path: string): Sound {
  const bytes = readFileSync(path)
  let sampleRate = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    if (name === 'fmt ') {
      const [format, channels, bits] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10), bytes.readUInt16LE(at + 22)]
      if (format !== 1 || channels !== 1 || bits !== 16) break
      sampleRate = bytes.readUInt32LE(at + 12)
    }
    if (name === 'data' && sampleRate > 0) {
      const samples = new Float32Array(length >> 1)
      for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(at + 8 + 2 * i) / 32768
      return { sampleRate, samples }
    }
    at += 8 + length + (length & 1)
  }
  throw new Error(`${path} is not a mono WAV file of 16-bit samples.`)
}

/** Writes a mono WAV file of 16-bit samples; what is louder than full scale is clipped. */
export function writeWav(path: string, { sampleRate, samples }: Sound): void {
  const bytes = Buffer.alloc(44 + 2 * samples.length)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + 2 * samples.length, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20) // PCM
  bytes.writeUInt16LE(1, 22) // mono
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(2 * sampleRate, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(2 * samples.length, 40)
  samples.forEach((sample, i) => {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32767))), 44 + 2 * i)
  })
  writeFileSync(path, bytes)
}
