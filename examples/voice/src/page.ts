import { costumeNames, createDisguise, type Disguise, drawSeed, drawVoice, type VoiceChoice } from '@sanctuary/voice-disguise'
import { createEngine } from '@sanctuary/voice-disguise/engine'

const element = <Type extends HTMLElement>(id: string) => document.getElementById(id) as Type
const choice = element<HTMLSelectElement>('choice')
const state = element('state')
const choices: Record<string, VoiceChoice> = {
  Veil: { mode: 'veil' },
  'Strong veil': { mode: 'strong-veil' },
  ...Object.fromEntries(costumeNames.map((name) => [name, { mode: 'costume', name } as const])),
}
choice.append(...Object.keys(choices).map((name) => new Option(name)))

let seed = drawSeed()
let disguise: Disguise | undefined
let recording: AudioBuffer | undefined
let disguised: AudioBuffer | undefined
let playing: AudioBufferSourceNode | undefined
const player = new AudioContext({ sampleRate: 48_000 })
const voice = () => drawVoice(choices[choice.value] ?? { mode: 'veil' }, seed)

/** Live: microphone → disguise → headphones. */
async function speak() {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, channelCount: 1 } })
  const context = new AudioContext({ sampleRate: 48_000 })
  disguise = createDisguise({ context, workletUrl: 'disguise-worklet.js', voice: voice(), seed })
  disguise.onState(({ phase, message }) => {
    state.textContent = message ?? (phase === 'locked' ? 'You hear the disguised voice.' : 'Say a few words.')
  })
  new MediaStreamAudioSourceNode(context, { mediaStream: microphone }).connect(disguise.node)
  disguise.output.connect(context.destination)
}

/** A file: the engine alone, as fast as it computes. */
function disguiseRecording() {
  if (!recording) return
  const engine = createEngine({ sampleRate: recording.sampleRate, voice: voice(), seed })
  const sound = new Float32Array(recording.length + engine.latencySamples) // its end comes out that much later
  sound.set(recording.getChannelData(0))
  engine.process(sound, sound)
  const heard = sound.subarray(engine.lockedFrom() ?? sound.length)
  disguised = heard.length > 0 ? new AudioBuffer({ length: heard.length, sampleRate: recording.sampleRate }) : undefined
  disguised?.copyToChannel(heard, 0)
  element<HTMLButtonElement>('play').disabled = !disguised
  if (!disguised) state.textContent = 'No voice was found in this recording.'
}

/** From the beginning, in place of what is playing. */
function play() {
  playing?.stop()
  playing = new AudioBufferSourceNode(player, { buffer: disguised })
  playing.connect(player.destination)
  playing.start()
}

function change() {
  disguise?.setVoice(voice())
  disguiseRecording()
}

choice.addEventListener('change', change)
element('again').addEventListener('click', () => {
  seed = drawSeed()
  change()
})
element('play').addEventListener('click', play)
element('speak').addEventListener('click', () => {
  if (disguise) return
  speak().catch((error: Error) => {
    state.textContent = `The microphone did not open (${error.name}). Allow it for this page, then try again.`
  })
})
element<HTMLInputElement>('file').addEventListener('change', async ({ target }) => {
  const file = (target as HTMLInputElement).files?.[0]
  if (!file) return
  try {
    recording = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await file.arrayBuffer())
    disguiseRecording()
  } catch {
    state.textContent = `${file.name} is not a recording this browser can read. Try a WAV or MP3 file.`
  }
})
