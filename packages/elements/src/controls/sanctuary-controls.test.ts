import { expect } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { type FakeRoomOverrides, sampleMe, sampleNow, sampleSettings } from '@sanctuary/sdk-core/testing'
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, expectFocus, find, maybe, names, plain, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './sanctuary-controls.ts'

const live: FakeRoomOverrides = { audio: { $sound: { state: 'live' } } }
const speaking: FakeRoomOverrides = { audio: { $sound: { state: 'live' }, $microphone: { state: 'on' }, $disguise: { phase: 'locked' } } }
const as = (role: 'listener' | 'speaker' | 'moderator' | 'host', audio: FakeRoomOverrides['audio'] = live.audio): FakeRoomOverrides => ({
  participants: withMe({ role }),
  audio,
})
const more = async (element: HTMLElement) => {
  await press(find(element, 'More'), element)
  return names(element, '.item')
}

describe('<sanctuary-controls>', () => {
  beforeEach(() => setViewport({ width: 900, height: 600 }))

  it('switches the microphone, and shows it only when it is', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await press(find(element, 'Microphone is off. Unmute'), element)
    expect(calls()).to.deep.equal(['audio.unmute []'])
    expect(find(element, 'Microphone is off').ariaPressed).to.equal('false')
    room.audio.$microphone.set({ state: 'on' })
    await drawn(element)
    expect(find(element, 'Microphone is on. Mute').ariaPressed).to.equal('true')
    await press(find(element, 'Microphone is on. Mute'), element)
    expect(calls()).to.deep.equal(['audio.unmute []', 'audio.mute []'])
  })

  it('announces that the microphone went on or off, each change once', async () => {
    const { element, room } = await show('sanctuary-controls', live)
    room.audio.$microphone.set({ state: 'starting' })
    await drawn(element)
    room.audio.$microphone.set({ state: 'on' })
    await drawn(element)
    room.audio.$microphone.set({ state: 'on', deviceId: 'b' })
    await drawn(element)
    room.audio.$microphone.set({ state: 'off' })
    await drawn(element)
    expect(announced(element)).to.deep.equal(['Your microphone is on', 'Your microphone is off'])
  })

  it('wears the seal of the disguise for those who may speak', async () => {
    const { element, room } = await show('sanctuary-controls', live)
    expect(maybe(element, 'Veil ready. Open your voice')).to.exist
    room.audio.$disguise.set({ phase: 'locked' })
    await drawn(element)
    expect(maybe(element, 'Veil on. Open your voice')).to.exist
    room.audio.$disguise.set({ phase: 'failed' })
    await drawn(element)
    expect(maybe(element, 'Voice off. Open your voice')).to.exist
    room.participants.$people.set([...withMe({ role: 'listener' }).$people])
    await drawn(element)
    expect(names(element)).to.deep.equal(['You are listening. Raise your hand to speak', 'Hand', 'More', 'Leave'])
  })

  it('raises and lowers the hand, with the place the server gave', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await press(find(element, 'Hand'), element)
    room.hands.$queue.set([{ participant: sampleMe, since: new Date(sampleNow).toISOString() }])
    await drawn(element)
    expect(find(element, 'Hand').ariaPressed).to.equal('true')
    expect(plain(find(element, 'Hand').textContent)).to.contain('1 in the queue')
    await press(find(element, 'Hand'), element)
    expect(calls()).to.deep.equal(['hands.raise []', 'hands.lower []'])
  })

  it('is one tab stop that arrows walk, mirrored in right-to-left text', async () => {
    const { element } = await show('sanctuary-controls', live)
    await sendKeys({ press: 'Tab' })
    expectFocus(find(element, 'Microphone is off'))
    await sendKeys({ press: 'ArrowRight' })
    expectFocus(find(element, 'Veil ready'))
    element.dir = 'rtl'
    await sendKeys({ press: 'ArrowLeft' })
    expectFocus(find(element, 'Hand'))
    await sendKeys({ press: 'End' })
    expectFocus(find(element, 'Leave'))
    await sendKeys({ press: 'Tab' })
    expect(element.matches(':focus-within')).to.equal(false)
  })

  it('takes M to switch and Space to speak while held, anywhere on the page but in a field or on a button', async () => {
    const { element, calls } = await show('sanctuary-controls', speaking)
    const field = document.createElement('input')
    element.after(field)
    await sendKeys({ press: 'm' })
    await sendKeys({ down: 'Space' })
    await sendKeys({ up: 'Space' })
    expect(calls()).to.deep.equal(['audio.mute []', 'audio.pushToTalk [true]', 'audio.pushToTalk [false]'])
    field.focus()
    await sendKeys({ type: 'm m' })
    find(element, 'Hand').focus()
    await sendKeys({ press: 'Space' })
    expect(calls().slice(3)).to.deep.equal(['hands.raise []'])
    field.remove()
  })

  it('stops speaking when the window loses the keyboard', async () => {
    const { calls } = await show('sanctuary-controls', speaking)
    await sendKeys({ down: 'Space' })
    globalThis.dispatchEvent(new Event('blur'))
    await sendKeys({ up: 'Space' })
    expect(calls()).to.deep.equal(['audio.pushToTalk [true]', 'audio.pushToTalk [false]'])
  })

  it('leaves the keys to the page when asked to, and to listeners', async () => {
    const { element, calls } = await show('sanctuary-controls', speaking)
    await more(element)
    expect(find(element, 'Keys M and Space', '.item').ariaChecked).to.equal('true')
    await press(find(element, 'Keys M and Space', '.item'), element)
    await sendKeys({ press: 'm' })
    expect(calls()).to.deep.equal([])
    const listener = await show('sanctuary-controls', as('listener'))
    await sendKeys({ press: 'm' })
    expect(listener.calls()).to.deep.equal([])
  })

  it('offers each role what it may do, and nothing else', async () => {
    const { element, room } = await show('sanctuary-controls', as('listener'))
    expect(await more(element)).to.deep.equal(['Ask a host', 'I have a host key…'])
    room.participants.$people.set([...withMe({ role: 'speaker' }).$people])
    await drawn(element)
    expect(names(element, '.item')).to.deep.equal(['Microphone and sound…', 'Keys M and Space', 'Ask a host', 'I have a host key…'])
    room.participants.$people.set([...withMe({ role: 'moderator' }).$people])
    await drawn(element)
    expect(names(element, '.item')).to.deep.equal([
      'Microphone and sound…',
      'Keys M and Space',
      'I have a host key…',
      'Lock the room',
      'Mute everyone',
      'Lower all hands',
    ])
    room.participants.$people.set([...withMe({ role: 'host' }).$people])
    await drawn(element)
    expect(names(element, '.item')).to.deep.equal([
      'Microphone and sound…',
      'Keys M and Space',
      'Lock the room',
      'Mute everyone',
      'Lower all hands',
      'Own voices allowed',
      'Show a new host key…',
      'End for everyone…',
    ])
  })

  it('locks and unlocks, mutes everyone and lowers all hands', async () => {
    const { element, room, calls } = await show('sanctuary-controls', as('host'))
    for (const name of ['Lock the room', 'Mute everyone', 'Lower all hands']) {
      await more(element)
      await press(find(element, name, '.item'), element)
    }
    room.$settings.set({ ...sampleSettings, locked: true })
    await more(element)
    expect(find(element, 'Lock the room', '.item').ariaChecked).to.equal('true')
    await press(find(element, 'Lock the room', '.item'), element)
    expect(calls()).to.deep.equal(['settings.lock [true]', 'hosts.muteAll [{}]', 'hands.lowerAll []', 'settings.lock [false]'])
  })

  it('makes a new host key only after a word of warning, and shows it this once', async () => {
    const { element, calls } = await show('sanctuary-controls', as('host'))
    await more(element)
    await press(find(element, 'Show a new host key', '.item'), element)
    expect(calls()).to.deep.equal([])
    await press(find(element, 'Make a new key'), element)
    expect((find(element, 'Host key', 'input') as HTMLInputElement).value).to.equal('K7QF-9M2X-04TB-WZ8N-5RHC')
    await press(find(element, 'Done'), element)
    await more(element)
    await press(find(element, 'Show a new host key', '.item'), element)
    expect(maybe(element, 'Host key', 'input')).to.equal(undefined)
  })

  it('lets somebody with a host key become host, and says what is wrong with a wrong one', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await more(element)
    await press(find(element, 'I have a host key', '.item'), element)
    room.refuseNext('hosts.takeBack', new SanctuaryError('HOST_KEY_WRONG'))
    ;(find(element, 'Host key', 'input') as HTMLInputElement).value = ' K7QF '
    await press(find(element, 'Become host'), element)
    expect(textOf(element, 'dialog')).to.contain('This host key does not open this room.')
    await press(find(element, 'Become host'), element)
    expect(calls()).to.deep.equal(['hosts.takeBack [{"hostKey":"K7QF"}]', 'hosts.takeBack [{"hostKey":"K7QF"}]'])
    expect(maybe(element, 'Become host')).to.equal(undefined)
  })

  it('asks a host quietly', async () => {
    const { element, calls } = await show('sanctuary-controls', live)
    await more(element)
    await press(find(element, 'Ask a host', '.item'), element)
    ;(find(element, 'What is it about?') as HTMLTextAreaElement).value = 'I feel watched'
    await press(find(element, 'Ask'), element)
    expect(calls()).to.deep.equal(['hosts.ask [{"note":"I feel watched"}]'])
  })

  it('chooses the microphone, once the browser names them', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await more(element)
    await press(find(element, 'Microphone and sound…', '.item'), element)
    expect(textOf(element, 'dialog')).to.contain('Your browser names microphones once')
    await press(find(element, 'Close'), element)
    room.audio.$devices.set([{ deviceId: 'b', label: 'Headset' }])
    await more(element)
    await press(find(element, 'Microphone and sound…', '.item'), element)
    const choice = find(element, 'Speak through') as HTMLSelectElement
    choice.value = 'b'
    choice.dispatchEvent(new Event('change'))
    await drawn(element)
    expect(calls()).to.deep.equal(['audio.setDevice ["b"]'])
  })

  it('chooses where the room is heard, and goes back to what was when that cannot be had', async () => {
    const { element, room, calls } = await show('sanctuary-controls', live)
    await more(element)
    await press(find(element, 'Microphone and sound…', '.item'), element)
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
    room.refuseNext('audio.setOutput', new SanctuaryError('INTERNAL'))
    await choose('y')
    expect(choice.value).to.equal('x')
    expect(calls()).to.deep.equal(['audio.setOutput ["x"]', 'audio.setOutput ["y"]'])
  })

  it('switches noise suppression and automatic silence', async () => {
    const { element, calls } = await show('sanctuary-controls', {
      audio: { ...live.audio, $preferences: { noiseSuppression: true, autoSilence: false } },
    })
    await more(element)
    await press(find(element, 'Microphone and sound…', '.item'), element)
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
      await more(element)
      await press(find(element, 'Microphone and sound…', '.item'), element)
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
    await more(element)
    await press(find(element, 'Microphone and sound…', '.item'), element)
    await press(find(element, 'Hold the microphone button to talk'), element)
    await press(find(element, 'Close'), element)
    const { x, y, width, height } = find(element, 'Microphone is off. Hold to talk').getBoundingClientRect()
    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] })
    await sendMouse({ type: 'down' })
    room.audio.$microphone.set({ state: 'on' })
    await drawn(element)
    expect(maybe(element, 'Microphone is on. Let go to mute')).to.exist
    expect(calls()).to.deep.equal(['audio.pushToTalk [true]'])
    await sendMouse({ type: 'up' })
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

  it('lets a host keep every voice disguised, and allow own voices again', async () => {
    const { element, room, calls } = await show('sanctuary-controls', as('host'))
    await more(element)
    expect(find(element, 'Own voices allowed', '.item').ariaChecked).to.equal('true')
    await press(find(element, 'Own voices allowed', '.item'), element)
    room.$settings.set({ ...sampleSettings, undisguised: 'never' })
    await more(element)
    expect(find(element, 'Own voices allowed', '.item').ariaChecked).to.equal('false')
    await press(find(element, 'Own voices allowed', '.item'), element)
    expect(calls()).to.deep.equal(['settings.update [{"undisguised":"never"}]', 'settings.update [{"undisguised":"with-consent"}]'])
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
    expect(announced(element)).to.deep.equal(['You speak with your own voice now', 'Your disguise is back on'])
  })

  it('asks before leaving, offers to be forgotten, and tells the page', async () => {
    const { element, calls } = await show('sanctuary-controls', live)
    const left: boolean[] = []
    element.addEventListener('sanctuary-room-leave', (event) => left.push(event.detail.forget))
    await press(find(element, 'Leave'), element)
    await press(find(element, 'Stay'), element)
    await press(find(element, 'Leave'), element)
    await press(find(element, 'Leave and be forgotten'), element)
    expect(calls()).to.deep.equal(['leave [{"forget":true}]'])
    expect(left).to.deep.equal([true])
  })

  it('lets a host end the room after asking', async () => {
    const { element, calls } = await show('sanctuary-controls', as('host'))
    await more(element)
    await press(find(element, 'End for everyone…', '.item'), element)
    expect(calls()).to.deep.equal([])
    await press(find(element, 'End for everyone'), element)
    expect(calls()).to.deep.equal(['settings.end []'])
  })

  it('shows the voice in a dialog unless the page shows it itself', async () => {
    const { element } = await show('sanctuary-controls', live)
    const prevent = (event: Event) => event.preventDefault()
    element.addEventListener('sanctuary-voice-open', prevent)
    await press(find(element, 'Voice'), element)
    expect(element.shadowRoot?.querySelector('voice-panel')).to.equal(null)
    element.removeEventListener('sanctuary-voice-open', prevent)
    await press(find(element, 'Voice'), element)
    await customElements.whenDefined('voice-panel')
    await drawn(element)
    expect(element.shadowRoot?.querySelector('voice-panel')).to.exist
  })

  it('moves "Voice" into the menu where there is no room for it', async () => {
    await setViewport({ width: 360, height: 700 })
    const { element } = await show('sanctuary-controls', live)
    expect(maybe(element, 'Voice', '.tool')).to.equal(undefined)
    expect(await more(element)).to.include('Voice')
  })

  it('says what went wrong with the microphone', async () => {
    const { element, room } = await show('sanctuary-controls', live)
    room.refuseNext('audio.unmute', new SanctuaryError('MICROPHONE_ABSENT'))
    await press(find(element, 'Microphone is off'), element)
    expect(textOf(element, '.banner')).to.contain('No microphone was found.')
  })

  for (const [name, overrides] of Object.entries({
    'a speaker': live,
    'a voice that is heard': speaking,
    'a disguise that stopped': { audio: { $sound: { state: 'live' }, $microphone: { state: 'stopped' }, $disguise: { phase: 'failed' } } },
    'a listener': as('listener'),
    'a muted person': { ...live, participants: withMe({ silenced: true }) },
    'sound held back': { audio: { $sound: { state: 'blocked' } } },
    'no sound': { modules: ['chat'] },
  } satisfies Record<string, FakeRoomOverrides>)) {
    it(`is accessible with ${name}`, async () => {
      const { element } = await show('sanctuary-controls', overrides)
      await expectAccessible(element)
    })
  }

  it('is accessible with its menu and each of its dialogs', async () => {
    const { element } = await show('sanctuary-controls', as('host'))
    await more(element)
    await expectAccessible(element)
    for (const name of ['Microphone and sound…', 'Show a new host key…', 'End for everyone…']) {
      await press(find(element, name, '.item'), element)
      await expectAccessible(element)
      await press(find(element, name === 'Microphone and sound…' ? 'Close' : 'Cancel'), element)
      await more(element)
    }
  })
})
