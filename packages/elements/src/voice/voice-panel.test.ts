import { expect, nextFrame } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { sampleMe, sampleSettings } from '@sanctuary/sdk-core/testing'
import { defaultSliders } from '@sanctuary/sdk-core/voices'
import { sendKeys } from '@web/test-runner-commands'
import { announced, drawn, expectFocus, find, maybe, names, plain, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import { createFakeCheck } from './testing/fake-check.ts'
import './voice-panel.ts'

const meter = (element: Element, name: string) => find(element, name, '[role=meter]').ariaValueNow
const radio = (element: Element, name: string) => find(element, name, '[role=radio]')
const sentence = 'I want to speak with my own voice in this room. I know that people may recognise me.'
const never = { ...sampleSettings, undisguised: 'never' } as const

/** The panel in a room whose sound wears what it is told to. */
async function wearing(overrides: Parameters<typeof show>[1] = {}) {
  const shown = await show('voice-panel', overrides)
  const { audio } = shown.room
  const { setVoice } = audio
  audio.setVoice = (choice) => {
    setVoice(choice)
    audio.$voice.set(choice)
  }
  return shown
}

describe('<voice-panel>', () => {
  it('says where the disguise stands, and that nothing is sent before it is ready', async () => {
    const { element, room } = await show('voice-panel')
    expect(textOf(element, '.seal')).to.equal('Veil ready')
    expect(plain(element.shadowRoot?.textContent)).to.contain('Nothing is sent before that.')
    room.audio.$disguise.set({ phase: 'locked', simplified: true })
    await drawn(element)
    expect(textOf(element, '.seal')).to.equal('Simpler disguise')
    expect(textOf(element, '.simplified')).to.contain('You are easier to recognise now.')
    room.audio.$disguise.set({ phase: 'locked' })
    await drawn(element)
    expect(textOf(element, '.seal')).to.equal('Veil on')
    expect(plain(element.shadowRoot?.textContent)).to.contain('Others hear the disguised voice.')
  })

  it('brings the whole disguise back after a simpler one', async () => {
    const { element, calls } = await show('voice-panel', { audio: { $disguise: { phase: 'locked', simplified: true } } })
    await press(find(element, 'Use the whole disguise'), element)
    expect(calls()).to.deep.equal(['audio.retry []'])
  })

  it('shows each state to styles', async () => {
    const { element, room } = await show('voice-panel')
    const shows = async (...states: string[]) => {
      await drawn(element)
      const all = ['loading', 'ready', 'locked', 'gated', 'failed', 'off-consent', 'locked-by-host', 'simplified']
      expect(all.filter((state) => element.matches(`:state(${state})`))).to.deep.equal(states)
    }
    await shows('ready')
    room.audio.$disguise.set({ phase: 'starting' })
    await shows('loading')
    room.audio.$disguise.set({ phase: 'gated' })
    await shows('ready')
    room.audio.$disguise.set({ phase: 'gated', reason: 'overload' })
    await shows('gated')
    room.audio.$disguise.set({ phase: 'failed' })
    await shows('failed')
    room.audio.$disguise.set({ phase: 'locked', simplified: true })
    await shows('locked', 'simplified')
    room.audio.$disguise.set({ phase: 'locked' })
    room.$settings.set(never)
    await shows('locked', 'locked-by-host')
    room.$settings.set(sampleSettings)
    room.audio.$voice.set({ mode: 'off' })
    await shows('off-consent')
  })

  it('offers ways on when the disguise stopped, and the natural voice only through a question', async () => {
    const { element, room, calls } = await show('voice-panel', { audio: { $disguise: { phase: 'failed' } } })
    expect(textOf(element, '.failed')).to.contain('Your own voice was not sent instead.')
    await press(find(element, 'Try again'), element)
    let opened = 0
    element.addEventListener('sanctuary-chat-open', () => (opened += 1))
    await press(find(element, 'Write instead'), element)
    expect(opened).to.equal(1)
    await press(find(element, 'Speak undisguised in this room'), element)
    expect(calls()).to.deep.equal(['audio.retry []'])
    expect(textOf(element, 'dialog')).to.contain('People may recognise you.')
    room.$settings.set(never)
    await drawn(element)
    expect(names(element, '.failed button')).to.deep.equal(['Try again', 'Write instead'])
    expect(maybe(element, 'Keep the disguise')).to.equal(undefined)
  })

  it('says why a disguise is paused', async () => {
    const { element } = await show('voice-panel', { audio: { $disguise: { phase: 'gated', reason: 'overload' } } })
    expect(textOf(element, '.seal')).to.equal('Voice off')
    expect(textOf(element, '.failed')).to.contain('This device is too busy.')
  })

  it('offers four modes, and eight costumes with the last', async () => {
    const { element, calls } = await wearing()
    expect(names(element, '[role=radio] > b')).to.deep.equal(['Veil', 'Strong veil', 'Costume', 'Off'])
    await press(radio(element, 'Strong veil'), element)
    await press(radio(element, 'Costume'), element)
    expect(names(element, '.voices > [role=radio]')).to.have.length(8)
    expect(radio(element, 'River').ariaChecked).to.equal('true')
    await press(radio(element, 'George'), element)
    await press(radio(element, 'Veil'), element)
    await press(radio(element, 'Costume'), element)
    expect(calls()).to.deep.equal([
      'audio.setVoice [{"mode":"strong-veil"}]',
      'audio.setVoice [{"mode":"costume","name":"River"}]',
      'audio.setVoice [{"mode":"costume","name":"George"}]',
      'audio.setVoice [{"mode":"veil"}]',
      'audio.setVoice [{"mode":"costume","name":"George"}]',
    ])
  })

  it('chooses with arrows, as in any group of radios, but asks for one’s own voice only when pressed', async () => {
    const { element, calls } = await wearing()
    radio(element, 'Veil').focus()
    await sendKeys({ press: 'ArrowRight' })
    await drawn(element)
    await sendKeys({ press: 'ArrowRight' })
    await drawn(element)
    expectFocus(radio(element, 'Costume'))
    expect(radio(element, 'Costume').ariaChecked).to.equal('true')
    await sendKeys({ press: 'Tab' })
    expectFocus(radio(element, 'River'))
    await sendKeys({ press: 'ArrowLeft' })
    await drawn(element)
    expectFocus(radio(element, 'Callum'))
    await sendKeys({ press: 'Tab' })
    expectFocus(find(element, 'Reset'))
    radio(element, 'Veil').focus()
    await sendKeys({ press: 'ArrowLeft' })
    await drawn(element)
    expectFocus(radio(element, 'Off'))
    expect(maybe(element, 'Keep the disguise')).to.equal(undefined)
    await sendKeys({ press: 'Space' })
    await drawn(element)
    expectFocus(find(element, sentence, 'input'))
    await sendKeys({ press: 'Escape' })
    await drawn(element)
    expectFocus(radio(element, 'Off'))
    expect(calls().some((call) => call.startsWith('audio.speakUndisguised'))).to.equal(false)
  })

  it('tunes a costume live: once a frame, 0 as 0, the others untouched, and back as it was', async () => {
    const { element, room, calls } = await wearing({ audio: { $voice: { mode: 'costume', name: 'River' } } })
    const slider = find(element, 'Style', 'input') as HTMLInputElement
    expect(slider.value).to.equal('33')
    expect(slider.getAttribute('aria-valuetext')).to.equal('33%')
    for (const value of ['20', '10', '0']) {
      slider.value = value
      slider.dispatchEvent(new InputEvent('input'))
    }
    await element.updateComplete
    expect(slider.value).to.equal('0')
    await nextFrame()
    await nextFrame()
    const moved = { mode: 'costume', name: 'River', sliders: { ...defaultSliders('River'), style: 0 } }
    expect(room.calls.map(({ given }) => given[0])).to.deep.equal([moved])
    slider.dispatchEvent(new Event('change'))
    await drawn(element)
    expect(slider.value).to.equal('0')
    expect(plain(slider.getAttribute('aria-valuetext'))).to.equal('0%, steady')
    expect(calls()).to.have.length(1)
    await press(find(element, 'Reset'), element)
    expect(calls()[1]).to.equal('audio.setVoice [{"mode":"costume","name":"River"}]')
    expect(slider.value).to.equal('33')
    expect(announced(element)).to.deep.equal(['Fine tuning is as it was'])
  })

  it('lets go of a slider at once, also before the next frame', async () => {
    const { element, room } = await wearing({ audio: { $voice: { mode: 'costume', name: 'Aria' } } })
    find(element, 'Boost', 'input').focus()
    await sendKeys({ press: 'ArrowRight' })
    await drawn(element)
    expect(room.audio.$voice.get()).to.have.nested.property('sliders.boost', 0.01)
    await sendKeys({ press: 'Home' })
    await drawn(element)
    expect(room.audio.$voice.get()).to.have.nested.property('sliders.boost', 0)
  })

  it('does not move a slider that is held when the voice changes otherwise', async () => {
    const { element, room } = await wearing({ audio: { $voice: { mode: 'costume', name: 'River' } } })
    const slider = find(element, 'Boost', 'input') as HTMLInputElement
    slider.value = '60'
    slider.dispatchEvent(new InputEvent('input'))
    room.audio.$voice.set({ mode: 'costume', name: 'River', sliders: { boost: 0.1 } })
    await drawn(element)
    expect(slider.value).to.equal('60')
  })

  it('remembers how each costume was tuned', async () => {
    const tuned = { stability: 0, similarity: 0.5, style: 1, boost: 0.2 }
    const { element, calls } = await wearing({ audio: { $voice: { mode: 'costume', name: 'River', sliders: tuned } } })
    await press(radio(element, 'Aria'), element)
    await press(radio(element, 'River'), element)
    expect(calls()[1]).to.equal(`audio.setVoice [${JSON.stringify({ mode: 'costume', name: 'River', sliders: tuned })}]`)
  })

  it('lets one hear oneself live or in a loop, one at a time, and falls silent when it is taken away', async () => {
    const { element, room, calls } = await show('voice-panel')
    await press(find(element, 'Hear yourself'), element)
    room.audio.$hearingMyself.set('live')
    await drawn(element)
    expect(find(element, 'Hear yourself').ariaPressed).to.equal('true')
    await press(find(element, 'Play the last 5 seconds'), element)
    room.audio.$hearingMyself.set('loop')
    await drawn(element)
    expect(find(element, 'Hear yourself').ariaPressed).to.equal('false')
    await press(find(element, 'Play the last 5 seconds'), element)
    expect(calls()).to.deep.equal(['audio.hearMyself ["live"]', 'audio.hearMyself ["loop"]', 'audio.hearMyself ["off"]'])
    element.remove()
    expect(calls().at(-1)).to.equal('audio.hearMyself ["off"]')
    expect(calls()).to.have.length(4)
  })

  it('says beside the switches why one cannot be heard', async () => {
    const { element, room } = await show('voice-panel')
    room.refuseNext('audio.hearMyself', new SanctuaryError('MICROPHONE_BLOCKED'))
    await press(find(element, 'Hear yourself'), element)
    expect(textOf(element, '[part=hear] .banner')).to.contain('Your browser blocks the microphone.')
  })

  it('measures the microphone, and apart from it what others hear', async () => {
    const { element, room } = await show('voice-panel')
    const both = () => ['Your microphone', 'What others hear'].map((name) => meter(element, name))
    expect(both()).to.deep.equal(['0', '0'])
    room.audio.$level.set(0.75)
    await drawn(element)
    expect(both()).to.deep.equal(['75', '0'])
    room.audio.$levels.set(new Map([[sampleMe, 0.5]]))
    await drawn(element)
    expect(both()).to.deep.equal(['75', '50'])
  })

  it('tells a listener that nobody hears them, and always what a disguise does not do', async () => {
    const { element, room } = await show('voice-panel', { participants: withMe({ role: 'listener' }) })
    expect(plain(element.shadowRoot?.textContent)).to.contain('Nobody hears you.')
    expect(names(element)).to.deep.equal([])
    for (const role of ['listener', 'speaker'] as const) {
      room.participants.$people.set([...withMe({ role }).$people])
      await drawn(element)
      expect(textOf(element, '[part=note]')).to.contain('harder to recognise, not anonymous')
      expect(maybe(element, 'What it protects', 'a')).to.equal(undefined)
    }
    element.guideUrl = '/voice'
    await drawn(element)
    expect(find(element, 'What it protects', 'a').getAttribute('href')).to.equal('/voice')
  })

  it('chooses and hears before joining, where there is no room yet that could allow one’s own voice', async () => {
    const { element } = await show('voice-panel')
    const fake = createFakeCheck()
    fake.$level.set(0.5)
    element.check = fake.check
    await drawn(element)
    expect(meter(element, 'Your microphone')).to.equal('50')
    expect(names(element, '[role=meter]')).to.deep.equal(['Your microphone'])
    expect(names(element, '.modes b')).to.deep.equal(['Veil', 'Strong veil', 'Costume'])
    await press(radio(element, 'Strong veil'), element)
    await press(find(element, 'Hear yourself'), element)
    expect(find(element, 'Hear yourself').ariaPressed).to.equal('true')
    element.remove()
    expect(fake.calls).to.deep.equal(['voice {"mode":"strong-veil"}', 'hear live', 'hear off'])
  })
})
