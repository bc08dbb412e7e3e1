import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import {
  createFakeRoom,
  type FakeRoom,
  type FakeRoomOverrides,
  sampleNow,
  samplePersonId,
  sampleSettings,
} from '@sanctuary/sdk-core/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, deep, drawn, expectFocus, find, focused, maybe, names, press, textOf } from '../testing/find.ts'
import { withMe } from '../testing/show.ts'
import './live-room.ts'
import './sanctuary-room.ts'
import type { SanctuaryRoom } from './sanctuary-room.ts'

const at = new Date(sampleNow).toISOString()
const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 780 }

async function enter(overrides: FakeRoomOverrides = {}): Promise<{ element: SanctuaryRoom; room: FakeRoom; calls: () => string[] }> {
  const room = createFakeRoom(overrides)
  const element = await fixture<SanctuaryRoom>(html`<sanctuary-room .joined=${room}></sanctuary-room>`)
  await customElements.whenDefined('live-room')
  await drawn(element)
  return { element, room, calls: () => room.calls.map(({ action }) => action) }
}

const tab = (element: Element, name: string) => find(element, name, '[role=tab]')
const shown = (element: Element) =>
  [...deep(element.shadowRoot as ShadowRoot)].filter((one) => one.matches('[role=tabpanel]') && one.checkVisibility()).map(({ id }) => id)

