import { expect, oneEvent } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { sampleSettings } from '@sanctuary/sdk-core/testing'
import { announced, drawn, expectFocus, find, maybe, plain, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './voice-panel.ts'

const radio = (element: Element, name: string) => find(element, name, '[role=radio]')
const sentence = 'I want to speak with my own voice in this room. I know that people may recognise me.'
const never = { ...sampleSettings, undisguised: 'never' } as const
const tick = async (element: HTMLElement) => press(find(element, sentence, 'input'), element)

describe('one’s own voice in <voice-panel>', () => {
  it('asks in plain words, and speaks undisguised only after the sentence was ticked', async () => {
    const { element, room, calls } = await show('voice-panel')
    await press(radio(element, 'Off'), element)
    expect(radio(element, 'Off').ariaChecked).to.equal('false')
    expect(textOf(element, 'dialog')).to.contain('Whoever runs this server could hear it too.')
    const act = find(element, 'Speak undisguised')
    expect(act.ariaDisabled).to.equal('true')
    await press(act, element)
    expect(calls()).to.deep.equal([])
    expect(textOf(element, '.problem')).to.equal('Tick the sentence first, if you agree.')
    await tick(element)
    expect(act.ariaDisabled).to.equal(null)
    await press(act, element)
    expect(calls()).to.deep.equal([`audio.speakUndisguised [{"agreedTo":"${sentence}"}]`])
    expect(maybe(element, 'Keep the disguise')).to.equal(undefined)
    expect(radio(element, 'Off').ariaChecked, 'shown only when it is so').to.equal('false')
    room.audio.$voice.set({ mode: 'off' })
    await drawn(element)
    expect(textOf(element, '[part=sign]')).to.contain('You speak with your own voice').and.contain('Only you see this sign.')
    expect(textOf(element, '.seal')).to.equal('Your own voice')
    expect(announced(element)).to.deep.equal(['Tick the sentence first, if you agree.', 'You speak with your own voice now'])
  })

  for (const way of ['Keep the disguise', 'Esc']) {
    it(`puts the disguise first where the dialog is closed before the consent was written down: ${way}`, async () => {
      const { element, room, calls } = await show('voice-panel', { audio: { $voice: { mode: 'costume', name: 'Laura' } } })
      room.audio.speakUndisguised = () => new Promise(() => {})
      await press(radio(element, 'Off'), element)
      await tick(element)
      await press(find(element, 'Speak undisguised'), element)
      expect(calls()).to.deep.equal([])
      const dialog = element.shadowRoot?.querySelector('dialog')
      if (way === 'Esc') dialog?.close()
      else find(element, way).click()
      await oneEvent(dialog as HTMLDialogElement, 'close')
      expect(calls()).to.deep.equal(['audio.speakDisguised []'])
    })
  }

  it('puts the disguise first where the panel is taken away before the consent was written down, and only there', async () => {
    const { element, room, calls } = await show('voice-panel', { audio: { $voice: { mode: 'costume', name: 'Laura' } } })
    const place = element.parentElement
    await press(radio(element, 'Off'), element)
    element.remove()
    expect(calls()).to.deep.equal([])
    place?.append(element)
    await drawn(element)
    room.audio.speakUndisguised = () => new Promise(() => {})
    await press(radio(element, 'Off'), element)
    await tick(element)
    await press(find(element, 'Speak undisguised'), element)
    element.remove()
    expect(calls()).to.deep.equal(['audio.speakDisguised []'])
  })

  it('puts the disguise first where somebody becomes a listener before the consent was written down', async () => {
    const { element, room, calls } = await show('voice-panel')
    room.audio.speakUndisguised = () => new Promise(() => {})
    await press(radio(element, 'Off'), element)
    await tick(element)
    await press(find(element, 'Speak undisguised'), element)
    const closed = oneEvent(element.shadowRoot?.querySelector('dialog') as HTMLDialogElement, 'close')
    room.participants.$people.set([...withMe({ role: 'listener' }).$people])
    await closed
    expect(calls()).to.deep.equal(['audio.speakDisguised []'])
  })

  it('leads from the question to the sign, where what opened it is gone', async () => {
    const { element, room } = await show('voice-panel', { audio: { $disguise: { phase: 'failed' } } })
    const { speakUndisguised } = room.audio
    room.audio.speakUndisguised = async (given) => {
      await speakUndisguised(given)
      room.audio.$voice.set({ mode: 'off' })
    }
    find(element, 'Speak undisguised in this room').focus()
    await press(find(element, 'Speak undisguised in this room'), element)
    await tick(element)
    await press(find(element, 'Speak undisguised', 'dialog button'), element)
    expectFocus(find(element, 'Put the disguise back on'))
  })

  it('writes down the sentence as it was shown, also in the page’s own words', async () => {
    const { element, calls } = await show('voice-panel')
    element.messages = { 'consent-sentence': 'Man darf mich erkennen.' }
    await drawn(element)
    await press(radio(element, 'Off'), element)
    await press(find(element, 'Man darf mich erkennen.', 'input'), element)
    await press(find(element, 'Speak undisguised'), element)
    expect(calls()).to.deep.equal(['audio.speakUndisguised [{"agreedTo":"Man darf mich erkennen."}]'])
  })

  it('says in the dialog why it could not be done, and asks anew each time', async () => {
    const { element, room } = await show('voice-panel')
    await press(radio(element, 'Off'), element)
    await tick(element)
    room.refuseNext('audio.speakUndisguised', new SanctuaryError('UNDISGUISED_FORBIDDEN'))
    await press(find(element, 'Speak undisguised'), element)
    expect(textOf(element, 'dialog .banner')).to.equal(`${new SanctuaryError('UNDISGUISED_FORBIDDEN').message}`)
    await press(find(element, 'Keep the disguise'), element)
    await press(radio(element, 'Off'), element)
    expect((find(element, sentence, 'input') as HTMLInputElement).checked).to.equal(false)
    expect(textOf(element, 'dialog .banner')).to.equal('')
  })

  it('puts the last disguise back on', async () => {
    const { element, room, calls } = await show('voice-panel', { audio: { $voice: { mode: 'costume', name: 'Laura' } } })
    room.audio.$voice.set({ mode: 'off' })
    await drawn(element)
    find(element, 'Put the disguise back on').focus()
    await press(find(element, 'Put the disguise back on'), element)
    expect(calls()).to.deep.equal(['audio.speakDisguised []'])
    room.audio.$voice.set({ mode: 'costume', name: 'Laura' })
    await drawn(element)
    expectFocus(radio(element, 'Costume'))
    expect(announced(element)).to.deep.equal(['You speak with your own voice now', 'You no longer speak with your own voice'])
  })

  it('leaves it to the room which disguise is put back on, also in a panel that never saw one', async () => {
    const { element, calls } = await show('voice-panel', { audio: { $voice: { mode: 'off' } } })
    await press(find(element, 'Put the disguise back on'), element)
    expect(calls()).to.deep.equal(['audio.speakDisguised []'])
  })

  it('does not promise a disguise to a listener who agreed to their own voice before, and puts it back on', async () => {
    const { element, room, calls } = await show('voice-panel', {
      participants: withMe({ role: 'listener' }),
      audio: { $voice: { mode: 'off' } },
    })
    expect(textOf(element, '.stack')).to.contain('If a host invites you to speak, it is with your own voice.')
    await press(find(element, 'Put the disguise back on'), element)
    expect(calls()).to.deep.equal(['audio.speakDisguised []'])
    room.audio.$voice.set({ mode: 'veil' })
    await drawn(element)
    expect(textOf(element, '.stack')).to.contain('your voice is disguised')
  })

  it('offers no own voice where the host keeps every voice disguised, and says so', async () => {
    const { element, calls } = await show('voice-panel', { $settings: never })
    expect(radio(element, 'Off').ariaDisabled).to.equal('true')
    expect(plain(radio(element, 'Off').textContent)).to.contain('Not in this room: the host keeps every voice disguised.')
    await press(radio(element, 'Off'), element)
    expect(maybe(element, 'Keep the disguise')).to.equal(undefined)
    expect(calls()).to.deep.equal([])
  })

  it('says that a host took one’s own voice away while it was heard, once, whichever word comes first', async () => {
    const { element, room } = await show('voice-panel', { audio: { $voice: { mode: 'off' } } })
    room.$settings.set(never)
    await drawn(element)
    expect(textOf(element, '.notice')).to.equal('')
    room.audio.$voice.set({ mode: 'veil' })
    await drawn(element)
    const said = 'A host has switched own voices off in this room. You no longer speak with yours.'
    expect(textOf(element, '.notice')).to.equal(said)
    expect(announced(element)).to.deep.equal([said])
    const other = await show('voice-panel', { audio: { $voice: { mode: 'off' } } })
    other.room.audio.$voice.set({ mode: 'veil' })
    await drawn(other.element)
    other.room.$settings.set(never)
    await drawn(other.element)
    expect(textOf(other.element, '.notice')).to.equal(said)
    expect(announced(other.element)).to.deep.equal(['You no longer speak with your own voice', said])
  })
})
