/**
 * Sends recordings through the engine: `node disguise.mjs jobs.json`, bundled by eval-voice.mjs and run by engine_run.py.
 * Prints as one line of JSON what it measured on the way; without a job, every setting it can be asked for with its fingerprint.
 */
import { readFileSync } from 'node:fs'
import { readExtraSettings } from './extra-settings.ts'
import { fingerprint } from './fingerprint.ts'
import { jobSeed } from './job-seed.ts'
import { onsetLeakDb } from './onset-leak.ts'
import { type Setting, settings } from './settings.ts'
import { visit } from './visit.ts'
import { readWav, writeWav } from './wav.ts'

/** One recording, one visit. Files are WAV, mono, 16 bit. */
type Job = {
  readonly input: string
  readonly output: string
  readonly setting: string
  /** Decides the draw. */
  readonly seed: number
  /** What is said at the microphone check before, and how much of that recording is played. */
  readonly warmUp?: { readonly input: string; readonly seconds: number }
}
/** `extra` is a file of settings to try out. */
type JobList = { readonly jobs: readonly Job[]; readonly extra?: string }

const WARM_AFTER = 3 // visits until the compiler has seen the engine often enough for its cost to be measured

const { jobs, extra } = readJobs(process.argv[2])
const known: Readonly<Record<string, Setting>> = extra ? { ...settings, ...readExtraSettings(extra) } : settings
const total = { cpuSeconds: 0, audioSeconds: 0, latencyMs: 0 }
const leaks: number[] = []

jobs.forEach((job, index) => {
  const { sampleRate, samples } = readWav(job.input)
  const draw = known[job.setting]
  if (!draw) throw new Error(`There is no setting "${job.setting}". There are: ${Object.keys(known).join(', ')}.`)
  const seed = jobSeed(job.seed)
  const voice = draw(seed)
  const before = job.warmUp && readWav(job.warmUp.input).samples.subarray(0, Math.round(job.warmUp.seconds * sampleRate))
  const { heard, engine, cpuSeconds } = visit({ sampleRate, voice, seed, speech: samples, before })
  writeWav(job.output, { sampleRate, samples: heard })
  total.latencyMs = (1000 * engine.latencySamples) / sampleRate
  if (index < 5) leaks.push(onsetLeakDb(voice, seed))
  if (index < WARM_AFTER) return
  total.cpuSeconds += cpuSeconds
  total.audioSeconds += samples.length / sampleRate
})

const cost = total.audioSeconds > 0 ? total.cpuSeconds / total.audioSeconds : null
const measured = { latencyMs: total.latencyMs, cost, onsetLeakDb: leaks.length > 0 ? Math.max(...leaks) : null }
const fingerprints = () => Object.fromEntries(Object.entries(known).map(([name, setting]) => [name, fingerprint(setting)]))
console.log(JSON.stringify(jobs.length > 0 ? measured : fingerprints()))

function readJobs(path: string | undefined): JobList {
  if (!path) throw new Error('Name the file with the jobs.')
  return JSON.parse(readFileSync(path, 'utf8')) // written by disguise.py a moment ago
}
