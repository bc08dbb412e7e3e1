import { drawVoice } from '@sanctuary/voice-disguise'
import { createEngine } from '@sanctuary/voice-disguise/engine'
import SignalsmithStretch from 'signalsmith-stretch'
import { PROCESSOR_NAME } from '../../packages/voice-disguise/src/worklet/protocol.ts'

const rate = 48_000
const quantum = 128
const seed = new Uint32Array(8).fill(1) // the same voice each time
const voice = drawVoice({ mode: 'veil' }, seed)

/** What sound goes through. `copying` is a worklet that does no more than every worklet must. */
export type Way = 'nothing' | 'copying' | 'disguise' | 'signalsmith-stretch'

const copy = `registerProcessor('copy', class extends AudioWorkletProcessor {
  process([[input]], [[output]]) {
    if (input) output.set(input)
    return true
  }
})`

type Insert = (context: BaseAudioContext) => Promise<AudioNode>

const ways: Record<Way, Insert> = {
  nothing: async (context) => new GainNode(context),
  async copying(context) {
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([copy], { type: 'text/javascript' })))
    return new AudioWorkletNode(context, 'copy', { outputChannelCount: [1], channelCount: 1, channelCountMode: 'explicit' })
  },
  async disguise(context) {
    await context.audioWorklet.addModule('/disguise-worklet.js')
    const options = {
      processorOptions: { voice, seed },
      outputChannelCount: [1],
      channelCount: 1,
      channelCountMode: 'explicit' as const,
    }
    const node = new AudioWorkletNode(context, PROCESSOR_NAME, options)
    node.port.onmessage = ({ data }) => data.type === 'heartbeat' && node.port.postMessage({ type: 'heartbeat' })
    return node
  },
  async 'signalsmith-stretch'(context) {
    const node = await SignalsmithStretch(context, { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1] })
    await node.schedule({ active: true, semitones: 4, formantSemitones: 1 })
    return node
  },
}

async function speechIn(context: BaseAudioContext): Promise<AudioBufferSourceNode> {
  const buffer = await context.decodeAudioData(await (await fetch('/speech.wav')).arrayBuffer())
  return new AudioBufferSourceNode(context, { buffer, loop: true })
}

/** Seconds it takes to render so many seconds of speech. */
async function renders(way: Way, seconds: number): Promise<number> {
  const context = new OfflineAudioContext(1, seconds * rate, rate)
  const source = await speechIn(context)
  source.connect(await ways[way](context)).connect(context.destination)
  source.start()
  const start = performance.now()
  await context.startRendering()
  return (performance.now() - start) / 1000
}

/** Plays speech until told to end. */
async function plays(way: Way): Promise<() => Promise<void>> {
  const context = new AudioContext({ sampleRate: rate })
  const source = await speechIn(context)
  source.connect(await ways[way](context)).connect(context.destination)
  source.start()
  await context.resume()
  return () => context.close()
}

/** Milliseconds each quantum of some seconds of speech takes the engine, after ten seconds to warm up. */
async function quanta(seconds: number): Promise<number[]> {
  const { buffer } = await speechIn(new OfflineAudioContext(1, 1, rate))
  const speech = buffer?.getChannelData(0) ?? new Float32Array(quantum)
  const engine = createEngine({ sampleRate: rate, voice, seed })
  const output = new Float32Array(quantum)
  const count = Math.floor(speech.length / quantum)
  const run = (quanta: number) =>
    Array.from({ length: quanta }, (_, at) => {
      const from = (at % count) * quantum
      const start = performance.now()
      engine.process(speech.subarray(from, from + quantum), output)
      return performance.now() - start
    })
  run(Math.round((10 * rate) / quantum))
  return run(Math.round((seconds * rate) / quantum))
}

const lab = { renders, plays, quanta, latency: () => createEngine({ sampleRate: rate, voice, seed }).latencySamples / rate }
export type VoiceLab = typeof lab
Object.assign(globalThis, { lab })
