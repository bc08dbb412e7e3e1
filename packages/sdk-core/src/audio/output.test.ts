import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../testing/fake-clock.ts'
import { canChooseOutput, createOutput } from './output.ts'

/** An element that plays on devices that are there. */
class FakeElement {
  static there = ['', 'speaker', 'headphones']
  sinkId = ''
  async setSinkId(deviceId: string) {
    if (!FakeElement.there.includes(deviceId)) throw new DOMException('not there', 'NotFoundError')
    this.sinkId = deviceId
  }
}

const element = () => new FakeElement() as unknown as HTMLMediaElement & FakeElement
const devices = (...ids: string[]) => ids.map((deviceId) => ({ deviceId, label: deviceId }))

beforeEach(() => {
  FakeElement.there = ['', 'speaker', 'headphones']
  vi.stubGlobal('Audio', FakeElement)
})
afterEach(() => vi.unstubAllGlobals())

describe('where sound comes out', () => {
  it('is where it was chosen, for what plays now and what plays later', async () => {
    const output = createOutput(undefined)
    const [now, later] = [element(), element()]
    const stop = output.follow(now)
    await output.choose('headphones')
    output.follow(later)
    expect([now.sinkId, later.sinkId]).toEqual(['headphones', 'headphones'])
    stop()
    await output.choose(undefined)
    expect([now.sinkId, later.sinkId]).toEqual(['headphones', ''])
  })

  it('is where it was on the last visit', () => {
    const playing = element()
    createOutput('speaker').follow(playing)
    expect(playing.sinkId).toBe('speaker')
  })

  it('stays where it is when another device is not there', async () => {
    const output = createOutput('speaker')
    const playing = element()
    output.follow(playing)
    await expect(output.choose('gone')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(playing.sinkId).toBe('speaker')
  })

  it('is the system’s choice while the chosen device is gone, and the device when it is back', async () => {
    const output = createOutput('headphones')
    const playing = element()
    output.present(devices('speaker', 'headphones'))
    output.follow(playing)
    output.present(devices('speaker'))
    expect([playing.sinkId, output.$inUse.get()]).toEqual(['', ''])
    output.present(devices('speaker', 'headphones'))
    expect([playing.sinkId, output.$inUse.get()]).toEqual(['headphones', 'headphones'])
  })

  it('is the system’s choice where what is remembered means nothing any more', async () => {
    FakeElement.there = ['']
    const playing = element()
    playing.sinkId = 'something else'
    createOutput('headphones').follow(playing)
    await settle()
    expect(playing.sinkId).toBe('')
  })

  it('plays where the browser offers no choice', async () => {
    const playing = {} as HTMLMediaElement
    createOutput('headphones').follow(playing)
    await settle()
    expect(canChooseOutput()).toBe(false)
  })
})
