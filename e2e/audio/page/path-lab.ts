import { createOwnWay } from '../../../packages/sdk-core/src/audio/own-way.ts'
import { noise } from '../../../packages/sdk-core/src/audio/testing/noise.ts'
import { until } from '../../../packages/sdk-core/src/audio/until.ts'
import { createVoicePath } from '../../../packages/sdk-core/src/audio/voice-path.ts'
import { type Recording, record, toBase64 } from './record.ts'

/** The way of a voice with a known sound at its beginning, without a microphone or a connection. */
export interface PathLab {
  /** Opens the gate shortly after a sung note has ended, and tells how long after (ms) and what came out. */
  press(): Promise<{ quietMs: number; sent: Recording }>
  /** What is sent of half seconds of song with a second of a quiet room between them. */
  bursts(options: { autoSilence: boolean }): Promise<Recording>
  /** What is sent of a song when what came after it could not be connected. */
  refuse(): Promise<Recording>
  /** What is sent of one's own voice, agreed to after the disguise was too much for the device while automatic silence was shut. */
  overload(): Promise<Recording>
  /** A second of one's own voice on its way around the disguise, which is closed after half of it. */
  cut(): Promise<Recording>
}

const voice = { pitchHz: 150, formantSemitones: 1, flatten: 1 }
const burstSeconds = 0.5
const pauseSeconds = 1

export function createPathLab(worklet: string): PathLab {
  const context = new AudioContext({ sampleRate: 48_000 })
  const path = createVoicePath({ context, worklet, seed: new Uint32Array(8).fill(1), voice })

  /** Plays a sound into the path, or elsewhere, again and again. */
  function play(samples: Float32Array<ArrayBuffer>, into = path.raw): AudioBufferSourceNode {
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate })
    buffer.copyToChannel(samples, 0)
    const source = new AudioBufferSourceNode(context, { buffer, loop: true })
    source.connect(into)
    source.start()
    return source
  }

  return {
    async press() {
      path.setOpen(false)
      const source = play(note(1))
      await until(path.$disguise, ({ phase }) => phase === 'locked')
      const end = context.currentTime + 0.1
      source.stop(end)
      const recording = record(path.track(), 0.5)
      while (context.currentTime < end + 0.021) await nextTask()
      const quietMs = 1000 * (context.currentTime - end)
      path.setOpen(true)
      return { quietMs, sent: await recording }
    },

    async bursts({ autoSilence }) {
      path.setAutoSilence(autoSilence)
      path.setOpen(true)
      const room = new Float32Array(noise((burstSeconds + pauseSeconds) * context.sampleRate).map((sample) => 0.0005 * sample))
      room.set(note(burstSeconds))
      const source = play(room)
      await until(path.$disguise, ({ phase }) => phase === 'locked')
      const recording = await record(path.track(), 8)
      source.stop()
      return recording
    },

    async refuse() {
      path.setOpen(true)
      const song = new MediaStreamAudioDestinationNode(context)
      const source = play(note(1), song)
      const [sung] = song.stream.getAudioTracks()
      const [picture] = document.createElement('canvas').captureStream().getVideoTracks() // Web Audio takes no picture
      path.connect(sung)
      const refused = await Promise.resolve(picture)
        .then(path.connect)
        .then(ignore, () => true)
      if (!refused) throw new Error('A picture was connected as sound.')
      await until(path.$disguise, ({ phase }) => phase === 'locked')
      const recording = await record(path.track(), 1)
      path.connect(undefined)
      source.stop()
      return recording
    },

    async overload() {
      path.setAutoSilence(true)
      path.setOpen(true)
      const room = play(new Float32Array(noise(context.sampleRate).map((sample) => 0.0005 * sample)))
      const song = play(note(1))
      await until(path.$disguise, ({ phase }) => phase === 'locked')
      song.stop()
      while (path.sentLevel() > Number.NEGATIVE_INFINITY) await nextTask()
      const fault = new AudioWorkletNode(context, 'fault')
      fault.port.postMessage('overload')
      await until(path.$disguise, ({ reason }) => reason === 'overload')
      path.setUndisguised(true)
      const own = play(note(1))
      const recording = await record(path.track(), 1)
      own.stop()
      room.stop()
      path.setUndisguised(false)
      fault.port.postMessage(undefined)
      await path.retry()
      return recording
    },

    async cut() {
      const rate = 48_000
      const offline = new OfflineAudioContext(1, rate, rate) // stands still where it is told to, to the sample
      const voice = new OscillatorNode(offline, { frequency: 220 })
      const way = createOwnWay(offline, voice, offline.destination)
      way.setOpen(true)
      voice.start()
      void offline.suspend(0.5).then(() => {
        way.close()
        return offline.resume()
      })
      const samples = (await offline.startRendering()).getChannelData(0)
      return { rate, base64: toBase64([samples]) }
    },
  }
}

/** Harmonics of 220 Hz. */
function note(seconds: number): Float32Array<ArrayBuffer> {
  const rate = 48_000
  return new Float32Array(seconds * rate).map((_, at) =>
    [1, 2, 3, 4, 5, 6].reduce((sum, harmonic) => sum + (0.15 / harmonic) * Math.sin((2 * Math.PI * 220 * harmonic * at) / rate), 0),
  )
}

const ignore = () => {}

/** As soon as the page can, sooner than any timer. */
const nextTask = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done()
    port2.postMessage(undefined)
  })
