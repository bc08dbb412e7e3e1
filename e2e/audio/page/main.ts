import { type OperationName, type ParticipantId, type Reply, SanctuaryError, type TabId } from '@sanctuary/protocol'
import { createAudio } from '../../../packages/sdk-core/src/audio/audio.ts'
import type { AudioFeature } from '../../../packages/sdk-core/src/audio/audio-feature.ts'
import { checkMicrophone, type MicrophoneCheck } from '../../../packages/sdk-core/src/audio/check-microphone.ts'
import { hasFailed } from '../../../packages/sdk-core/src/audio/describe-microphone.ts'
import { createFakeRoomContext, type FakeRoomContext } from '../../../packages/sdk-core/src/audio/testing/fake-room-context.ts'
import { until } from '../../../packages/sdk-core/src/audio/until.ts'
import { systemClock } from '../../../packages/sdk-core/src/clock.ts'
import { createPage } from '../../../packages/sdk-core/src/page.ts'
import { createMemoryStorage } from '../../../packages/sdk-core/src/storage.ts'
import { sampleSettings } from '../../../packages/sdk-core/src/testing/sample-room.ts'
import type { Voice } from '../../../packages/sdk-core/src/voices.ts'
import { steadyVoice } from '../steady-voice.ts'
import { createPathLab, type PathLab } from './path-lab.ts'
import { type Recording, record } from './record.ts'
import { deviceRate, graphs, players, rawTracks, sentTracks, workletNodes } from './spy.ts' // first: it watches the doors before anyone uses them

declare global {
  var me: string
  var tab: string
  var startsBySelf: boolean
}

const worklet = new URL('/disguise-worklet.js', location.href).href
const prepared = new Map<string, unknown>()
const device = createMemoryStorage()

