import { expect } from '@open-wc/testing'
import { announced, expectFocus, find, press, textOf } from '../testing/find.ts'
import type { RoomOpenEvent } from './room-open-event.ts'
import { field, fill, make, mount } from './testing/mount-create.ts'

describe('the new room', () => {
  async function made() {
    const mounted = await mount()
    await fill(mounted.element, 'topic', 'Evening circle')
    await make(mounted.element)
    return mounted
  }

  it('shows the host key and the link, and leads there with both', async () => {
    const { element } = await made()
    expectFocus(field(element, 'created'))
    const key = textOf(element, '#key')
    const link = textOf(element, '#link')
    expect(key).to.match(/^host-/)
    const opened: RoomOpenEvent['detail'][] = []
    element.addEventListener('sanctuary-room-open', ({ detail }) => opened.push(detail))
    await press(find(element, 'Open the room'), element)
    expect(opened[0]?.hostKey).to.equal(key)
    expect(link).to.equal(`${location.origin}/sanctuary/live/${opened[0]?.room}`)
    expect(textOf(element, '.keep')).to.contain('Keep it: it makes you host again on any device. We cannot show it again.')
  })

  it('puts the host key into no attribute, no address and no storage', async () => {
    const { element } = await made()
    const key = textOf(element, '#key')
    const attributes = [...(element.shadowRoot?.querySelectorAll('*') ?? []), element].flatMap((one) =>
      [...one.attributes].map(({ value }) => value),
    )
    expect(attributes.filter((value) => value.includes(key))).to.deep.equal([])
    expect(JSON.stringify({ ...sessionStorage, ...localStorage }) + location.href).not.to.contain(key)
  })

  it('copies, and selects where it may not copy', async () => {
    const { element } = await made()
    const copied: string[] = []
    const replace = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    replace(async (text) => void copied.push(text))
    await press(find(element, 'Copy the host key'), element)
    expect(copied).to.deep.equal([textOf(element, '#key')])
    expect(announced(element)).to.deep.equal(['Copied'])
    replace(async () => {
      throw new DOMException('no', 'NotAllowedError')
    })
    await press(find(element, 'Copy the link'), element)
    expectFocus(field(element, 'link'))
    expect(textOf(element, '.by-hand')).to.contain('copy it by hand')
    Reflect.deleteProperty(navigator, 'clipboard')
  })

  it('shares the link where the device can, and nothing more', async () => {
    const shared: unknown[] = []
    Object.defineProperty(navigator, 'share', { value: async (data: unknown) => void shared.push(data), configurable: true })
    const { element } = await made()
    await press(find(element, 'Share'), element)
    expect(shared).to.deep.equal([{ url: textOf(element, '#link') }])
    Reflect.deleteProperty(navigator, 'share')
  })
})
