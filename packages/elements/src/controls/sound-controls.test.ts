import { expect } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import type { FakeRoomOverrides } from '@sanctuary/sdk-core/testing'
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, find, maybe, plain, press, textOf } from '../testing/find.ts'
import { show } from '../testing/show.ts'
import './sanctuary-controls.ts'

const live: FakeRoomOverrides = { audio: { $sound: { state: 'live' } } }

async function openSound(element: HTMLElement): Promise<void> {
  await press(find(element, 'More'), element)
  await press(find(element, 'Microphone and sound…', '.item'), element)
}

describe('one’s own sound in <sanctuary-controls>', () => {
  beforeEach(() => setViewport({ width: 900, height: 600 }))

  it('chooses the microphone, once the browser names them', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await openSound(element)
    expect(textOf(element, 'dialog')).to.contain('Your browser names microphones once')
    await press(find(element, 'Close'), element)
    room.audio.$devices.set([{ deviceId: 'b', label: 'Headset' }])
    await openSound(element)
    const choice = find(element, 'Speak through') as HTMLSelectElement
    choice.value = 'b'
    choice.dispatchEvent(new Event('change'))
    await drawn(element)
    expect(calls()).to.deep.equal(['audio.setDevice ["b"]'])
  })

  it('chooses where the room is heard, and goes back to what was when that cannot be had', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await openSound(element)
    expect(maybe(element, 'Hear through')).to.equal(undefined)
    room.audio.$outputs.set([
      { deviceId: 'x', label: 'Headphones' },
      { deviceId: 'y', label: '' },
    ])
    await drawn(element)
    const choice = find(element, 'Hear through') as HTMLSelectElement
    expect([...choice.options].map(({ text }) => plain(text))).to.deep.equal(['The system’s choice', 'Headphones', 'Device 2'])
    const choose = async (value: string) => {
      choice.value = value
      choice.dispatchEvent(new Event('change'))
      await drawn(element)
    }
    await choose('x')
    room.audio.$output.set('x')
    await drawn(element)
    room.refuseNext('audio.setOutput', new SanctuaryError('INTERNAL'))
    await choose('y')
    expect(choice.value).to.equal('x')
    expect(calls()).to.deep.equal(['audio.setOutput ["x"]', 'audio.setOutput ["y"]'])
  })

  it('shows where the room is heard: as it was chosen on an earlier visit, and elsewhere once that is gone', async () => {
    const { element, room } = await show('sanctuary-controls', {
      audio: { ...live.audio, $outputs: [{ deviceId: 'x', label: 'Headphones' }], $output: 'x' },
    })
    await openSound(element)
    const shown = () => plain((find(element, 'Hear through') as HTMLSelectElement).selectedOptions[0]?.text)
    expect(shown()).to.equal('Headphones')
    room.audio.$outputs.set([{ deviceId: 'y', label: 'Speakers' }])
    room.audio.$output.set(undefined)
    await drawn(element)
    expect(shown()).to.equal('The system’s choice')
  })

  it('switches noise suppression and automatic silence', async () => {
    const { element, calls } = await show('sanctuary-controls', {
      audio: { ...live.audio, $preferences: { noiseSuppression: true, autoSilence: false } },
    })
    await openSound(element)
    const [noise, silence] = ['Take away noise', 'Send nothing while I am silent'].map((name) => find(element, name) as HTMLInputElement)
    expect([noise?.checked, silence?.checked]).to.deep.equal([true, false])
    noise?.click()
    await drawn(element)
    silence?.click()
    await drawn(element)
    expect(calls()).to.deep.equal(['audio.setPreferences [{"noiseSuppression":false}]', 'audio.setPreferences [{"autoSilence":true}]'])
  })

  for (const [code, title, what] of [
    ['MICROPHONE_BLOCKED', 'Your browser blocks the microphone', 'allow the microphone, then try again'],
    ['MICROPHONE_NOT_PERMITTED', 'This page may not use the microphone', 'the site owner can add'],
    ['MICROPHONE_BUSY', 'Another program uses the microphone', 'Close it, then try again.'],
    ['MICROPHONE_ABSENT', 'No microphone was found', 'Connect one, then try again.'],
    ['MICROPHONE_INTERRUPTED', 'You were muted: a call or the system took the microphone', 'unmute to go on'],
  ] as const) {
    it(`${code}: says beside the choice of microphones what happened and what to do`, async () => {
      const microphone = { state: 'stopped', reason: new SanctuaryError(code) } as const
      const { element } = await show('sanctuary-controls', { audio: { ...live.audio, $microphone: microphone } })
      await openSound(element)
      expect(textOf(element, 'dialog .notice')).to.contain(title).and.contain(what)
    })
  }

  it('unmutes in one press after an interruption', async () => {
    const { element, calls } = await show('sanctuary-controls', {
      audio: { ...live.audio, $microphone: { state: 'stopped', reason: new SanctuaryError('MICROPHONE_INTERRUPTED') } },
    })
    await press(find(element, 'A call or the system took the microphone. Unmute'), element)
    expect(calls()).to.deep.equal(['audio.unmute []'])
  })

  it('speaks while its button is held, where somebody wants that', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await openSound(element)
    await press(find(element, 'Hold the microphone button to talk'), element)
    expect(calls()).to.deep.equal(['audio.setPreferences [{"holdToTalk":true}]'])
    room.audio.$preferences.set({ noiseSuppression: true, autoSilence: false, holdToTalk: true })
    await press(find(element, 'Close'), element)
    const { x, y, width, height } = find(element, 'Microphone is off. Hold to talk').getBoundingClientRect()
    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] })
    await sendMouse({ type: 'down' })
    room.audio.$microphone.set({ state: 'on' })
    await drawn(element)
    expect(maybe(element, 'Microphone is on. Let go to mute')).to.exist
    expect(calls().slice(1)).to.deep.equal(['audio.pushToTalk [true]'])
    await sendMouse({ type: 'up' })
    expect(calls().slice(1)).to.deep.equal(['audio.pushToTalk [true]', 'audio.pushToTalk [false]'])
  })

  it('is held or not as somebody chose on this device, whatever the page begins with', async () => {
    const preferences = { noiseSuppression: true, autoSilence: false }
    const { element, room } = await show('sanctuary-controls', {
      audio: { ...live.audio, $preferences: { ...preferences, holdToTalk: true } },
    })
    expect(maybe(element, 'Microphone is off. Hold to talk')).to.exist
    await openSound(element)
    const choice = find(element, 'Hold the microphone button to talk') as HTMLInputElement
    expect(choice.checked).to.equal(true)
    element.holdToTalk = true
    room.audio.$preferences.set({ ...preferences, holdToTalk: false })
    await drawn(element)
    expect(choice.checked).to.equal(false)
    await press(find(element, 'Close'), element)
    expect(maybe(element, 'Microphone is off. Hold to talk')).to.equal(undefined)
  })

  it('speaks once while button and Space are both held, and is silent when one of them is let go', async () => {
    const { element, calls } = await show('sanctuary-controls', live)
    element.holdToTalk = true
    await drawn(element)
    const mic = find(element, 'Microphone is off. Hold to talk')
    mic.dispatchEvent(new PointerEvent('pointerdown', { button: 0 }))
    await sendKeys({ down: 'Space' })
    await sendKeys({ up: 'Space' })
    mic.dispatchEvent(new PointerEvent('pointerup'))
    expect(calls()).to.deep.equal(['audio.pushToTalk [true]', 'audio.pushToTalk [false]'])
  })

  it('stops speaking when the finger, the pointer or the window is lost, and still switches by keys', async () => {
    const { element, calls } = await show('sanctuary-controls', live)
    element.holdToTalk = true
    await drawn(element)
    const mic = find(element, 'Microphone is off. Hold to talk')
    for (const lose of [
      () => mic.dispatchEvent(new PointerEvent('pointercancel')),
      () => mic.dispatchEvent(new PointerEvent('lostpointercapture')),
      () => globalThis.dispatchEvent(new Event('blur')),
    ]) {
      mic.dispatchEvent(new PointerEvent('pointerdown', { button: 0 }))
      lose()
    }
    mic.dispatchEvent(new PointerEvent('pointerdown', { button: 2 }))
    const once = ['audio.pushToTalk [true]', 'audio.pushToTalk [false]']
    expect(calls()).to.deep.equal([...once, ...once, ...once])
    mic.focus()
    await sendKeys({ press: 'Enter' })
    expect(calls().at(-1)).to.equal('audio.unmute []')
  })

  it('shows the speaker at any width that no disguise is on, and says when that changes', async () => {
    const { element, room } = await show('sanctuary-controls', live)
    room.audio.$voice.set({ mode: 'off' })
    for (const width of [1100, 600, 360, 320]) {
      await setViewport({ width, height: 600 })
      await drawn(element)
      const seal = find(element, 'Your own voice. Open your voice')
      expect(textOf(element, '.seal'), `${width}`).to.equal('Your own voice')
      expect(seal.scrollWidth, `${width}`).to.be.at.most(seal.clientWidth)
      expect(seal.getBoundingClientRect().right, `${width}`).to.be.at.most(find(element, 'Hand').getBoundingClientRect().left)
    }
    room.audio.$voice.set({ mode: 'veil' })
    await drawn(element)
    expect(announced(element)).to.deep.equal(['You speak with your own voice now', 'You no longer speak with your own voice'])
  })

  it('is accessible: devices, switches and what is wrong with the microphone', async () => {
    const { element } = await show('sanctuary-controls', {
      audio: {
        ...live.audio,
        $devices: [{ deviceId: 'a', label: 'Built-in microphone' }],
        $outputs: [{ deviceId: 'x', label: 'Headphones' }],
        $microphone: { state: 'stopped', reason: new SanctuaryError('MICROPHONE_BUSY') },
      },
    })
    await openSound(element)
    await expectAccessible(element)
  })

  it('is accessible: one’s own voice, an interruption, a button to hold', async () => {
    const { element, room } = await show('sanctuary-controls', { audio: { ...live.audio, $voice: { mode: 'off' } } })
    await expectAccessible(element)
    room.audio.$microphone.set({ state: 'stopped', reason: new SanctuaryError('MICROPHONE_INTERRUPTED') })
    await drawn(element)
    await expectAccessible(element)
    room.audio.$microphone.set({ state: 'off' })
    element.holdToTalk = true
    await drawn(element)
    await expectAccessible(element)
  })
})
