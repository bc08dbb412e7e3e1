import { SanctuaryError } from '@sanctuary/protocol'
import { describe, expect, it } from 'vitest'
import { createMicrophone } from './microphone.ts'
import { createFakeDevices } from './testing/fake-devices.ts'
import { until } from './until.ts'

function setUp({ policyAllows = true } = {}) {
  const devices = createFakeDevices()
  const tracks: (MediaStreamTrack | undefined)[] = []
  /** Ids of devices whose sound the graph does not take. */
  const unfit = new Set<string | undefined>()
  let show = () => {}
  const page = {
    on(_: string, listener: () => void) {
      show = listener
      return () => {}
    },
  }
  function onTrack(track: MediaStreamTrack | undefined) {
    if (track && unfit.has(track.getSettings().deviceId)) throw new SanctuaryError('DISGUISE_FAILED')
    tracks.push(track)
  }
  const microphone = createMicrophone({ devices, page, policyAllows: () => policyAllows, onTrack })
  const becomes = (state: string) => until(microphone.$input, (input) => input.state === state)
  return { devices, microphone, tracks, unfit, becomes, show: () => show() }
}

describe('the microphone', () => {
  it('asks for one cleaned channel and gives its raw track', async () => {
    const { devices, microphone, tracks } = setUp()
    await microphone.open()
    expect(devices.asked).toEqual([{ channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true }])
    expect(tracks).toEqual(devices.given)
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'built-in' })
  })

  it.each([
    ['NotAllowedError', true, 'MICROPHONE_BLOCKED'],
    ['NotAllowedError', false, 'MICROPHONE_NOT_PERMITTED'],
    ['NotFoundError', true, 'MICROPHONE_ABSENT'],
    ['NotReadableError', true, 'MICROPHONE_BUSY'],
    ['AbortError', true, 'MICROPHONE_BUSY'],
  ])('says %s (policy allows: %s) as %s', async (name, policyAllows, code) => {
    const { devices, microphone } = setUp({ policyAllows })
    devices.refuse(name)
    await expect(microphone.open()).rejects.toMatchObject({ code })
    expect(microphone.$input.get()).toEqual({ state: 'closed' })
  })

  it('says INSECURE_CONTEXT where the browser has no media devices', async () => {
    const microphone = createMicrophone({ devices: undefined, page: { on: () => () => {} }, onTrack() {} })
    await expect(microphone.open()).rejects.toMatchObject({ code: 'INSECURE_CONTEXT' })
  })

  it('stops the device when it is closed', async () => {
    const { devices, microphone, tracks } = setUp()
    await microphone.open()
    microphone.close()
    expect(devices.given[0]?.readyState).toBe('ended')
    expect(tracks.at(-1)).toBeUndefined()
  })

  it('stops a track that comes after it was closed', async () => {
    const { devices, microphone, tracks } = setUp()
    const release = devices.hold()
    const opening = microphone.open()
    microphone.close()
    release()
    await opening
    expect(devices.given.map((track) => track.readyState)).toEqual(['ended'])
    expect(tracks).toEqual([undefined])
    expect(microphone.$input.get().state).toBe('closed')
  })

  it('changes to another device and lets the first one go', async () => {
    const { devices, microphone, tracks } = setUp()
    devices.plug('built-in', 'headset')
    await microphone.open()
    await microphone.choose('headset')
    expect(devices.given.map((track) => track.readyState)).toEqual(['ended', 'live'])
    expect(tracks.at(-1)).toBe(devices.given[1])
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'headset' })
  })

  it('keeps the newest choice when two are made quickly', async () => {
    const { devices, microphone } = setUp()
    devices.plug('built-in', 'headset', 'webcam')
    await microphone.open()
    const release = devices.hold()
    const choices = [microphone.choose('headset'), microphone.choose('webcam')]
    release()
    await Promise.all(choices)
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'webcam' })
    expect(devices.given.filter((track) => track.readyState === 'live').map((track) => track.getSettings().deviceId)).toEqual(['webcam'])
  })

  it('keeps the device in use when another cannot be opened', async () => {
    const { devices, microphone } = setUp()
    devices.plug('built-in', 'headset')
    await microphone.open()
    devices.refuse('NotReadableError')
    await expect(microphone.choose('headset')).rejects.toMatchObject({ code: 'MICROPHONE_BUSY' })
    expect(devices.given[0]?.readyState).toBe('live')
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'built-in' })
  })

  it('keeps the device in use, and lets the other one go, when the disguise cannot take that one', async () => {
    const { devices, microphone, tracks, unfit } = setUp()
    devices.plug('built-in', 'headset')
    unfit.add('headset')
    await microphone.open()
    await expect(microphone.choose('headset')).rejects.toMatchObject({ code: 'DISGUISE_FAILED' })
    expect(devices.given.map((track) => track.readyState)).toEqual(['live', 'ended'])
    expect(tracks).toEqual([devices.given[0]])
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'built-in' })
    devices.given[0]?.dispatchEvent(new Event('mute')) // still followed
    expect(microphone.$input.get().state).toBe('lost')
  })

  it('is lost when another device failed that would have taken the place of one the system holds back', async () => {
    const { devices, microphone, unfit } = setUp()
    devices.plug('built-in', 'headset')
    unfit.add('headset')
    await microphone.open()
    const choosing = microphone.choose('headset')
    const [first] = devices.given
    if (first) first.muted = true
    first?.dispatchEvent(new Event('mute'))
    await expect(choosing).rejects.toMatchObject({ code: 'DISGUISE_FAILED' })
    expect(microphone.$input.get()).toMatchObject({ state: 'lost', reason: { code: 'MICROPHONE_INTERRUPTED' } })
  })

  it('leaves no device open that the disguise could not take', async () => {
    const { devices, microphone, unfit } = setUp()
    unfit.add('built-in')
    await expect(microphone.open()).rejects.toMatchObject({ code: 'DISGUISE_FAILED' })
    expect(devices.given.map((track) => track.readyState)).toEqual(['ended'])
    expect(microphone.$input.get()).toEqual({ state: 'closed' })
  })

  it('takes the system’s choice where the chosen device is gone', async () => {
    const { microphone } = setUp()
    await microphone.choose('headset')
    await microphone.open()
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'built-in' })
  })

  it('leaves the noise in where that is wanted, with the device open or not', async () => {
    const { devices, microphone, tracks } = setUp()
    await microphone.suppressNoise(false)
    expect(devices.asked).toEqual([])
    await microphone.open()
    await microphone.suppressNoise(true)
    expect(devices.asked.map(({ noiseSuppression }) => noiseSuppression)).toEqual([false, true])
    expect(devices.given.map((track) => track.readyState)).toEqual(['ended', 'live'])
    expect(tracks.at(-1)).toBe(devices.given[1])
    devices.refuse('NotReadableError')
    await expect(microphone.suppressNoise(false)).rejects.toMatchObject({ code: 'MICROPHONE_BUSY' })
    devices.refuse(undefined)
    await microphone.suppressNoise(true)
    expect(devices.asked).toHaveLength(3)
    expect(devices.given[1]?.readyState).toBe('live')
  })

  it('moves to what is left when the device in use is pulled out', async () => {
    const { devices, microphone, tracks, becomes } = setUp()
    devices.plug('headset', 'built-in')
    await microphone.open()
    devices.plug('built-in')
    expect(microphone.$input.get()).toMatchObject({ state: 'lost', reason: { code: 'MICROPHONE_ABSENT' } })
    await becomes('open')
    expect(tracks).toEqual([devices.given[0], undefined, devices.given.at(-1)])
    expect(microphone.$input.get()).toEqual({ state: 'open', deviceId: 'built-in' })
  })

  it('comes back when the only device is plugged in again', async () => {
    const { devices, microphone, becomes } = setUp()
    await microphone.open()
    devices.plug()
    await becomes('lost')
    devices.plug('built-in')
    await becomes('open')
    expect(devices.given.at(-1)?.readyState).toBe('live')
  })

  it('comes back also where somebody asked for it while there was none', async () => {
    const { devices, microphone, becomes } = setUp()
    await microphone.open()
    devices.plug()
    await becomes('lost')
    await expect(microphone.open()).rejects.toMatchObject({ code: 'MICROPHONE_ABSENT' })
    expect(microphone.$input.get()).toMatchObject({ state: 'lost', reason: { code: 'MICROPHONE_ABSENT' } })
    devices.plug('built-in')
    await becomes('open')
  })

  it('is lost while the system holds it back, and back when it is given back', async () => {
    const { devices, microphone } = setUp()
    await microphone.open()
    devices.given[0]?.dispatchEvent(new Event('mute'))
    expect(microphone.$input.get()).toMatchObject({ state: 'lost', reason: { code: 'MICROPHONE_INTERRUPTED' } })
    devices.given[0]?.dispatchEvent(new Event('unmute'))
    expect(microphone.$input.get().state).toBe('open')
  })

  it('is not interrupted by its own change of device, unless that fails', async () => {
    const { devices, microphone } = setUp()
    devices.plug('built-in', 'headset')
    await microphone.open()
    const states: string[] = []
    microphone.$input.listen(({ state, reason }) => states.push(reason?.code ?? state))
    const [first] = devices.given
    const mute = () => {
      if (first) first.muted = true
      first?.dispatchEvent(new Event('mute'))
    }
    devices.refuse('NotReadableError')
    const refused = microphone.choose('headset')
    mute()
    await expect(refused).rejects.toMatchObject({ code: 'MICROPHONE_BUSY' })
    expect(states).toEqual(['MICROPHONE_INTERRUPTED'])
    devices.refuse(undefined)
    const changed = microphone.choose('headset')
    mute()
    await changed
    expect(states).toEqual(['MICROPHONE_INTERRUPTED', 'open'])
  })

  it('opens a device that ended in the background when the page is shown again', async () => {
    const { devices, microphone, becomes, show } = setUp()
    await microphone.open()
    devices.refuse('NotReadableError')
    devices.given[0]?.end()
    await until(microphone.$input, ({ reason }) => reason?.code === 'MICROPHONE_BUSY')
    devices.refuse(undefined)
    show()
    await becomes('open')
  })
})
