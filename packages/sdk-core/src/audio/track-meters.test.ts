import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTrackMeters } from './track-meters.ts'

/** Graphs that say how loud they are, and what takes tracks in them. */
const browser = { graphs: [] as FakeGraph[], takes: (_: FakeGraph): string | undefined => undefined }

class FakeGraph extends EventTarget {
  state = 'running'
  readonly sampleRate: number
  constructor({ sampleRate = 44_100 }: AudioContextOptions = {}) {
    super()
    this.sampleRate = sampleRate
    browser.graphs.push(this)
  }
  async close() {
    this.state = 'closed'
  }
}

class FakeSource {
  readonly context: FakeGraph
  constructor(context: FakeGraph) {
    const refusal = browser.takes(context)
    if (refusal) throw new DOMException('Refused.', refusal)
    this.context = context
  }
  connect() {}
  disconnect() {}
}

class FakeAnalyser {
  readonly fftSize: number
  constructor(_: FakeGraph, { fftSize = 2048 }: AnalyserOptions) {
    this.fftSize = fftSize
  }
  getFloatTimeDomainData(samples: Float32Array) {
    samples.fill(0.1)
  }
}

beforeEach(() => {
  browser.graphs = []
  browser.takes = () => undefined
  vi.stubGlobal('AudioContext', FakeGraph)
  vi.stubGlobal('MediaStreamAudioSourceNode', FakeSource)
  vi.stubGlobal('AnalyserNode', FakeAnalyser)
  vi.stubGlobal('MediaStream', class {})
  vi.stubGlobal('document', new EventTarget())
})
afterEach(() => vi.unstubAllGlobals())

const track = {} as MediaStreamTrack
const setUp = () => createTrackMeters({ on: () => () => {} })
const rates = () => browser.graphs.map(({ sampleRate, state }) => `${sampleRate} ${state}`)

it('measures everyone in one slow graph', () => {
  const meters = setUp()
  for (const meter of [meters.measure(track), meters.measure(track)]) expect(meter.read()).toBeCloseTo(-20)
  expect(rates()).toEqual(['8000 running'])
})

it('measures in another graph once the browser closed the first', async () => {
  const meter = setUp().measure(track)
  meter.read()
  await browser.graphs[0]?.close()
  expect(meter.read()).toBeCloseTo(-20)
  expect(rates()).toEqual(['8000 closed', '8000 running'])
})

it('makes no graph any more after its end, whoever still reads', () => {
  const meters = setUp()
  const [one, other] = [meters.measure(track), meters.measure(track)]
  one.read()
  meters.close()
  one.read()
  other.read()
  one.close()
  other.close()
  expect(rates()).toEqual(['8000 closed'])
})

it('goes on at the device’s rate where tracks are taken at no other', () => {
  browser.takes = ({ sampleRate }) => (sampleRate === 44_100 ? undefined : 'NotSupportedError')
  const meters = setUp()
  for (const meter of [meters.measure(track), meters.measure(track)]) expect(meter.read()).toBeCloseTo(-20)
  expect(rates()).toEqual(['8000 closed', '44100 running'])
})

it.each(['NotSupportedError', 'InvalidStateError'])(
  'counts a voice that cannot be measured as silent, and the others go on: %s',
  (refusal) => {
    const meters = setUp()
    const well = meters.measure(track)
    browser.takes = () => refusal
    const ill = meters.measure(track)
    expect([ill.read(), ill.read()]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
    ill.close()
    browser.takes = () => undefined
    expect(well.read()).toBeCloseTo(-20)
  },
)