describe('a joined room', () => {
  beforeEach(() => setViewport(wide))

  it('says what it is about, how many are here and when it is erased, and begins to sound', async () => {
    const { element, calls } = await enter()
    expect(textOf(element, 'h1')).to.equal('Evening circle')
    expect(textOf(element, '.head')).to.contain('6 here · erased 2 hours after the end').and.contain('Connected')
    expect(calls()).to.deep.equal(['audio.start'])
  })

  it('begins to sound only once the person is let in', async () => {
    const { element, room, calls } = await enter({ $standing: { state: 'waiting', role: 'listener' }, $settings: undefined })
    expect(textOf(element, '.card h2')).to.equal('A host will let you in')
    expect(calls()).to.deep.equal([])
    room.$settings.set(sampleSettings)
    room.$standing.set({ state: 'inside', role: 'speaker' })
    await drawn(element)
    expect(calls()).to.deep.equal(['audio.start'])
    expect(textOf(element, 'h1')).to.equal('Evening circle')
  })

  it('wide: the stage beside chat, people and rules', async () => {
    const { element } = await enter()
    expect(names(element, '[role=tab]')).to.deep.equal(['Chat', 'People, 6 here', 'Rules'])
    expect(shown(element)).to.deep.equal(['panel-chat'])
    await press(tab(element, 'People'), element)
    expect(shown(element)).to.deep.equal(['panel-people'])
    await press(tab(element, 'Rules'), element)
    expect(textOf(element, 'sanctuary-rules')).to.equal('')
    expect(maybe(element, 'Ground rules', 'h2')).to.exist
  })

  it('shows everyone where the stage offers it, and hands above the chat to staff only', async () => {
    const { element, room } = await enter()
    expect([...deep(element.shadowRoot as ShadowRoot)].filter((one) => one.localName === 'hand-queue')).to.have.length(0)
    await press(find(element, 'See everyone'), element)
    expect(shown(element)).to.deep.equal(['panel-people'])
    room.participants.$people.set([...withMe({ role: 'moderator' }).$people])
    await press(tab(element, 'Chat'), element)
    expect(maybe(element, 'Invite Mossy Lantern')).to.exist
  })

  it('narrow: one view at a time, one’s own controls always below it', async () => {
    await setViewport(narrow)
    const { element } = await enter()
    expect(names(element, '[role=tab]')).to.deep.equal(['Audio', 'Chat', 'People', 'Voice'])
    expect(shown(element)).to.deep.equal(['panel-audio'])
    for (const [name, id] of Object.entries({ Chat: 'chat', People: 'people', Voice: 'voice', Audio: 'audio' })) {
      await press(tab(element, name), element)
      expect(shown(element)).to.deep.equal([`panel-${id}`])
      expect(maybe(element, 'Leave')).to.exist
    }
  })

  it('narrow: the seal leads to the voice, and the rules stand under the people', async () => {
    await setViewport(narrow)
    const { element } = await enter({ audio: { $sound: { state: 'live' } } })
    await press(find(element, 'Veil ready'), element)
    expect(shown(element)).to.deep.equal(['panel-voice'])
    await press(tab(element, 'People'), element)
    expect(maybe(element, 'Ground rules', 'h2')).to.exist
  })

  for (const [name, size] of Object.entries({ wide, narrow })) {
    it(`${name}: leads from a disguise that stopped to where one writes`, async () => {
      await setViewport(size)
      const { element } = await enter({ audio: { $sound: { state: 'live' }, $disguise: { phase: 'failed' } } })
      await press(find(element, 'Voice off. Open your voice'), element)
      await waitUntil(() => maybe(element, 'Write instead'))
      await press(find(element, 'Write instead'), element)
      expect(shown(element)).to.deep.equal(['panel-chat'])
      expect(maybe(element, 'Write instead')).to.equal(undefined)
      expect(focused()?.localName).to.equal('textarea')
    })
  }

  it('shows on no stage and in no list who speaks without a disguise, only beside one’s own microphone', async () => {
    const { element, room } = await enter({ audio: { $sound: { state: 'live' }, $microphone: { state: 'on' } } })
    await press(tab(element, 'People'), element)
    const seen = () =>
      [...deep(element.shadowRoot as ShadowRoot)]
        .filter((one) => one.matches('sanctuary-stage, sanctuary-people, person-picture'))
        .map((one) => one.shadowRoot?.innerHTML)
    const before = seen()
    expect(before).to.have.length.above(1)
    room.audio.$voice.set({ mode: 'off' })
    await drawn(element)
    expect(maybe(element, 'Your own voice. Open your voice')).to.exist
    expect(seen()).to.deep.equal(before)
    const signs = [...deep(element.shadowRoot as ShadowRoot)].filter((one) => one.matches('.seal'))
    expect(signs).to.have.length(1)
  })

  it('keeps its layout where the page settles it', async () => {
    await setViewport(wide)
    const { element } = await enter()
    element.layout = 'narrow'
    await drawn(element)
    expect(names(element, '[role=tab]')).to.include('Audio')
  })

  it('never needs sideways scrolling, down to 320 px and with text twice as large', async () => {
    for (const [width, size] of [
      [320, '100%'],
      [360, '200%'],
      [700, '200%'],
      [1099, '100%'],
    ] as const) {
      await setViewport({ width, height: 700 })
      document.documentElement.style.setProperty('font-size', size)
      const { element } = await enter({ participants: withMe({ role: 'host' }), audio: { $sound: { state: 'live' } } })
      expect(document.documentElement.scrollWidth, `page at ${width}`).to.be.at.most(width)
      const wider = [...deep(element.shadowRoot as ShadowRoot)].filter(
        (one) =>
          one.matches('.stage, .panel, .head, .dock, .bottom, .tabs') && one.checkVisibility() && one.scrollWidth > one.clientWidth + 1,
      )
      expect(
        wider.map((one) => `${one.className} ${one.scrollWidth} > ${one.clientWidth}`),
        `parts at ${width}, ${size}`,
      ).to.deep.equal([])
      element.remove()
    }
    document.documentElement.style.removeProperty('font-size')
  })

  it('counts what waits behind a tab', async () => {
    await setViewport(narrow)
    const { element, room } = await enter({ participants: withMe({ role: 'host' }), chat: { $unread: 4 } })
    expect(names(element, '[role=tab]')).to.deep.equal(['Audio', 'Chat, 4 unread messages', 'People, 2 wait for a host', 'Voice'])
    room.hosts.$pings.set([{ participant: samplePersonId(4), at }])
    await drawn(element)
    expect(names(element, '[role=tab]')[2]).to.equal('People, 3 wait for a host')
  })

  it('walks its tabs with arrows, and its regions with F6', async () => {
    const { element } = await enter()
    tab(element, 'Chat').focus()
    await sendKeys({ press: 'ArrowRight' })
    await drawn(element)
    expectFocus(tab(element, 'People'))
    expect(shown(element)).to.deep.equal(['panel-people'])
    const labels: (string | null | undefined)[] = []
    for (let step = 0; step < 5; step++) {
      await sendKeys({ press: 'F6' })
      labels.push(focused()?.getAttribute('aria-label'))
    }
    expect(labels).to.deep.equal(['Room', 'Stage', 'Your controls', 'Side panel', 'Room'])
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: 'F6' })
    await sendKeys({ up: 'Shift' })
    expect(focused()?.getAttribute('aria-label')).to.equal('Side panel')
  })

  it('lets a person ask a host, which staff have no need of', async () => {
    const { element, room } = await enter()
    await press(find(element, 'Ask a host'), element)
    await press(find(element, 'Ask', 'dialog button[type=submit]'), element)
    expect(room.calls.at(-1)).to.deep.equal({ action: 'hosts.ask', given: [{}] })
    room.participants.$people.set([...withMe({ role: 'moderator' }).$people])
    await drawn(element)
    expect(maybe(element, 'Ask a host')).to.equal(undefined)
  })

  it('says once that the rules changed, until they are accepted', async () => {
    const { element, room } = await enter()
    room.$settings.set({ ...sampleSettings, rulesVersion: 2 })
    await drawn(element)
    await press(find(element, 'Read them'), element)
    await press(find(element, 'I will keep them'), element)
    expect(maybe(element, 'Read them')).to.equal(undefined)
  })

  it('says each change once, whichever of its parts show it', async () => {
    const { element, room } = await enter({ participants: withMe({ role: 'host' }), audio: { $sound: { state: 'live' } } })
    await press(tab(element, 'People'), element)
    room.hands.$queue.set([...room.hands.$queue.get(), { participant: samplePersonId(5), since: at }])
    room.hosts.$notices.set([{ kind: 'pingSeen', at }])
    room.$connection.set({ state: 'offline' })
    await drawn(element)
    expect(announced(element).sort()).to.deep.equal([
      'A host has seen that you asked for one.',
      'Paper Crane raised a hand',
      'You are offline. Messages you write are kept and sent when you are back.',
    ])
  })

  it('stands above the room with what is wrong, and takes its place where one is no longer in it', async () => {
    const { element, room } = await enter()
    room.$connection.set({ state: 'reconnecting' })
    await drawn(element)
    expect(textOf(element, '.banner h2')).to.equal('Reconnecting')
    expect(maybe(element, 'Leave')).to.exist
    room.$standing.set({ state: 'removed', role: 'speaker', reason: 'Rule 2' })
    await drawn(element)
    expect(textOf(element, '.card')).to.contain('Reason: Rule 2')
    expect(maybe(element, 'Leave')).to.equal(undefined)
  })

  it('shows only what the server offers', async () => {
    const { element } = await enter({ modules: ['rooms', 'participants', 'hosts', 'hands'] })
    expect(names(element, '[role=tab]')).to.deep.equal(['People, 6 here', 'Rules'])
    await setViewport(narrow)
    await waitUntil(() => maybe(element, 'Audio', '[role=tab]'), 'the tabs of a narrow page')
    expect(names(element, '[role=tab]')).to.deep.equal(['Audio', 'People'])
  })

  for (const [name, size] of Object.entries({ wide, medium: { width: 900, height: 800 }, narrow })) {
    it(`is accessible ${name}, in each view, to host and listener`, async () => {
      await setViewport(size)
      const { element, room } = await enter({
        participants: withMe({ role: 'host' }),
        audio: { $sound: { state: 'live' }, $levels: new Map([[samplePersonId(1), 0.7]]) },
        hosts: { $notices: [{ kind: 'unmuteAsked', at }] },
      })
      for (const [index, view] of names(element, '[role=tab]').entries()) {
        await press(tab(element, view), element)
        await expectAccessible(element, index === 0 ? undefined : ['light']) // the parts have been seen in every theme
      }
      room.participants.$people.set([...withMe({ role: 'listener' }).$people])
      room.$connection.set({ state: 'offline' })
      await drawn(element)
      await expectAccessible(element, ['dark'])
    })
  }
})
