import { expect, waitUntil } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { sendKeys } from '@web/test-runner-commands'
import { announced, drawn, expectFocus, find, maybe, names, press, textOf } from '../testing/find.ts'
import { circle, createWorld, fill, hostJoins, mountJoin, type World } from './testing/mount-join.ts'

const field = (element: Element, id: string) => element.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`) as HTMLInputElement
const joinButton = (element: Element) => element.shadowRoot?.querySelector('[part=join]') as HTMLButtonElement
const joins = ({ server }: World) => server.calls.filter(({ op }) => op === 'participants.join')

describe('<sanctuary-join>', () => {
  it('shows what the room is about, who is there and what it keeps', async () => {
    const world = await createWorld()
    await hostJoins(world)
    const { element } = await mountJoin(world)
    expect(textOf(element, '[part=preview]')).to.equal(
      'Live now 1 person here Host: Quiet Otter Evening circle For everyone who finds the evenings long.',
    )
    expect(textOf(element, '[part=rules]')).to.equal('What is said here stays here. One person speaks at a time.')
    expect(textOf(element, '.facts')).to.equal('No account, no e-mail Erased 2 hours after the end The server records no sound')
    expect(textOf(element, '[part=accept]')).to.equal('I will keep these rules. Version 1')
  })

  it('promises that every voice stays disguised where the room says so', async () => {
    const world = await createWorld({ undisguised: 'never' })
    const preview = { ...(await world.client.rooms.read(world.id)), audio: { state: 'ready', message: '' } } as const
    const { element } = await mountJoin(world, { preview })
    expect(textOf(element, '.facts')).to.contain('Every voice stays disguised')
    element.preview = { ...preview, undisguised: 'with-consent' }
    await drawn(element)
    expect(textOf(element, '.facts')).not.to.contain('Every voice')
  })

  it('suggests a name, and another one on a press', async () => {
    const world = await createWorld()
    const { element } = await mountJoin(world)
    await waitUntil(() => field(element, 'alias').value !== '')
    const before = [field(element, 'alias').value, element.shadowRoot?.querySelector('[part=picture] path')?.getAttribute('d')]
    await hostJoins(world)
    await world.hostClient.join(world.id, { rules: 1 })
    await press(find(element, 'New name and picture'), element)
    await waitUntil(() => announced(element).length === 1)
    expect(announced(element)).to.deep.equal([`Your name is ${field(element, 'alias').value} now`])
    expect([field(element, 'alias').value, element.shadowRoot?.querySelector('[part=picture] path')?.getAttribute('d')]).not.to.deep.equal(
      before,
    )
  })

  it('does not write over a name somebody types while one is suggested', async () => {
    const world = await createWorld()
    const { element } = await mountJoin(world)
    world.server.faults.trouble.delayMs = 30
    const drawing = press(find(element, 'New name and picture'), element)
    await fill(element, 'alias', 'My own')
    await drawing
    world.server.faults.trouble.delayMs = 0
    await world.client.suggest(world.id)
    await drawn(element)
    expect(field(element, 'alias').value).to.equal('My own')
  })

  it('joins with the name, the picture and the rules, by keyboard alone', async () => {
    const world = await createWorld()
    const { element, joined } = await mountJoin(world)
    await fill(element, 'alias', '')
    field(element, 'accept').focus()
    await sendKeys({ press: 'Space' })
    await sendKeys({ press: 'Tab' })
    expectFocus(field(element, 'alias'))
    await sendKeys({ type: 'Still River' })
    await sendKeys({ press: 'Enter' })
    await waitUntil(() => joined.length === 1)
    const [room] = joined
    expect(room?.participants.$me.get()).to.include({ alias: 'Still River', role: 'speaker' })
    expect(joins(world)).to.have.length(1)
    expect(joins(world)[0]?.input).to.include({ rulesVersion: 1 })
    room?.close()
  })

  it('joins nobody who has not accepted the rules, and leads to them', async () => {
    const world = await createWorld()
    const { element } = await mountJoin(world)
    expect(joinButton(element).getAttribute('aria-disabled')).to.equal('true')
    expect(textOf(element, '#why')).to.equal('Accept the ground rules first.')
    await press(joinButton(element), element)
    expect(joins(world)).to.deep.equal([])
    expectFocus(field(element, 'accept'))
    expect(announced(element)).to.deep.equal(['Accept the ground rules first.'])
    await press(field(element, 'accept'), element)
    expect(joinButton(element).hasAttribute('aria-disabled')).to.equal(false)
    expect(textOf(element, '#why')).to.equal('')
  })

  it('asks for no rules where there are none', async () => {
    const world = await createWorld({ rules: [] })
    const { element, joined } = await mountJoin(world)
    expect(element.shadowRoot?.querySelector('[part=accept]')).to.equal(null)
    await press(joinButton(element), element)
    await waitUntil(() => joined.length === 1)
    joined[0]?.close()
  })

  it('sends one join however often it is pressed', async () => {
    const world = await createWorld({ rules: [] })
    world.server.faults.trouble.delayMs = 20
    const { element, joined } = await mountJoin(world)
    joinButton(element).click()
    joinButton(element).click()
    await drawn(element)
    expect(joinButton(element).textContent).to.equal('Joining…')
    await waitUntil(() => joined.length === 1)
    expect(joins(world)).to.have.length(1)
    joined[0]?.close()
  })

  const refusals: [name: string, prepare: (world: World, element: Element) => unknown, where: string, says: string][] = [
    ['a taken name', async (world) => hostJoins(world), 'alias', 'Somebody here has this name. Choose another one.'],
    [
      'changed rules',
      (world) => hostJoins(world).then((room) => room.settings.update({ rules: ['Only one.'] })),
      'accept',
      'The rules have changed meanwhile. Read them again.',
    ],
  ]
  for (const [name, prepare, where, says] of refusals) {
    it(`leads to what has to be changed: ${name}`, async () => {
      const world = await createWorld()
      const { element, joined } = await mountJoin(world)
      await fill(element, 'alias', 'Quiet Otter')
      await press(field(element, 'accept'), element)
      await prepare(world, element)
      if (where === 'accept') await fill(element, 'alias', 'Another')
      await press(joinButton(element), element)
      await waitUntil(() => announced(element).length === 1)
      expect(announced(element)).to.deep.equal([says])
      expectFocus(field(element, where))
      expect(textOf(element, '.problem, .notice.n-danger')).to.equal(says)
      if (where === 'accept') {
        expect(field(element, 'accept').checked).to.equal(false)
        expect(textOf(element, '[part=rules]')).to.equal('Only one.')
        await press(field(element, 'accept'), element)
      } else await fill(element, 'alias', 'Another')
      await press(joinButton(element), element)
      await waitUntil(() => joined.length === 1)
      joined[0]?.close()
    })
  }

  it('refuses a name of one character itself', async () => {
    const world = await createWorld({ rules: [] })
    const { element } = await mountJoin(world)
    await fill(element, 'alias', 'x')
    await press(joinButton(element), element)
    expectFocus(field(element, 'alias'))
    expect(textOf(element, '#alias-problem')).to.equal('A name has at least two characters.')
    expect(field(element, 'alias').getAttribute('aria-invalid')).to.equal('true')
    expect(joins(world)).to.deep.equal([])
  })

  it('makes a host of somebody with the key, typed or given, and says when it is wrong', async () => {
    const world = await createWorld({ rules: [], approval: true })
    const { element, joined } = await mountJoin(world)
    await press(element.shadowRoot?.querySelector('summary') as HTMLElement, element)
    await fill(element, 'key', 'wrong')
    await press(joinButton(element), element)
    await waitUntil(() => announced(element).length === 1)
    expectFocus(field(element, 'key'))
    expect(textOf(element, '#key-what')).to.equal('This key does not open this room. Check the code.')
    await fill(element, 'key', world.hostKey)
    await press(joinButton(element), element)
    await waitUntil(() => joined.length === 1)
    expect(joined[0]?.$standing.get()).to.deep.equal({ state: 'inside', role: 'host' })
    joined[0]?.close()

    const given = await mountJoin({ ...world, client: world.server.createClient() }, { hostKey: world.hostKey })
    expect(textOf(given.element, '.card')).to.contain('You come in as host.')
    await press(joinButton(given.element), given.element)
    await waitUntil(() => given.joined.length === 1)
    expect(given.joined[0]?.participants.$me.get()?.role).to.equal('host')
    given.joined[0]?.close()
    expect(document.documentElement.outerHTML).not.to.contain(world.hostKey)
    expect(JSON.stringify({ ...sessionStorage, ...localStorage }) + location.href).not.to.contain(world.hostKey)
  })

  it('shows somebody who waits for a host how they stand, and lets them stop', async () => {
    const world = await createWorld({ approval: true })
    const host = await hostJoins(world)
    const { element, joined } = await mountJoin(world)
    expect(textOf(element, '.card.raised')).to.contain('A host lets each person in.')
    await fill(element, 'alias', 'Early Frost')
    await press(field(element, 'accept'), element)
    await press(joinButton(element), element)
    await waitUntil(() => joined.length === 1)
    await drawn(element)
    expect(textOf(element, '.lobby')).to.contain('You wait as Early Frost')
    await press(find(element, 'Stop waiting'), element)
    await waitUntil(() => host.participants.$waiting.get().length === 0)
    host.close()
  })

  it('comes back as who one was without a form', async () => {
    const world = await createWorld()
    const before = await world.client.join(world.id, { alias: 'Still River', rules: 1 })
    await before.leave()
    const { element, joined } = await mountJoin(world)
    await waitUntil(() => joined.length === 1)
    expect(joined[0]?.me).to.equal(before.me)
    expect(maybe(element, 'Name in this room')).to.equal(undefined)
    joined[0]?.close()
  })

  it('asks somebody who comes back for nothing but new rules', async () => {
    const world = await createWorld()
    const before = await world.client.join(world.id, { alias: 'Still River', rules: 1 })
    await before.leave()
    const host = await hostJoins(world)
    await host.settings.update({ rules: ['Only one.'] })
    const { element, joined } = await mountJoin(world)
    expect(textOf(element, '.card.raised')).to.contain('You come back as who you were in this room.')
    expect(maybe(element, 'Name in this room')).to.equal(undefined)
    await press(field(element, 'accept'), element)
    await press(find(element, 'Come back in'), element)
    await waitUntil(() => joined.length === 1)
    expect(joined[0]?.participants.$me.get()?.alias).to.equal('Still River')
    joined[0]?.close()
    host.close()
  })

  it('is a form again for somebody the room has forgotten', async () => {
    const world = await createWorld()
    const before = await world.client.join(world.id, { alias: 'Still River', rules: 1 })
    await before.leave()
    world.server.faults.refuseNext('participants.join', 'CREDENTIAL_UNKNOWN')
    const { element, joined } = await mountJoin(world)
    expect(joined).to.deep.equal([])
    expect(maybe(element, 'Name in this room')).not.to.equal(undefined)
  })

  it('says what a tag lacks', async () => {
    const { client } = await createWorld()
    const { element } = await mountJoin({ client, id: '' })
    expect(textOf(element, '.card')).to.contain('This tag is not complete')
  })

  it('keeps what was filled in when the server does not answer, and joins on the next press', async () => {
    const world = await createWorld({ rules: circle.rules })
    const { element, joined } = await mountJoin(world)
    await fill(element, 'alias', 'Still River')
    await press(field(element, 'accept'), element)
    world.server.faults.refuseNext('participants.join', 'BUSY')
    await press(joinButton(element), element)
    await waitUntil(() => announced(element).length === 1)
    expect(textOf(element, '.notice.n-danger')).to.equal(new SanctuaryError('BUSY').message)
    expect(field(element, 'alias').value).to.equal('Still River')
    await press(joinButton(element), element)
    await waitUntil(() => joined.length === 1)
    expect(names(element)).to.deep.equal([])
    joined[0]?.close()
  })
})
