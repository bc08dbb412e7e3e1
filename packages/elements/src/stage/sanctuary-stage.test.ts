import { expect } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { sampleMe, samplePeople, samplePersonId } from '@sanctuary/sdk-core/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, expectFocus, find, focused, maybe, names, plain, press, textOf } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import './sanctuary-stage.ts'

const tiles = (element: Element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.tile') ?? [])]
const tile = (element: Element, person: number) =>
  tiles(element).find(({ dataset }) => dataset.person === samplePersonId(person)) as HTMLElement
const open = (element: Element, person: number) => press(tile(element, person), element)
const menu = (element: Element) => names(element, '.item')

describe('<sanctuary-stage>', () => {
  it('shows who may speak, hosts first, each with a state in words, and counts who listens', async () => {
    const { element } = await show('sanctuary-stage', { chat: { $typing: [samplePersonId(2)] } })
    expect(tiles(element).map((one) => plain(one.textContent))).to.deep.equal([
      'Quiet Otter Host',
      'Amber Heron Writing…',
      'Still River You · Muted',
      '1 Mossy Lantern Hand up, first',
      'Paper Crane Muted by a host',
    ])
    expect(textOf(element, '.audience')).to.equal('1 listening')
  })

  it('says the role where nothing else matters, and that a connection was lost before anything else', async () => {
    const { element, room } = await show('sanctuary-stage')
    expect(plain(tile(element, 2).textContent)).to.equal('Amber Heron Moderator')
    room.participants.$people.set(samplePeople.map((person) => ({ ...person, presence: 'reconnecting' })))
    await drawn(element)
    expect(plain(tile(element, 2).textContent)).to.equal('Amber Heron Reconnecting…')
    expect(tile(element, 2).querySelector('.ring.gone')).to.exist
  })

  it('lets the ring of a voice follow its level without drawing the stage anew', async () => {
    const { element, room } = await show('sanctuary-stage')
    room.audio.$levels.set(new Map([[samplePersonId(1), 0.5]]))
    await drawn(element)
    expect(plain(tile(element, 1).textContent)).to.equal('Quiet Otter Speaking')
    const ring = tile(element, 1).querySelector('.ring')
    let draws = 0
    const update = element.requestUpdate.bind(element)
    element.requestUpdate = (...given) => {
      draws++
      update(...given)
    }
    room.audio.$levels.set(new Map([[samplePersonId(1), 0.9]]))
    expect(tile(element, 1).style.getPropertyValue('--s-level')).to.equal('0.90')
    expect(draws).to.equal(0)
    room.audio.$levels.set(new Map())
    await drawn(element)
    expect(ring?.isConnected).to.equal(false)
    expect(tile(element, 1).style.getPropertyValue('--s-level')).to.equal('')
  })

  it('is one tab stop, and arrows walk the grid in reading order', async () => {
    await setViewport({ width: 700, height: 700 })
    const { element } = await show('sanctuary-stage')
    await sendKeys({ press: 'Tab' })
    expectFocus(tiles(element)[0])
    await sendKeys({ press: 'ArrowRight' })
    expectFocus(tiles(element)[1])
    await sendKeys({ press: 'ArrowDown' })
    const [from, to] = [tiles(element)[1], focused() as HTMLElement].map((one) => one?.getBoundingClientRect().top ?? 0)
    expect(to).to.be.greaterThan(from ?? 0)
    await sendKeys({ press: 'Home' })
    element.dir = 'rtl'
    await sendKeys({ press: 'ArrowLeft' })
    expectFocus(tiles(element)[1])
    await sendKeys({ press: 'End' })
    expectFocus(tiles(element).at(-1))
    expect(tiles(element).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1)
  })

  it('gives the focus to a neighbour when the focused person leaves', async () => {
    const { element, room } = await show('sanctuary-stage')
    tile(element, 4).focus()
    room.participants.$people.set(samplePeople.filter(({ id }) => id !== samplePersonId(4)))
    await drawn(element)
    expectFocus(tile(element, 5))
  })

  it('opens a person’s menu with Enter and gives the focus back with Esc', async () => {
    const { element } = await show('sanctuary-stage')
    tile(element, 1).focus()
    await sendKeys({ press: 'Enter' })
    await drawn(element)
    expect(focused()?.textContent).to.contain('Mute for me')
    expect(tile(element, 1).ariaExpanded).to.equal('true')
    await sendKeys({ press: 'ArrowDown' })
    expect(focused()?.textContent).to.contain('Hide for me')
    await sendKeys({ press: 'Escape' })
    await drawn(element)
    expect(menu(element)).to.deep.equal([])
    expectFocus(tile(element, 1))
  })

  it('offers a listener or speaker nothing that acts on others for everyone', async () => {
    const { element, calls } = await show('sanctuary-stage')
    await open(element, 1)
    expect(menu(element)).to.deep.equal(['Mute for me', 'Hide for me'])
    await press(find(element, 'Mute for me'), element)
    await open(element, 1)
    await press(find(element, 'Hide for me'), element)
    expect(calls()).to.deep.equal([
      `audio.muteForMe ${JSON.stringify([samplePersonId(1), true])}`,
      `participants.hide ${JSON.stringify([samplePersonId(1), true])}`,
    ])
  })

  it('shows who is muted or hidden for me, and takes it back', async () => {
    const { element } = await show('sanctuary-stage', {
      audio: { $mutedForMe: new Set([samplePersonId(1)]) },
      participants: { $hidden: new Set([samplePersonId(5)]) },
    })
    expect(plain(tile(element, 1).textContent)).to.contain('Muted for you')
    expect(plain(tile(element, 5).textContent)).to.contain('Hidden for you')
    await open(element, 5)
    expect(menu(element)).to.deep.equal(['Mute for me', 'Show again'])
  })

  it('lets a moderator act on speakers and listeners only', async () => {
    const { element } = await show('sanctuary-stage', { participants: withMe({ role: 'moderator' }) })
    await open(element, 1)
    expect(menu(element)).to.deep.equal(['Mute for me', 'Hide for me'])
    await open(element, 4)
    expect(menu(element)).to.deep.equal([
      'Mute for me',
      'Hide for me',
      'Ask to unmute',
      'Mute for everyone',
      'Lower the hand',
      'Move to the audience',
      'Remove…',
    ])
  })

  it('lets a host give every role, name who takes over, and never unmute for others', async () => {
    const { element, calls } = await show('sanctuary-stage', { participants: withMe({ role: 'host' }) })
    await open(element, 2)
    expect(menu(element)).to.deep.equal([
      'Mute for me',
      'Hide for me',
      'Ask to unmute',
      'Mute for everyone',
      'Make host',
      'Make speaker',
      'Move to the audience',
      'Takes over when the hosts have gone',
      'Remove…',
    ])
    expect(find(element, 'Takes over', '.item').ariaChecked).to.equal('true')
    await press(find(element, 'Takes over', '.item'), element)
    await open(element, 2)
    await press(find(element, 'Make host', '.item'), element)
    const participant = samplePersonId(2)
    expect(calls()).to.deep.equal([
      `hosts.nameSuccessor ${JSON.stringify([{ participant, successor: false }])}`,
      `hosts.setRole ${JSON.stringify([{ participant, role: 'host' }])}`,
    ])
  })

  it('asks before it removes somebody, says what that does not do, and closes the door first', async () => {
    const { element, calls } = await show('sanctuary-stage', { participants: withMe({ role: 'host' }) })
    await open(element, 5)
    await press(find(element, 'Remove…', '.item'), element)
    expect(textOf(element, 'dialog')).to.contain('Remove Paper Crane?').and.contain('In a fresh browser the same human is a new person')
    for (const box of ['They cannot come back', 'Lock the room', 'Ask before letting anybody in']) find(element, box).click()
    ;(find(element, 'Reason') as HTMLInputElement).value = 'Rule 2'
    await press(find(element, 'Remove'), element)
    expect(calls()).to.deep.equal([
      'settings.lock [true]',
      'settings.update [{"approval":true}]',
      `hosts.remove ${JSON.stringify([{ participant: samplePersonId(5), ban: true, reason: 'Rule 2' }])}`,
    ])
    expect(maybe(element, 'Cancel')).to.equal(undefined)
    expectFocus(tile(element, 5))
  })

  it('says once, and until it is dismissed, what the server refused', async () => {
    const { element, room } = await show('sanctuary-stage', { participants: withMe({ role: 'host' }) })
    room.refuseNext('hosts.mute', new SanctuaryError('PARTICIPANT_NOT_FOUND'))
    await open(element, 4)
    await press(find(element, 'Mute for everyone', '.item'), element)
    expect(textOf(element, '.banner')).to.equal('There is no such person in this room.')
    expect(announced(element)).to.deep.equal(['There is no such person in this room.'])
    await press(find(element, 'Dismiss'), element)
    expect(textOf(element, '.banner')).to.equal('')
  })

  it('changes one’s own name and picture, and keeps the dialog open while the name is taken', async () => {
    const { element, room, calls } = await show('sanctuary-stage')
    await open(element, 3)
    expect(menu(element)).to.deep.equal(['Change name and picture…'])
    await press(find(element, 'Change name', '.item'), element)
    room.refuseNext('participants.rename', new SanctuaryError('ALIAS_TAKEN'))
    ;(find(element, 'Name in this room') as HTMLInputElement).value = 'Quiet Otter'
    await press(find(element, 'Save'), element)
    expect(textOf(element, 'dialog')).to.contain('Somebody in this room has this name.')
    await press(find(element, 'New picture'), element)
    ;(find(element, 'Name in this room') as HTMLInputElement).value = 'Calm Otter'
    await press(find(element, 'Save'), element)
    expect(calls().at(-1)).to.match(/^participants.rename \[\{"alias":"Calm Otter","picture":"[a-z0-9]{4,24}"\}\]$/)
    expect(maybe(element, 'Save')).to.equal(undefined)
  })

  it('says who one waits for, and offers a place for the page’s own words', async () => {
    const { element, room } = await show('sanctuary-stage', { participants: { $people: samplePeople.filter(({ id }) => id === sampleMe) } })
    expect(textOf(element, '.alone')).to.contain('You are the first')
    room.participants.$people.set(samplePeople.filter(({ id }) => id === sampleMe).map((person) => ({ ...person, role: 'listener' })))
    await drawn(element)
    expect(textOf(element, '.empty')).to.contain('Nobody is on the stage yet')
    expect(element.shadowRoot?.querySelector('slot[name=empty]')).to.exist
  })

  it('draws nothing before there is a room, and offers to see everyone only where that leads somewhere', async () => {
    const { element } = await show('sanctuary-stage')
    expect(maybe(element, 'See everyone')).to.equal(undefined)
    element.seeEveryone = true
    await drawn(element)
    let asked = 0
    element.addEventListener('sanctuary-people-open', () => asked++)
    find(element, 'See everyone').click()
    expect(asked).to.equal(1)
    element.room = undefined
    await drawn(element)
    expect(element.shadowRoot?.querySelector('.frame')).to.equal(null)
  })

  it('is accessible with every state on it, with a menu, with a dialog and when it is empty', async () => {
    const { element, room } = await show('sanctuary-stage', {
      participants: withMe({ role: 'host', microphone: 'stopped' }),
      audio: { $levels: new Map([[samplePersonId(1), 0.7]]) },
    })
    await expectAccessible(element)
    await open(element, 4)
    await expectAccessible(element)
    await press(find(element, 'Remove…', '.item'), element)
    await expectAccessible(element)
    await press(find(element, 'Cancel'), element)
    await open(element, 3)
    await press(find(element, 'Change name', '.item'), element)
    await expectAccessible(element)
    await press(find(element, 'Cancel'), element)
    room.participants.$people.set(samplePeople.filter(({ id }) => id === sampleMe).map((person) => ({ ...person, role: 'listener' })))
    await drawn(element)
    await expectAccessible(element)
  })
})
