import { expect, fixture, html } from '@open-wc/testing'
import type { Room, SanctuaryClient } from '@sanctuary/sdk-core'
import { createFakeRoom, createFakeServer, createMemoryStorage, type FakeServer } from '@sanctuary/sdk-core/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, find, focused, maybe, press, textOf } from '../testing/find.ts'
import './live-room.ts'
import './sanctuary-room.ts'
import type { SanctuaryRoom } from './sanctuary-room.ts'

const modules = ['sync', 'rooms', 'participants', 'hosts', 'hands', 'chat']

let server: FakeServer
let host: Room
let hostKey: string
const clients: SanctuaryClient[] = []

/** Waits for what the fake server says, which takes a few turns. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !holds(); turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(holds()).to.equal(true)
}

const newClient = () => {
  const client = server.createClient()
  clients.push(client)
  return client
}

async function arrive(more: Partial<SanctuaryRoom> = {}): Promise<SanctuaryRoom> {
  const element = await fixture<SanctuaryRoom>(
    html`<sanctuary-room .client=${more.client ?? newClient()} room=${more.room ?? host.id}></sanctuary-room>`,
  )
  Object.assign(element, more)
  await drawn(element)
  return element
}

async function join(element: SanctuaryRoom): Promise<void> {
  await until(() => maybe(element, 'I will keep these rules') !== undefined)
  find(element, 'I will keep these rules').click()
  await drawn(element)
  find(element, 'Join', 'button[type=submit]').click()
  await until(() => textOf(element, 'h1') === 'Evening circle' && maybe(element, 'Hand') !== undefined)
}

describe('<sanctuary-room>', () => {
  beforeEach(async () => {
    await setViewport({ width: 1440, height: 900 })
    server = createFakeServer({ modules })
    const client = newClient()
    const created = await client.rooms.create({ topic: 'Evening circle', rules: ['What is said here stays here.'] })
    hostKey = created.hostKey
    host = await client.join(created.room.id, { alias: 'Amber Finch', rules: created.room.rulesVersion, hostKey })
  })

  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
    history.replaceState(null, '', location.pathname + location.search)
  })

  it('says what is missing where the tag is not complete', async () => {
    const element = await fixture<SanctuaryRoom>(html`<sanctuary-room room="abcdefgh"></sanctuary-room>`)
    expect(textOf(element, '.card')).to.contain('It needs the address of a server and the id of a room')
    await expectAccessible(element)
  })

  it('leads from the entrance into the room, and tells the page', async () => {
    const element = await arrive()
    const joined: Room[] = []
    element.addEventListener('sanctuary-room-join', (event) => joined.push(event.detail.room))
    await join(element)
    expect(joined.map(({ id }) => id)).to.deep.equal([host.id])
    await until(() => host.participants.$people.get().length === 2)
  })

  it('keeps the focus of whoever joins by keyboard: they go on from the top of the room', async () => {
    const element = await arrive()
    await until(() => maybe(element, 'I will keep these rules') !== undefined)
    find(element, 'I will keep these rules').focus()
    await sendKeys({ press: 'Space' })
    find(element, 'Join', 'button[type=submit]').focus()
    await sendKeys({ press: 'Enter' })
    await until(() => focused()?.matches('.head[data-region]') ?? false)
  })

  it('comes back without a question after a reload', async () => {
    const client = newClient()
    const first = await arrive({ client })
    await join(first)
    const me = first.joined?.me
    first.remove()
    const again = await arrive({ client })
    await until(() => again.joined !== undefined)
    expect(again.joined?.me).to.equal(me)
  })

  it('takes the host key out of the address before anything is asked, and uses it', async () => {
    history.replaceState(null, '', `#host-key=${hostKey}&part=2`)
    const element = await arrive()
    expect(location.hash).to.equal('#part=2')
    await join(element)
    await until(() => element.joined?.participants.$me.get()?.role === 'host')
    expect(element.hostKey).to.equal(undefined)
  })

  it('says why it cannot open, with a way to try again', async () => {
    server.faults.setReachable(false)
    const element = await arrive()
    await until(() => textOf(element, '.card h2') === 'The room cannot be reached')
    server.faults.setReachable(true)
    find(element, 'Try again').click()
    await until(() => maybe(element, 'I will keep these rules') !== undefined)
  })

  it('shows another room when the id changes', async () => {
    const element = await arrive({ room: 'nosuchroom000000' })
    await until(() => textOf(element, '.card h2') === 'There is no such room')
    element.room = host.id
    await until(() => maybe(element, 'I will keep these rules') !== undefined)
  })

  it('lets the removed know why, and back to the entrance as somebody new', async () => {
    const element = await arrive()
    await join(element)
    const me = element.joined?.me
    await host.hosts.remove({ participant: me as Room['me'], reason: 'Rule 2' })
    await until(() => textOf(element, '.card h2') === 'A host removed you')
    expect(textOf(element, '.card')).to.contain('Reason: Rule 2')
    find(element, 'Back to the entrance').click()
    await until(() => maybe(element, 'I will keep these rules') !== undefined)
    await join(element)
    expect(element.joined?.me).not.to.equal(me)
  })

  it('offers to come in again after leaving, as who one was', async () => {
    const element = await arrive()
    await join(element)
    const me = element.joined?.me
    await press(find(element, 'Leave'), element)
    find(element, 'Leave', 'dialog .primary').click()
    await until(() => textOf(element, '.card h2') === 'You have left')
    find(element, 'Come in again').click()
    await until(() => maybe(element, 'Hand') !== undefined)
    expect(element.joined?.me).to.equal(me)
  })

  describe('a stay that ends by a refusal on the way back', () => {
    /** As after a night's sleep: the token is too old, and the credential has to do. */
    function sleep(element: SanctuaryRoom): void {
      server.faults.expireTokens()
      server.faults.dropConnections(element.joined)
    }

    it('for new ground rules: leads to them, and back in as who one was', async () => {
      const element = await arrive()
      await join(element)
      const me = element.joined?.me
      await host.settings.update({ rules: ['What is said here stays here.', 'One at a time.'] })
      sleep(element)
      await until(() => textOf(element, '.card h2') === 'The ground rules have changed')
      find(element, 'Back to the entrance').click()
      await until(() => textOf(element, '[part=rules]').includes('One at a time.'))
      find(element, 'I will keep these rules').click()
      await drawn(element)
      find(element, 'Come back in', 'button[type=submit]').click()
      await until(() => maybe(element, 'Hand') !== undefined)
      expect(element.joined?.me).to.equal(me)
    })

    it('for a credential nobody knows: leads to the entrance, as somebody new', async () => {
      const element = await arrive()
      await join(element)
      const me = element.joined?.me
      server.faults.refuseNext('participants.join', 'CREDENTIAL_UNKNOWN')
      sleep(element)
      await until(() => textOf(element, '.card h2') === 'The room does not know this page any more')
      find(element, 'Back to the entrance').click()
      await join(element)
      expect(element.joined?.me).not.to.equal(me)
    })

    it('for an older server: tries again, and is back as who one was', async () => {
      const element = await arrive()
      await join(element)
      const me = element.joined?.me
      server.faults.refuseNext('participants.join', 'SERVER_TOO_OLD')
      sleep(element)
      await until(() => textOf(element, '.card h2') === 'The server is older than this page')
      find(element, 'Try again').click()
      await until(() => maybe(element, 'Hand') !== undefined)
      expect(element.joined?.me).to.equal(me)
    })

    it('for a lock while one waits: says so, tries again, and waits again once it is open', async () => {
      await host.settings.update({ approval: true })
      const element = await arrive()
      await until(() => maybe(element, 'I will keep these rules') !== undefined)
      find(element, 'I will keep these rules').click()
      await drawn(element)
      find(element, 'Join', 'button[type=submit]').click()
      await until(() => textOf(element, '.card h2') === 'A host will let you in')
      const me = element.joined?.me
      await host.settings.lock(true)
      sleep(element)
      await until(() => textOf(element, '.card h2') === 'The room is locked')
      find(element, 'Try again').click()
      await until(() => element.joined === undefined && textOf(element, '.card h2') === 'The room is locked')
      await host.settings.lock(false)
      find(element, 'Try again').click()
      await until(() => textOf(element, '.card h2') === 'A host will let you in')
      expect(element.joined?.me).to.equal(me)
      find(element, 'Stop waiting').click()
      await until(() => textOf(element, '.card h2') === 'You have left')
    })
  })

  it('comes back as who one was when the server cannot be reached at first', async () => {
    const client = newClient()
    const first = await arrive({ client })
    await join(first)
    const me = first.joined?.me
    first.remove()
    server.faults.setReachable(false)
    const again = await arrive({ client })
    await until(() => textOf(again, '.card h2') === 'The room cannot be reached')
    server.faults.setReachable(true)
    find(again, 'Try again').click()
    await until(() => again.joined !== undefined)
    expect(again.joined?.me).to.equal(me)
  })

  it('is left to the page what follows the end', async () => {
    const element = await arrive()
    await join(element)
    let left = 0
    element.addEventListener('sanctuary-room-leave', (event) => {
      event.preventDefault()
      left++
    })
    await host.settings.end()
    await until(() => textOf(element, '.card h2') === 'The circle has ended')
    await press(find(element, 'Leave this page'), element)
    expect(left).to.equal(1)
  })

  for (const [name, exit] of Object.entries({
    'by its button': async (element: SanctuaryRoom) => find(element, 'Quick exit').click(),
    'by Esc three times': async () => {
      for (let times = 0; times < 3; times++) await sendKeys({ press: 'Escape' })
    },
    'by Esc three times out of a dialog': async (element: SanctuaryRoom) => {
      await press(find(element, 'Leave'), element)
      for (let times = 0; times < 3; times++) await sendKeys({ press: 'Escape' })
    },
  })) {
    it(`goes at once, forgets and shows nothing any more, ${name}`, async () => {
      const room = createFakeRoom()
      const element = await fixture<SanctuaryRoom>(html`<sanctuary-room .joined=${room}></sanctuary-room>`)
      await drawn(element)
      let exits = 0
      element.addEventListener('sanctuary-room-exit', (event) => {
        event.preventDefault()
        exits++
      })
      await exit(element)
      expect(exits).to.equal(1)
      expect(room.calls.map(({ action }) => action)).to.include('quickExit')
      expect(getComputedStyle(element).visibility).to.equal('hidden')
    })
  }

  it('forgets at the entrance, too: whoever opens the page next is not who had been there', async () => {
    const storage = createMemoryStorage()
    const client = server.createClient({}, { storage })
    clients.push(client)
    const first = await arrive({ client })
    await join(first)
    const me = first.joined?.me
    first.remove()
    client.close()
    server.faults.setReachable(false)
    const reloaded = server.createClient({}, { storage })
    clients.push(reloaded)
    const element = await arrive({ client: reloaded })
    element.addEventListener('sanctuary-room-exit', (event) => event.preventDefault())
    await until(() => textOf(element, '.card h2') === 'The room cannot be reached')
    expect(storage.keys().length).to.be.greaterThan(0)
    find(element, 'Quick exit').click()
    expect(storage.keys()).to.deep.equal([])
    server.faults.setReachable(true)
    const next = await arrive({ client: reloaded })
    await join(next)
    expect(next.joined?.me).not.to.equal(me)
  })

  it('leaves and forgets what was joined elsewhere with the same client', async () => {
    const client = newClient()
    const elsewhere = await client.join(host.id, { rules: 1 })
    const element = await arrive({ client, room: 'nosuchroom000000' })
    element.addEventListener('sanctuary-room-exit', (event) => event.preventDefault())
    element.exit()
    expect(elsewhere.$connection.get().state).to.equal('closed')
    await until(() => host.participants.$people.get().length === 1)
  })

  it('shows nothing of the entrance any more, and so keeps no microphone open', async () => {
    const element = await arrive()
    await until(() => maybe(element, 'I will keep these rules') !== undefined)
    element.addEventListener('sanctuary-room-exit', (event) => event.preventDefault())
    element.exit()
    await drawn(element)
    expect(element.shadowRoot?.querySelectorAll('sanctuary-join').length).to.equal(0)
  })

  it('takes two Esc, or three slow ones, for what they are', async () => {
    const element = await fixture<SanctuaryRoom>(html`<sanctuary-room .joined=${createFakeRoom()}></sanctuary-room>`)
    let exits = 0
    element.addEventListener('sanctuary-room-exit', (event) => {
      event.preventDefault()
      exits++
    })
    for (const key of ['Escape', 'Escape', 'a', 'Escape', 'Escape']) await sendKeys({ press: key as 'Escape' })
    expect(exits).to.equal(0)
  })

  it('asks nothing of the page it leads to before', async () => {
    const element = await arrive()
    await join(element)
    expect(element.exitUrl).to.equal('https://www.wikipedia.org/')
    expect(performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin))).to.deep.equal([])
  })
})
