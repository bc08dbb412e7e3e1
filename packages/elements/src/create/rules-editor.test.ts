import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { announced, drawn, expectFocus, find, maybe, names, press } from '../testing/find.ts'
import { fill, make, mount, rules } from './testing/mount-create.ts'

const values = (element: Element) => rules(element).map(({ value }) => value)

describe('the ground rules', () => {
  it('are suggested, not forced, and each suggestion can be taken once', async () => {
    const { element } = await mount()
    expect(values(element)).to.deep.equal([])
    await press(find(element, 'No recording'), element)
    expect(values(element)).to.deep.equal(['No recording, no screenshots.'])
    expect(maybe(element, 'No recording', 'button')).to.equal(undefined)
    expect(announced(element)).to.deep.equal(['Added as rule 1'])
    expectFocus(find(element, 'What is said'))
  })

  it('are written, moved and removed by keyboard alone', async () => {
    const { element } = await mount()
    find(element, 'Add a rule').focus()
    await sendKeys({ press: 'Enter' })
    await drawn(element)
    await sendKeys({ type: 'One' })
    await sendKeys({ press: 'Enter' })
    await drawn(element)
    await sendKeys({ type: 'Two' })
    await sendKeys({ down: 'Alt' })
    await sendKeys({ press: 'ArrowUp' })
    await sendKeys({ up: 'Alt' })
    await drawn(element)
    expect(values(element)).to.deep.equal(['Two', 'One'])
    expectFocus(rules(element)[0])
    expect(announced(element)).to.deep.equal(['Now rule 1'])
    await sendKeys({ down: 'Alt' })
    await sendKeys({ press: 'ArrowUp' })
    await sendKeys({ up: 'Alt' })
    expect(values(element)).to.deep.equal(['Two', 'One'])
    for (let k = 0; k < 4; k++) await sendKeys({ press: 'Backspace' })
    await drawn(element)
    expect(values(element)).to.deep.equal(['One'])
    expectFocus(rules(element)[0])
  })

  it('have a menu that moves and removes, and gives the focus to the rule', async () => {
    const { element } = await mount()
    for (const name of ['What is said', 'Speak about', 'Advice only']) await press(find(element, name, '.suggestions button'), element)
    await press(find(element, 'Rule 2: move or remove'), element)
    expect(names(element, '[role=menuitem]')).to.deep.equal(['Move up', 'Move down', 'Remove'])
    await press(find(element, 'Move up', '[role=menuitem]'), element)
    expect(values(element)[0]).to.equal('Speak about yourself. You may always pass.')
    await press(find(element, 'Rule 1: move or remove'), element)
    expect(names(element, '[role=menuitem]')).to.deep.equal(['Move down', 'Remove'])
    await press(find(element, 'Remove', '[role=menuitem]'), element)
    expect(values(element)).to.have.length(2)
    expectFocus(rules(element)[0])
  })

  it('leave out empty ones and stop at twenty', async () => {
    const { element, server } = await mount()
    await fill(element, 'topic', 'Evening circle')
    for (let k = 0; k < 20; k++) await press(find(element, 'Add a rule'), element)
    expect(maybe(element, 'Add a rule')).to.equal(undefined)
    await make(element)
    expect(server.calls.at(-1)?.input).to.deep.include({ rules: [] })
  })
})
