import { expect, waitUntil } from '@open-wc/testing'
import { type ErrorCode, SanctuaryError } from '@sanctuary/sdk-core'
import { sendKeys } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, expectFocus, find, press, textOf } from '../testing/find.ts'
import { hostileTexts } from '../testing/hostile-texts.ts'
import { field, fill, make, mount, rules } from './testing/mount-create.ts'

describe('<sanctuary-create>', () => {
  it('makes the room somebody wishes for', async () => {
    const { element, server } = await mount()
    await fill(element, 'topic', '  Evening circle ')
    await fill(element, 'description', 'For long evenings')
    await press(find(element, 'What is said here stays here.'), element)
    await press(find(element, 'Only who is invited'), element)
    await press(find(element, 'One more person'), element)
    await press(find(element, 'Let each person in myself', 'input'), element)
    await press(find(element, 'People may speak with their own voice after agreeing', 'input'), element)
    field<HTMLSelectElement>(element, 'erase').value = '0'
    field<HTMLSelectElement>(element, 'language').value = 'pt'
    await fill(element, 'tags', 'evening, listening,, evening')
    await fill(element, 'emoji', '🌙')
    await make(element)
    expect(server.calls.filter(({ op }) => op === 'rooms.create').map(({ input }) => input)).to.deep.equal([
      {
        topic: 'Evening circle',
        description: 'For long evenings',
        rules: ['What is said here stays here.'],
        newcomers: 'listener',
        capacity: 51,
        eraseAfterMinutes: 0,
        approval: true,
        undisguised: 'never',
        emoji: '🌙',
        language: 'pt',
        tags: ['evening', 'listening'],
      },
    ])
  })

  it('needs nothing but a topic', async () => {
    const { element, server } = await mount()
    await fill(element, 'topic', 'Evening circle')
    await sendKeys({ press: 'Tab' })
    field(element, 'topic').focus()
    await sendKeys({ press: 'Enter' })
    await waitUntil(() => element.shadowRoot?.querySelector('[part=created]'))
    expect(server.calls.at(-1)?.input).to.deep.include({
      rules: [],
      newcomers: 'speaker',
      capacity: 50,
      eraseAfterMinutes: 120,
      approval: false,
      undisguised: 'with-consent',
      language: 'en',
    })
  })

  const wrong: [name: string, prepare: (element: Element) => Promise<void>, id: string, says: string][] = [
    ['no topic', (element) => fill(element, 'topic', '   '), 'topic', 'Say in a few words what the room is about.'],
    ['nobody', (element) => fill(element, 'capacity', '1'), 'capacity', 'A room is for 2 to 200 people.'],
    ['too many', (element) => fill(element, 'capacity', '201'), 'capacity', 'A room is for 2 to 200 people.'],
    ['no number', (element) => fill(element, 'capacity', ''), 'capacity', 'A room is for 2 to 200 people.'],
    ['letters for an emoji', (element) => fill(element, 'emoji', 'ab'), 'emoji', 'One emoji, or nothing.'],
    ['nine tags', (element) => fill(element, 'tags', 'a,b,c,d,e,f,g,h,i'), 'tags', 'At most 8 tags of at most 32 characters each.'],
  ]
  for (const [name, prepare, id, says] of wrong) {
    it(`says what is wrong at its field and leads there, asking nobody: ${name}`, async () => {
      const { element, server } = await mount()
      await fill(element, 'topic', 'Evening circle')
      await prepare(element)
      await press(find(element, 'Start the room'), element)
      expectFocus(field(element, id))
      expect(field(element, id).getAttribute('aria-invalid')).to.equal('true')
      expect(field(element, id).getAttribute('aria-describedby')).to.equal(`${id}-problem`)
      expect(textOf(element, `#${id}-problem`)).to.equal(says)
      expect(server.calls).to.deep.equal([])
      await fill(element, id, 'x')
      expect(textOf(element, `#${id}-problem`)).to.equal('')
    })
  }

  it('leads to the first of several wrong fields', async () => {
    const { element } = await mount()
    await fill(element, 'emoji', 'ab')
    await fill(element, 'capacity', '1')
    await press(find(element, 'Start the room'), element)
    expectFocus(field(element, 'topic'))
    expect(element.shadowRoot?.querySelectorAll('[aria-invalid]').length).to.equal(3)
  })

  it('shows what a server refuses at its field', async () => {
    const { element } = await mount({
      create: () =>
        Promise.reject(
          new SanctuaryError('INVALID_INPUT', {
            details: {
              fields: [
                { path: 'tags.0', problem: 'x' },
                { path: 'rules.1', problem: 'x' },
              ],
            },
          }),
        ),
    })
    await fill(element, 'topic', 'Evening circle')
    await press(find(element, 'What is said'), element)
    await press(find(element, 'Start the room'), element)
    await waitUntil(() => textOf(element, '#rules-problem') !== '')
    expectFocus(rules(element)[0])
    expect(textOf(element, '.banner')).to.equal('')
  })

  for (const code of ['RATE_LIMITED', 'SERVER_UNREACHABLE', 'ORIGIN_NOT_ALLOWED'] satisfies ErrorCode[]) {
    it(`says once that it did not work, keeps what was written and works on the next press: ${code}`, async () => {
      const { element, server } = await mount()
      await fill(element, 'topic', 'Evening circle')
      server.faults.refuseNext('rooms.create', code)
      await press(find(element, 'Start the room'), element)
      await waitUntil(() => textOf(element, '.banner') !== '')
      expect(announced(element)).to.deep.equal([new SanctuaryError(code).message])
      expect(field(element, 'topic').value).to.equal('Evening circle')
      await make(element)
      expect(textOf(element, '.banner')).to.equal('')
    })
  }

  it('makes one room however often it is pressed', async () => {
    const { element, server } = await mount()
    server.faults.trouble.delayMs = 20
    await fill(element, 'topic', 'Evening circle')
    const button = find(element, 'Start the room')
    button.click()
    button.click()
    await drawn(element)
    expect(find(element, 'Starting…').getAttribute('aria-disabled')).to.equal('true')
    await waitUntil(() => element.shadowRoot?.querySelector('[part=created]'))
    expect(server.calls.length).to.equal(1)
  })

  it('is accessible in every theme and direction', async () => {
    const { element } = await mount()
    await press(find(element, 'What is said'), element)
    element.shadowRoot?.querySelector('details')?.setAttribute('open', '')
    await expectAccessible(element)
    await fill(element, 'emoji', 'ab')
    await press(find(element, 'Start the room'), element)
    await expectAccessible(element)
    await press(find(element, 'Rule 1: move or remove'), element)
    await expectAccessible(element)
    await press(find(element, 'Remove', '[role=menuitem]'), element)
    await fill(element, 'emoji', '')
    await fill(element, 'topic', 'Evening circle')
    await make(element)
    await expectAccessible(element)
  })

  it('shows hostile topics as text', async () => {
    const { client } = await mount()
    const { room } = await client.rooms.create({ topic: 'x' })
    for (const text of hostileTexts.slice(0, 40)) {
      const { element } = await mount({ create: async () => ({ room: { ...room, topic: text, emoji: text }, hostKey: text }) })
      await fill(element, 'topic', 'x')
      await make(element)
      expect(element.shadowRoot?.querySelector('.topic-shown')?.textContent).to.equal(`${text} ${text}`)
      expect(element.shadowRoot?.querySelector('#key')?.textContent).to.equal(text)
      expect(element.shadowRoot?.querySelector('script, img, iframe, object, embed, link, base, meta, style, template')).to.equal(null)
      element.remove()
    }
    expect((globalThis as { pwned?: unknown }).pwned).to.equal(undefined)
  })

  it('pushes nothing sideways, at any width', async () => {
    const { element } = await mount()
    await press(find(element, 'What is said'), element)
    rules(element)[0]?.focus()
    await sendKeys({ type: 'W'.repeat(90) })
    element.shadowRoot?.querySelector('details')?.setAttribute('open', '')
    for (const width of ['900px', '360px', '320px']) {
      element.style.setProperty('width', width)
      await drawn(element)
      expect(element.scrollWidth, width).to.be.at.most(element.clientWidth)
    }
  })
})
