/** Watches the browser's own doors, so that nothing can go through unseen. Imported before any media code. */

/** Microphone tracks as the browser gave them, and everything cloned from them. */
export const rawTracks = new Set<MediaStreamTrack>()

/** Every track that was handed to a peer connection, in order. */
export const sentTracks: MediaStreamTrack[] = []

/** Every disguise's processor, in order. The window has an event `worklet` with each. */
export const workletNodes: AudioWorkletNode[] = []

/** Every media element that was told to play. When one begins or stops, the window has an event `player`. */
export const players = new Set<HTMLMediaElement>()

wrap(MediaDevices.prototype, 'getUserMedia', async function (original, constraints) {
  const stream = await original.call(this, constraints)
  for (const track of stream.getAudioTracks()) rawTracks.add(track)
  return stream
})

wrap(MediaStreamTrack.prototype, 'clone', function (original) {
  const copy = original.call(this)
  if (rawTracks.has(this)) rawTracks.add(copy)
  return copy
})

wrap(MediaStream.prototype, 'clone', function (original) {
  const copy = original.call(this)
  const copies = copy.getAudioTracks()
  for (const [at, track] of this.getAudioTracks().entries()) {
    const same = copies[at]
    if (same && rawTracks.has(track)) rawTracks.add(same)
  }
  return copy
})

wrap(RTCPeerConnection.prototype, 'addTrack', function (original, track, ...streams) {
  sentTracks.push(track)
  return original.call(this, track, ...streams)
})

wrap(RTCPeerConnection.prototype, 'addTransceiver', function (original, kind, init) {
  if (kind instanceof MediaStreamTrack) sentTracks.push(kind)
  return original.call(this, kind, init)
})

/** No types know it any more; Chromium does. */
export interface OldConnection {
  addStream(stream: MediaStream): void
}

wrap(RTCPeerConnection.prototype as unknown as OldConnection, 'addStream', function (original, stream) {
  sentTracks.push(...stream.getAudioTracks())
  return original.call(this, stream)
})

wrap(RTCRtpSender.prototype, 'replaceTrack', function (original, track) {
  if (track) sentTracks.push(track)
  return original.call(this, track)
})

wrap(HTMLMediaElement.prototype, 'play', function (original) {
  if (!players.has(this)) for (const change of ['playing', 'pause', 'emptied', 'ended']) this.addEventListener(change, tell)
  players.add(this)
  return original.call(this)
})

const tell = () => dispatchEvent(new Event('player'))

/** Every audio graph, in order. */
export const graphs: AudioContext[] = []

const Graph = globalThis.AudioContext
const device = new Graph()
/** Hz, of graphs that ask for no rate of their own. */
export const deviceRate = device.sampleRate
void device.close()

globalThis.AudioContext = class extends Graph {
  constructor(options?: AudioContextOptions) {
    super(options)
    graphs.push(this)
  }
}

const Original = globalThis.AudioWorkletNode
globalThis.AudioWorkletNode = class extends Original {
  constructor(...[context, name, options]: ConstructorParameters<typeof Original>) {
    super(context, name, options)
    if (name === 'fault') return
    workletNodes.push(this)
    dispatchEvent(new Event('worklet'))
  }
}

type Method<Target, Name extends keyof Target> = Target[Name] extends (...rest: infer Rest) => infer Result
  ? { rest: Rest; result: Result; call: (this: Target, ...rest: Rest) => Result }
  : never

function wrap<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  replacement: (
    this: Target,
    original: Method<Target, Name>['call'],
    ...rest: Method<Target, Name>['rest']
  ) => Method<Target, Name>['result'],
) {
  const original = target[name] as Method<Target, Name>['call']
  Object.defineProperty(target, name, {
    configurable: true,
    writable: true,
    value(this: Target, ...rest: Method<Target, Name>['rest']) {
      return replacement.call(this, original, ...rest)
    },
  })
}
