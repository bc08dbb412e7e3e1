import { expect, fixture, html } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { createFakeRoom, sampleNow } from '@sanctuary/sdk-core/testing'
import { setViewport } from '@web/test-runner-commands'
import '../controls/sanctuary-controls.ts'
import '../join/microphone-check.ts'
import '../room/sanctuary-room.ts'
import '../status/room-status.ts'
import type { SanctuaryRoom } from '../room/sanctuary-room.ts'
import { announced, drawn, find, press } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import { createFakeCheck } from './testing/fake-check.ts'
import './voice-panel.ts'

const speaking = { audio: { $sound: { state: 'live' }, $microphone: { state: 'on' }, $disguise: { phase: 'locked' } } } as const
const disguiseFailed = { state: 'stopped', reason: new SanctuaryError('DISGUISE_FAILED') } as const
const interrupted = { state: 'off', reason: new SanctuaryError('MICROPHONE_INTERRUPTED') } as const
const at = new Date(sampleNow).toISOString()
const assertively = (element: Element) => [...(element.shadowRoot?.querySelectorAll('[role=alert] > p') ?? [])].length

describe('a voice that stops against one’s wish', () => {
  it('is announced at once by <sanctuary-controls>, each time it stops', async () => {
    const { element, room } = await show('sanctuary-controls', speaking)
    for (let time = 0; time < 2; time++) {
      room.audio.$disguise.set({ phase: 'gated', reason: 'overload' })
      room.audio.$microphone.set(disguiseFailed)
      await drawn(element)
      room.audio.$disguise.set({ phase: 'locked' })
      room.audio.$microphone.set({ state: 'on' })
      await drawn(element)
    }
    const stopped = 'Your voice is off: the disguise is paused'
    const on = 'Your microphone is on'
    expect(announced(element).sort()).to.deep.equal([on, on, stopped, stopped])
    expect(assertively(element)).to.equal(2)
  })

  it('is announced with what stopped it', async () => {
    const { element, room } = await show('sanctuary-controls', speaking)
    room.audio.$microphone.set(interrupted)
    await drawn(element)
    room.audio.$microphone.set({ state: 'stopped', reason: new SanctuaryError('MICROPHONE_BUSY') })
    await drawn(element)
    room.audio.$microphone.set({ state: 'off' })
    room.audio.$disguise.set({ phase: 'failed' })
    await drawn(element)
    room.hosts.$notices.set([{ kind: 'muted', at }])
    room.audio.$microphone.set({ state: 'silenced' })
    await drawn(element)
    expect(announced(element)).to.deep.equal([
      'Your voice is off: a call or the system took the microphone',
      'Your voice is off: the microphone stopped',
      'Your voice is off: the disguise stopped',
      'A host muted you. You can raise your hand.',
    ])
  })

  it('is told apart from a disguise that became simpler, which is announced as well, once for all elements', async () => {
    const { element, room } = await show('sanctuary-controls', speaking)
    room.audio.$disguise.set({ phase: 'locked', simplified: true })
    await drawn(element)
    room.audio.$disguise.set({ phase: 'gated' })
    room.audio.$disguise.set({ phase: 'locked' })
    await drawn(element)
    expect(announced(element)).to.deep.equal(['This device is too busy: a simpler disguise is in use, and you are easier to recognise'])
  })

  it('is announced by a <voice-panel> that stands alone, in a room and before it', async () => {
    const { element, room } = await show('voice-panel', speaking)
    room.audio.$disguise.set({ phase: 'failed' })
    await drawn(element)
    expect(announced(element)).to.deep.equal(['Your voice is off: the disguise stopped'])
    const fake = createFakeCheck()
    element.check = fake.check
    await drawn(element)
    fake.$disguise.set({ phase: 'gated', reason: 'overload' })
    await drawn(element)
    expect(announced(element).at(-1)).to.equal('Your voice is off: the disguise is paused')
  })

  it('is announced by the microphone check', async () => {
    const { check, $disguise } = createFakeCheck()
    const element = await fixture(html`<microphone-check .check=${check}></microphone-check>`)
    expect(announced(element)).to.deep.equal([])
    $disguise.set({ phase: 'failed' })
    await drawn(element)
    expect(announced(element)).to.deep.equal(['Your voice is off: the disguise stopped'])
  })

  it('is of no matter to a listener', async () => {
    for (const tag of ['sanctuary-controls', 'voice-panel'] as const) {
      const { element, room } = await show(tag, { ...speaking, participants: withMe({ role: 'listener' }) })
      room.audio.$disguise.set({ phase: 'failed' })
      await drawn(element)
      expect(announced(element), tag).to.deep.equal([])
    }
  })

  for (const width of [1440, 360]) {
    it(`is announced once in a whole room, ${width} wide, and again when it stops again`, async () => {
      await setViewport({ width, height: 780 })
      const room = createFakeRoom(speaking)
      const element = await fixture<SanctuaryRoom>(html`<sanctuary-room .joined=${room}></sanctuary-room>`)
      await customElements.whenDefined('live-room')
      await drawn(element)
      if (width < 400) await press(find(element, 'Voice', '[role=tab]'), element)
      const stop = async (audio: { disguise: 'failed' | 'locked'; microphone: typeof disguiseFailed | typeof interrupted }) => {
        room.audio.$disguise.set({ phase: audio.disguise })
        room.audio.$microphone.set(audio.microphone)
        await drawn(element)
        room.audio.$disguise.set({ phase: 'locked' })
        room.audio.$microphone.set({ state: 'on' })
        await drawn(element)
      }
      await stop({ disguise: 'failed', microphone: disguiseFailed })
      await stop({ disguise: 'locked', microphone: interrupted })
      await stop({ disguise: 'failed', microphone: disguiseFailed })
      room.hosts.$notices.set([{ kind: 'muted', at }])
      room.audio.$microphone.set({ state: 'silenced' })
      await drawn(element)
      const said = announced(element).filter((sentence) => sentence !== 'Your microphone is on')
      expect(said.map((sentence) => sentence.split(/[:.]/)[0]).sort()).to.deep.equal([
        'A host muted you',
        'Your voice is off',
        'Your voice is off',
        'Your voice is off',
      ])
    })
  }
})
