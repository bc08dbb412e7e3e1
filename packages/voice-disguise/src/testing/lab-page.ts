import { createDisguise, type DisguiseState, type Learned } from '../index.ts'
import type { Seed } from '../seed.ts'
import type { Voice } from '../voice.ts'
import type { Recorded } from './recorder-worklet.ts'
import { seedOf } from './seed-of.ts'
import { synthesizeVowel } from './vowel.ts'

/** A vowel played through a disguise in this page's real audio graph, and ears behind it. */
export type Lab = Awaited<ReturnType<typeof createLab>>

const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
Object.assign(globalThis, { createLab, violations })

/** @param options.pitchHz of the vowel that is spoken */
export async function createLab(options: { pitchHz: number; voice: Voice; workletUrl?: string; seed?: Seed; learned?: Learned }) {
  const context = new AudioContext({ sampleRate: 48_000 })
  await context.audioWorklet.addModule('/recorder-worklet.js')
  const create = () => createDisguise({ context, workletUrl: '/disguise-worklet.js', seed: seedOf(1), ...options })
  const disguise = create()
  const states: DisguiseState[] = [disguise.state]
  disguise.onState((state) => states.push(state))
  const recorder = new AudioWorkletNode(context, 'recorder', { channelCount: 1, channelCountMode: 'explicit' })
  const chunks: Float32Array[] = []
  let awaited: { frame: number; done: () => void } | undefined
  recorder.port.onmessage = ({ data }: MessageEvent<Recorded>) => {
    chunks.push(data.sound)
    if (awaited && data.frame >= awaited.frame) awaited.done()
  }
  disguise.output.connect(recorder).connect(context.destination)
  const vowel = synthesizeVowel({ pitchHz: options.pitchHz, seconds: 2 })
  const source = new AudioBufferSourceNode(context, { loop: true, buffer: new AudioBuffer({ length: vowel.length, sampleRate: 48_000 }) })
  source.buffer?.copyToChannel(vowel as Float32Array<ArrayBuffer>, 0) // it owns its buffer
  source.connect(disguise.node)
  source.start()

  return {
    context,
    disguise,
    states,
    /** Settles when the disguise is in this phase. */
    phase: (phase: DisguiseState['phase']) =>
      new Promise<DisguiseState>((resolve) => {
        if (disguise.state.phase === phase) return resolve(disguise.state)
        const off = disguise.onState((state) => {
          if (state.phase !== phase) return
          off()
          resolve(state)
        })
      }),
    /** Puts one more disguise into the graph. Settles with what becomes of it. */
    another: () =>
      new Promise<DisguiseState>((resolve) => {
        const other = create()
        source.connect(other.node)
        other.output.connect(context.destination)
        other.onState((state) => state.phase !== 'starting' && resolve(state))
      }),
    /** Forgets what was recorded so far. */
    rewind: () => void chunks.splice(0),
    /** Settles when this many seconds from now were recorded: what was played before may still be on its way to the page. */
    listen: (seconds: number) =>
      new Promise<void>((done) => {
        awaited = { frame: (context.currentTime + seconds) * 48_000, done }
      }),
    /** Everything recorded, as 32-bit floats in base64. */
    async tape() {
      const url = await new Promise<string>((resolve) => {
        const reader = new FileReader()
        reader.onload = () => resolve(String(reader.result))
        reader.readAsDataURL(new Blob(chunks as Float32Array<ArrayBuffer>[]))
      })
      return url.slice(url.indexOf(',') + 1)
    },
    /** Keeps the page from doing anything else, its heartbeats too, while this much sound goes by. */
    stall(seconds: number) {
      const end = context.currentTime + seconds
      while (context.currentTime < end);
    },
    /** Runs a script in the scope that all worklets of this context share. */
    tamper: (url: string) => context.audioWorklet.addModule(url),
  }
}
