import { expect } from '@open-wc/testing'
import { sampleMe, sampleNow, samplePersonId } from '@sanctuary/sdk-core/testing'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, find, maybe, names, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './hand-queue.ts'

const id = (number: number) => JSON.stringify([samplePersonId(number)])

describe('<hand-queue>', () => {
  it('draws nothing while no hand is up', async () => {
    const { element } = await show('hand-queue', { hands: { $queue: [] } })
    expect(element.shadowRoot?.querySelector('section')).to.equal(null)
  })

  it('lets everyone see the queue, and lower only their own hand', async () => {
    const { element, room, calls } = await show('hand-queue')
    expect(names(element)).to.deep.equal([])
    room.hands.$queue.set([{ participant: sampleMe, since: new Date(sampleNow).toISOString(), note: 'about last week' }])
    await drawn(element)
    expect(textOf(element, 'ol')).to.equal('1 Still River just now about last week')
    await press(find(element, 'Lower my hand'), element)
    expect(calls()).to.deep.equal([`hands.lower ${id(3)}`])
  })

  it('lets staff invite a listener: first the right, then the question, then the hand is down', async () => {
    const { element, calls } = await show('hand-queue', { participants: withMe({ role: 'moderator' }) })
    await press(find(element, 'Invite Distant Lake'), element)
    const participant = samplePersonId(6)
    expect(calls()).to.deep.equal([
      `hosts.setRole ${JSON.stringify([{ participant, role: 'speaker' }])}`,
      `hosts.askToUnmute ${JSON.stringify([{ participant }])}`,
      `hands.lower ${id(6)}`,
    ])
  })

  it('asks a speaker without giving a role they have', async () => {
    const { element, calls } = await show('hand-queue', { participants: withMe({ role: 'host' }) })
    await press(find(element, 'Invite Mossy Lantern'), element)
    expect(calls()).to.deep.equal([`hosts.askToUnmute ${JSON.stringify([{ participant: samplePersonId(4) }])}`, `hands.lower ${id(4)}`])
  })

  it('lowers one and all for staff', async () => {
    const { element, calls } = await show('hand-queue', { participants: withMe({ role: 'host' }) })
    await press(find(element, 'Lower the hand of Mossy Lantern'), element)
    await press(find(element, 'Lower all'), element)
    expect(calls()).to.deep.equal([`hands.lower ${id(4)}`, 'hands.lowerAll []'])
  })

  it('shows a few and says where the others are', async () => {
    const { element } = await show('hand-queue', { participants: withMe({ role: 'host' }) })
    element.limit = 1
    await drawn(element)
    expect(maybe(element, 'Invite Distant Lake')).to.equal(undefined)
    let asked = 0
    element.addEventListener('sanctuary-people-open', () => asked++)
    find(element, 'See all').click()
    expect(asked).to.equal(1)
  })

  it('is accessible', async () => {
    const { element } = await show('hand-queue', { participants: withMe({ role: 'host' }) })
    await expectAccessible(element)
  })
})
