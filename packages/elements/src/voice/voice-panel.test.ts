import { expect } from '@open-wc/testing'
import type { Disguise, MicrophoneCheck, MicrophoneDevice } from '@sanctuary/sdk-core'
import { sampleMe } from '@sanctuary/sdk-core/testing'
import { sendKeys } from '@web/test-runner-commands'
import { atom } from 'nanostores'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, expectFocus, find, names, plain, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './voice-panel.ts'

const meter = (element: Element, name: string) => find(element, name, '[role=meter]').ariaValueNow

function fakeCheck() {
  const heard: boolean[] = []
  const check: MicrophoneCheck = {
    $level: atom(0.5),
    $disguise: atom<Disguise>({ phase: 'gated' }),
    $devices: atom<readonly MicrophoneDevice[]>([]),
    setDevice: async () => {},
    hear: (on) => void heard.push(on),
    close: () => {},
  }
  return { check, heard }
}

describe('<voice-panel>', () => {
  it('says where the disguise stands, and that nothing is sent before it is ready', async () => {
    const { element, room } = await show('voice-panel')
    expect(textOf(element, '.seal')).to.equal('Veil ready')
    expect(plain(element.shadowRoot?.textContent)).to.contain('Nothing is sent before that.')
    room.audio.$disguise.set({ phase: 'locked' })
    await drawn(element)
    expect(textOf(element, '.seal')).to.equal('Veil on')
    expect(plain(element.shadowRoot?.textContent)).to.contain('Others hear the disguised voice.')
  })

  it('offers a way on when the disguise stopped, and none to the natural voice', async () => {
    const { element, calls } = await show('voice-panel', { audio: { $disguise: { phase: 'failed' } } })
    expect(textOf(element, '.failed')).to.contain('Nobody heard your own voice.')
    await press(find(element, 'Try again'), element)
    expect(calls()).to.deep.equal(['audio.retry []'])
    expect(names(element).join()).not.to.match(/off|undisguised|own voice/i)
  })

  it('wears a costume and goes back to a veil, each freshly drawn', async () => {
    const { element, room } = await show('voice-panel')
    expect(names(element, '[role=radio]')).to.have.length(2)
    await press(find(element, 'Costume', '[role=radio]'), element)
    expect(find(element, 'River', '[role=radio]').ariaChecked).to.equal('true')
    await press(find(element, 'George', '[role=radio]'), element)
    expect(find(element, 'River', '[role=radio]').ariaChecked).to.equal('false')
    await press(find(element, 'Veil', '[role=radio]'), element)
    const voices = room.calls.map(({ given }) => given[0] as { pitchHz: number; flatten: number })
    expect(room.calls.map(({ action }) => action)).to.deep.equal(['audio.setVoice', 'audio.setVoice', 'audio.setVoice'])
    expect(voices[1]?.pitchHz).to.be.within(90, 110)
    expect(voices[2]?.flatten).to.equal(1)
  })

  it('chooses with arrows, as in any group of radios, with one tab stop each', async () => {
    const { element } = await show('voice-panel')
    find(element, 'Veil', '[role=radio]').focus()
    await sendKeys({ press: 'ArrowRight' })
    await drawn(element)
    expectFocus(find(element, 'Costume', '[role=radio]'))
    expect(find(element, 'Costume', '[role=radio]').ariaChecked).to.equal('true')
    await sendKeys({ press: 'Tab' })
    expectFocus(find(element, 'River', '[role=radio]'))
    await sendKeys({ press: 'ArrowLeft' })
    await drawn(element)
    expectFocus(find(element, 'Callum', '[role=radio]'))
    await sendKeys({ press: 'Tab' })
    expect(element.matches(':focus-within')).to.equal(false)
  })

  it('remembers the choice when it is opened again', async () => {
    const { element, room } = await show('voice-panel')
    await press(find(element, 'Costume', '[role=radio]'), element)
    const again = document.createElement('voice-panel')
    again.room = room
    element.after(again)
    await drawn(again)
    expect(find(again, 'River', '[role=radio]').ariaChecked).to.equal('true')
    again.remove()
  })

  it('measures what others hear', async () => {
    const { element, room } = await show('voice-panel')
    expect(meter(element, 'What others hear')).to.equal('0')
    room.audio.$levels.set(new Map([[sampleMe, 0.5]]))
    await drawn(element)
    expect(meter(element, 'What others hear')).to.equal('50')
  })

  it('tells a listener that nobody hears them, and always what a disguise does not do', async () => {
    const { element, room } = await show('voice-panel', { participants: withMe({ role: 'listener' }) })
    expect(plain(element.shadowRoot?.textContent)).to.contain('Nobody hears you.')
    expect(names(element)).to.deep.equal([])
    for (const role of ['listener', 'speaker'] as const) {
      room.participants.$people.set([...withMe({ role }).$people])
      await drawn(element)
      expect(textOf(element, '[part=note]')).to.contain('harder to recognise, not anonymous')
    }
  })

  it('lets one hear oneself before joining, and falls silent when it is taken away', async () => {
    const { element } = await show('voice-panel')
    const { check, heard } = fakeCheck()
    element.check = check
    await drawn(element)
    expect(meter(element, 'Your microphone')).to.equal('50')
    await press(find(element, 'Hear yourself'), element)
    expect(find(element, 'Hear yourself').ariaPressed).to.equal('true')
    element.remove()
    expect(heard).to.deep.equal([true, false])
  })

  it('is accessible in every state', async () => {
    const { element, room } = await show('voice-panel')
    await expectAccessible(element)
    await press(find(element, 'Costume', '[role=radio]'), element)
    await expectAccessible(element)
    room.audio.$disguise.set({ phase: 'failed' })
    await drawn(element)
    await expectAccessible(element)
    room.participants.$people.set([...withMe({ role: 'listener' }).$people])
    await drawn(element)
    await expectAccessible(element)
    element.check = fakeCheck().check
    await drawn(element)
    await expectAccessible(element)
  })
})
