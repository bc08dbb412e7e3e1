/** Sound as numbers: one channel, −1…1. */
export interface Sound {
  readonly rate: number
  readonly samples: Float32Array
}

/** Writes 16 bit mono. */
export function encodeWav({ rate, samples }: Sound): Buffer {
  const data = Buffer.alloc(44 + 2 * samples.length)
  data.write('RIFF', 0).toString()
  data.writeUInt32LE(36 + 2 * samples.length, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(rate, 24)
  data.writeUInt32LE(2 * rate, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(2 * samples.length, 40)
  samples.forEach((sample, at) => data.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, sample))), 44 + 2 * at))
  return data
}

/** Reads 16 bit mono as espeak-ng writes it to a pipe: the sizes in its header are not to be trusted, its data runs to the end. */
export function decodeWav(file: Buffer): Sound {
  const start = file.indexOf('data') + 8
  const samples = new Float32Array(Math.floor((file.length - start) / 2))
  for (let at = 0; at < samples.length; at++) samples[at] = file.readInt16LE(start + 2 * at) / 32768
  return { rate: file.readUInt32LE(24), samples }
}