/** One person's page, as the tests drive it. */
const page = {
  audio: undefined as unknown as AudioFeature, // set by `join`, which every test calls first
  context: undefined as unknown as FakeRoomContext,
  check: undefined as MicrophoneCheck | undefined,
  lab: undefined as PathLab | undefined,

  /** Enters the room of the test. */
  join(options: { role: 'host' | 'listener' }) {
    const context = { ...createFakeRoomContext({ me: me as ParticipantId, tab: tab as TabId }), worklet, prepared, device }
    context.answer('audio.connect', () => connect(options.role !== 'listener'))
    context.answer('audio.consent', ({ agreedTo }) => {
      context.put('audio.consent', 'consent', { agreedTo, at: new Date().toISOString() })
      return {}
    })
    context.answer('audio.withdrawConsent', () => {
      context.remove('audio.consent', 'consent')
      return {}
    })
    page.context = context
    page.undisguised('with-consent')
    page.standing({ ...options, silenced: false })
    page.service('ready')
    page.audio = createAudio(context)
  },

  /** Leaves the room for good. */
  leave: () => page.context.close(new SanctuaryError('CLOSED')),

  /** What our server says of the media server. */
  service: (state: 'ready' | 'down') => page.context.put('audio.service', 'service', { state, message: `Sound is ${state}.` }),

  /** What the room says of speaking undisguised. */
  undisguised: (undisguised: 'with-consent' | 'never') =>
    page.context.put('rooms.settings', 'settings', { ...sampleSettings, undisguised }),

  /** Wears numbers of the test's own. */
  wear: (voice: Voice) => page.audio.setVoice({ mode: 'custom', voice: { ...steadyVoice(voice.pitchHz), ...voice } }),

  /** What the roster says of this person. */
  standing({ role, silenced }: { role: 'host' | 'listener'; silenced: boolean }) {
    page.context.put('participants.person', me, { alias: 'A', picture: 'abcd', role, presence: 'here', silenced, successor: false })
  },

  pathLab: () => (page.lab ??= createPathLab(worklet)),

  /** Waits until the loop is made, which takes five seconds of tape and a disguise of its own. */
  async loops() {
    while (workletNodes.length < 2) await new Promise((resolve) => addEventListener('worklet', resolve, { once: true }))
  },

  /** Once there are any. */
  devices: () => until(page.audio.$devices, (devices) => devices.length > 0),

  /** Changes to a microphone that is not in use; gives the one before and the one after. */
  async otherMicrophone() {
    const before = page.audio.$microphone.get().deviceId
    const other = (await page.devices()).find(({ deviceId }) => deviceId !== before && deviceId !== 'default')
    await page.audio.setDevice(other?.deviceId)
    return [before, page.audio.$microphone.get().deviceId]
  },

  /** Lets sound come out of another device; gives where it came out before, what was chosen, and where it comes out then. */
  async otherOutput() {
    const sinkId = () => [...players].find((player) => !player.paused)?.sinkId
    const before = sinkId()
    const outputs = await until(page.audio.$outputs, (outputs) => outputs.length > 1)
    const chosen = outputs.at(-1)?.deviceId
    await page.audio.setOutput(chosen)
    await settled()
    return [before, chosen, sinkId()]
  },

  async checkHears() {
    if (page.check) await until(page.check.$level, (level) => level > 0)
  },
  async checkLocks() {
    if (page.check) await until(page.check.$disguise, ({ phase }) => phase === 'locked')
  },

  async tryMicrophone() {
    page.check = await checkMicrophone({ worklet, prepared, device, clock: systemClock, page: createPage() })
  },

  /** Waits until a store of `audio` is in a state. */
  async becomes(store: '$sound' | '$microphone', state: string) {
    const { [store]: states } = page.audio
    await until(states as typeof page.audio.$sound, (value) => value.state === state)
  },

  /** Waits until a voice goes through the disguise. */
  async locked() {
    const { phase, reason } = await until(page.audio.$disguise, (disguise) => disguise.phase === 'locked' || hasFailed(disguise))
    if (phase !== 'locked') throw new Error(`The disguise stopped: ${reason}.`)
  },

  /** Waits until it says that a simpler disguise goes on in place of the one that was too much for this device. */
  async simplified() {
    await until(page.audio.$disguise, ({ phase, simplified }) => phase === 'locked' && simplified === true)
  },

  muteForMe: (participant: string, muted: boolean) => page.audio.muteForMe(participant as ParticipantId, muted),

  /** Waits until somebody is seen to speak. */
  async speaks(participant: string) {
    await until(page.audio.$levels, (levels) => (levels.get(participant as ParticipantId) ?? 0) > 0)
  },

  /** Waits until somebody is seen to be silent. */
  async silent(participant: string) {
    await until(page.audio.$levels, (levels) => !levels.has(participant as ParticipantId))
  },

  /** The mode of one's voice. */
  voice: () => page.audio.$voice.get().mode,
  hearing: () => page.audio.$hearingMyself.get(),
  sound: () => summary(page.audio.$sound.get()),
  microphone: () => summary(page.audio.$microphone.get()),
  calls: (op: OperationName) => page.context.calls.filter((call) => call.op === op).map(({ input }) => input),

  /** What this page plays of others, for some seconds from when it does. */
  async heard(seconds: number): Promise<Recording> {
    let [track] = playing()
    while (!track) {
      await new Promise((resolve) => addEventListener('player', resolve, { once: true }))
      ;[track] = playing()
    }
    return record(track, seconds)
  },
  playing: () => playing().length,
  /** Waits until nobody is played. */
  async nobody() {
    while (playing().length > 0) await new Promise((resolve) => addEventListener('player', resolve, { once: true }))
  },

  /** What this page gives to the peer connection, for some seconds. */
  async sent(seconds: number): Promise<Recording> {
    const track = sentTracks.at(-1)
    if (!track) throw new Error('This page sends nothing.')
    return record(track, seconds)
  },

  /** How often a raw track or a copy of one was handed to a peer connection, how many different tracks were, and how often a microphone was opened. */
  doors: () => ({ raw: sentTracks.filter((track) => rawTracks.has(track)).length, all: new Set(sentTracks).size, opened: rawTracks.size }),

  /** How many raw tracks are live: what the system's microphone light shows. */
  capturing: () => [...rawTracks].filter((track) => track.readyState === 'live').length,

  /** Breaks the disguise, or lets the next one be well again; see fault.ts. */
  break(fault: 'throw' | 'freeze' | undefined) {
    const [disguise] = workletNodes
    if (!disguise) throw new Error('There is no disguise to break.')
    new AudioWorkletNode(disguise.context, 'fault').port.postMessage(fault)
  },
  /** Stops the audio graph as a phone call does. */
  async interrupt() {
    const context = workletNodes[0]?.context
    if (context instanceof AudioContext) await context.suspend()
  },
  /** Closes every audio graph, as a browser does that has lost its sound device for good. */
  async closeSound() {
    for (const graph of [...graphs]) if (graph.state !== 'closed') await graph.close()
  },
  /** Rate and state of every audio graph so far. */
  graphs: () => graphs.map(({ sampleRate, state }) => `${sampleRate === deviceRate ? 'of the device' : sampleRate} ${state}`),
  /** Settles when every graph there is now is closed. */
  async graphsClose() {
    for (const graph of [...graphs])
      while (graph.state !== 'closed') await new Promise((resolve) => graph.addEventListener('statechange', resolve, { once: true }))
  },
  /** Refuses tracks in graphs of another rate than the device's, as some browsers do. */
  takesDeviceRateOnly() {
    const Source = globalThis.MediaStreamAudioSourceNode
    globalThis.MediaStreamAudioSourceNode = class extends Source {
      constructor(context: AudioContext, options: MediaStreamAudioSourceOptions) {
        if (context.sampleRate !== deviceRate) throw new DOMException('Different sample-rate.', 'NotSupportedError')
        super(context, options)
      }
    }
  },
  /** How many processors were built. */
  disguises: () => workletNodes.length,
}

export type TestPage = typeof page

/** What our server does when it is asked for a token. */
async function connect(maySpeak: boolean): Promise<Reply<'audio.connect'>> {
  const response = await fetch('/connect', { method: 'POST', body: JSON.stringify({ me, maySpeak }) })
  if (!response.ok) throw new SanctuaryError('AUDIO_UNAVAILABLE')
  return response.json()
}

/** An element tells its new device a moment after it was asked to change. */
async function settled(): Promise<void> {
  await new Audio().setSinkId('')
}

const summary = ({ state, reason }: { state: string; reason?: { code: string } }) => (reason ? `${state}: ${reason.code}` : state)

function playing(): MediaStreamTrack[] {
  const streams = [...players].filter((player) => !player.paused && !player.muted).map((player) => player.srcObject)
  return streams
    .flatMap((stream) => (stream instanceof MediaStream ? stream.getAudioTracks() : []))
    .filter((track) => track.readyState === 'live')
}

Object.assign(globalThis, { page })

// Whatever a test does to a page counts as a press, even answering it. This page acts alone and is only listened to.
if (startsBySelf) {
  page.join({ role: 'listener' })
  page.audio.$sound.listen(() => console.info(page.sound()))
  page.audio.start().catch(() => {}) // $sound says why
}
