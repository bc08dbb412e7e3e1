import { expect } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { type FakeRoomOverrides, sampleMe, sampleNow, sampleSettings } from '@sanctuary/sdk-core/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
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
