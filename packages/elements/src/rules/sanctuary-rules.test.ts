import { expect } from '@open-wc/testing'
import { sampleSettings } from '@sanctuary/sdk-core/testing'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, find, maybe, plain, press, textOf } from '../testing/find.ts'
import { show } from '../testing/show.ts'
import './sanctuary-rules.ts'

describe('<sanctuary-rules>', () => {
  it('shows the rules, what the room is about and what becomes of what is said', async () => {
    const { element } = await show('sanctuary-rules', { $settings: { ...sampleSettings, locked: true, approval: true } })
    expect(textOf(element, 'ol')).to.equal('What is said here stays here. One person speaks at a time.')
    expect(textOf(element, '.facts'))
      .to.contain('erased 2 hours after the end')
      .and.contain('Room for 50 people')
      .and.contain('Locked')
      .and.contain('A host lets each person in')
  })

  for (const [minutes, sentence] of [
    [0, 'What is said here is erased at the end.'],
    [1, 'What is said here is erased 1 minute after the end.'],
    [90, 'What is said here is erased 90 minutes after the end.'],
    [60, 'What is said here is erased 1 hour after the end.'],
    [2880, 'What is said here is erased 2 days after the end.'],
  ] as const) {
    it(`says ${minutes} minutes as people do`, async () => {
      const { element } = await show('sanctuary-rules', { $settings: { ...sampleSettings, eraseAfterMinutes: minutes } })
      expect(plain(element.shadowRoot?.querySelector('.facts li')?.textContent)).to.equal(sentence)
    })
  }

  it('asks to accept rules that changed meanwhile, and is content once the server knows', async () => {
    const { element, room, calls } = await show('sanctuary-rules')
    expect(maybe(element, 'I will keep them')).to.equal(undefined)
    room.$settings.set({ ...sampleSettings, rules: ['Be kind.'], rulesVersion: 2 })
    await drawn(element)
    let accepted = 0
    element.addEventListener('sanctuary-rules-accept', (event) => (accepted = event.detail.version))
    await press(find(element, 'I will keep them'), element)
    expect(calls()).to.deep.equal(['participants.acknowledge [2]'])
    expect(accepted).to.equal(2)
    expect(maybe(element, 'I will keep them')).to.equal(undefined)
  })

  it('is accessible, also where there are no rules', async () => {
    const { element, room } = await show('sanctuary-rules')
    room.$settings.set({ ...sampleSettings, rulesVersion: 2 })
    await drawn(element)
    await expectAccessible(element)
    room.$settings.set({ ...sampleSettings, rules: [] })
    await drawn(element)
    expect(plain(element.shadowRoot?.textContent)).to.contain('This room has no rules of its own.')
    await expectAccessible(element)
  })
})
