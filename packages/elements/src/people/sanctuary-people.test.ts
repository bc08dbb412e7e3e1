import { expect } from '@open-wc/testing'
import type { Participant } from '@sanctuary/sdk-core'
import { sampleNow, samplePeople, samplePersonId } from '@sanctuary/sdk-core/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, deep, drawn, expectFocus, find, maybe, names, plain, press, textOf, words } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './sanctuary-people.ts'

const ago = (minutes: number) => new Date(sampleNow - minutes * 60_000).toISOString()
const rows = (element: Element, section: number) =>
  [...(element.shadowRoot?.querySelectorAll('section')[section]?.querySelectorAll('li') ?? [])].map(words)
const crowd = (count: number): Participant[] =>
  Array.from({ length: count }, (_, k) => ({
    ...(samplePeople[4] as Participant),
    id: samplePersonId(50 + k),
    alias: `Guest ${k}`,
    joined: ago(60 - k),
  }))

const calls = {
  participants: {
    ...withMe({ role: 'host' }),
    $waiting: [{ id: samplePersonId(80), alias: 'Early Frost', picture: 'frost1', since: ago(2) }],
  },
  hosts: {
    $pings: [{ participant: samplePersonId(5), at: ago(1), note: 'I feel watched' }],
    $banned: [{ participant: samplePersonId(81), alias: 'Loud Thunder', reason: 'Rule 2', at: ago(9) }],
  },
} as const

describe('<sanctuary-people>', () => {
  it('lists the hands in their order, then the stage, then who listens', async () => {
    const { element } = await show('sanctuary-people')
    const queue = element.shadowRoot?.querySelector('hand-queue') as HTMLElement
    expect(textOf(queue, 'ol')).to.equal('1 Mossy Lantern waiting 26 min 2 Distant Lake waiting 24 min')
    expect(rows(element, 0)).to.deep.equal([
      'Quiet Otter Host',
      'Amber Heron Moderator',
      'Still River You · Muted',
      'Mossy Lantern Hand up, first',
      'Paper Crane Muted by a host',
    ])
    expect(rows(element, 1)).to.deep.equal(['Distant Lake Reconnecting…'])
  })

  it('shows nobody but staff who waits, who asks for a host and who is kept out', async () => {
    const { element, room } = await show('sanctuary-people', {
      ...calls,
      participants: { ...calls.participants, ...withMe({ role: 'speaker' }) },
    })
    expect(names(element).filter((name) => /Let|Turn|Seen/.test(name))).to.deep.equal([])
    room.participants.$people.set([...withMe({ role: 'moderator' }).$people])
    await drawn(element)
    expect(names(element).filter((name) => /Let|Turn|Seen/.test(name))).to.deep.equal([
      'Seen: Paper Crane',
      'Let in: Early Frost',
      'Turn away: Early Frost',
    ])
    room.participants.$people.set([...withMe({ role: 'host' }).$people])
    await drawn(element)
    expect(maybe(element, 'Let back: Loud Thunder')).to.exist
  })

  it('lets people in and turns them away, answers who asked, and lets the kept out back', async () => {
    const { element, calls: called } = await show('sanctuary-people', calls)
    for (const name of ['Let in: Early Frost', 'Turn away: Early Frost', 'Seen: Paper Crane', 'Let back: Loud Thunder'])
      await press(find(element, name), element)
    const participant = (number: number) => JSON.stringify([{ participant: samplePersonId(number) }])
    expect(called()).to.deep.equal([
      `hosts.admit ${participant(80)}`,
      `hosts.deny ${participant(80)}`,
      `hosts.answerPing ${participant(5)}`,
      `hosts.readmit ${participant(81)}`,
    ])
  })

  it('tells staff once of each new hand, arrival and question, of none that were there, and nobody else', async () => {
    const { element, room } = await show('sanctuary-people', calls)
    expect(announced(element)).to.deep.equal([])
    room.hands.$queue.set([...room.hands.$queue.get(), { participant: samplePersonId(2), since: ago(0) }])
    room.participants.$waiting.set([
      ...room.participants.$waiting.get(),
      { id: samplePersonId(82), alias: 'Open Meadow', picture: 'meadow', since: ago(0) },
    ])
    room.hosts.$pings.set([...room.hosts.$pings.get(), { participant: samplePersonId(4), at: ago(0) }])
    room.hands.$queue.set([...room.hands.$queue.get()])
    await drawn(element)
    expect(announced(element)).to.deep.equal(['Amber Heron raised a hand', 'Open Meadow waits to come in', 'Mossy Lantern asks for a host'])
    room.participants.$people.set([...withMe({ role: 'speaker' }).$people])
    room.hands.$queue.set([...room.hands.$queue.get(), { participant: samplePersonId(5), since: ago(0) }])
    await drawn(element)
    expect(announced(element)).to.have.length(3)
  })

  it('offers to find a name among more than twelve', async () => {
    const { element, room } = await show('sanctuary-people')
    expect(maybe(element, 'Find a name')).to.equal(undefined)
    room.participants.$people.set([...samplePeople, ...crowd(7)])
    await drawn(element)
    const field = find(element, 'Find a name') as HTMLInputElement
    field.value = ' GUEST 3'
    field.dispatchEvent(new Event('input'))
    await drawn(element)
    expect(rows(element, 0)).to.deep.equal(['Guest 3 Muted by a host'])
    field.value = 'nobody'
    field.dispatchEvent(new Event('input'))
    await drawn(element)
    expect(plain(element.shadowRoot?.textContent)).to.contain('Nobody here is called that.')
  })

  it('is walked by arrows as one tab stop, and Enter opens the menu', async () => {
    const { element } = await show('sanctuary-people')
    const more = [...deep(element.shadowRoot as ShadowRoot)].filter((one) => one.matches('.more'))
    more[0]?.focus()
    await sendKeys({ press: 'ArrowDown' })
    expectFocus(more[1])
    expect(more.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1)
    await sendKeys({ press: 'Enter' })
    await drawn(element)
    expect(names(element, '.item')).to.deep.equal(['Mute for me', 'Hide for me'])
  })

  it('is accessible to a listener, and to a host with everything going on', async () => {
    const { element } = await show('sanctuary-people', { participants: withMe({ role: 'listener' }) })
    await expectAccessible(element)
    const host = await show('sanctuary-people', {
      ...calls,
      participants: { ...calls.participants, $people: [...withMe({ role: 'host' }).$people, ...crowd(8)] },
    })
    await expectAccessible(host.element)
  })
})
