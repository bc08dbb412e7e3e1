import { expect, fixture, html, waitUntil } from '@open-wc/testing'
import { type ErrorCode, SanctuaryError } from '@sanctuary/sdk-core'
import { announced, drawn, find, maybe, press, textOf } from '../testing/find.ts'
import type { SanctuaryJoin } from './sanctuary-join.ts'
import { createWorld, fill, hostJoins, mountJoin, type World } from './testing/mount-join.ts'

const status = (element: Element) => textOf(element, '#title')
const join = (element: Element) => element.shadowRoot?.querySelector<HTMLButtonElement>('[part=join]')
const reads = ({ server }: World) => server.calls.filter(({ op }) => op === 'rooms.read').length

/** Lets the wait at a closed door be over. */
function holdTimers() {
  const original = globalThis.setTimeout
  const held: (() => void)[] = []
  globalThis.setTimeout = ((run: () => void, ms?: number, ...rest: unknown[]) =>
    ms === 15_000 ? held.push(run) : original(run, ms, ...rest)) as typeof setTimeout
  return {
    pass: () => held.splice(0).forEach((run) => run()),
    end() {
      globalThis.setTimeout = original
    },
  }
}

describe('the door of a room', () => {
  let timers: ReturnType<typeof holdTimers>
  beforeEach(() => {
    timers = holdTimers()
  })
  afterEach(() => timers.end())

  it('locked: says so, looks again by itself, and is a form when a host opens it', async () => {
    const world = await createWorld()
    const host = await hostJoins(world)
    await host.settings.lock(true)
    const { element } = await mountJoin(world)
    expect(status(element)).to.equal('The room is locked')
    expect(textOf(element, '[part=preview]')).to.contain('Evening circle')
    expect(textOf(element, '.note')).to.match(/^We look again every 15 seconds\. Last look at /)
    expect(join(element)).to.equal(null)
    timers.pass()
    await waitUntil(() => reads(world) === 2)
    await drawn(element)
    expect(status(element)).to.equal('The room is locked')
    await host.settings.lock(false)
    timers.pass()
    await waitUntil(() => join(element))
    expect(announced(element).at(-1)).to.equal('You can come in now.')
    host.close()
  })

  it('locked: lets somebody in who has the host key', async () => {
    const world = await createWorld({ rules: [] })
    const host = await hostJoins(world)
    await host.settings.lock(true)
    const { element, joined } = await mountJoin(world)
    await press(find(element, 'I am the host'), element)
    await fill(element, 'key', world.hostKey)
    await press(join(element) as HTMLElement, element)
    await waitUntil(() => joined.length === 1)
    expect(joined[0]?.participants.$me.get()?.role).to.equal('host')
    joined[0]?.close()
    host.close()
  })

  it('full before one has pressed anything: looks again, and waits for a press when there is a place', async () => {
    const world = await createWorld({ rules: [], capacity: 2 })
    const host = await hostJoins(world)
    const other = await world.server.createClient().join(world.id)
    const { element, joined } = await mountJoin(world)
    expect(status(element)).to.equal('The room is full')
    await other.leave()
    await press(find(element, 'Try again'), element)
    await waitUntil(() => join(element))
    expect(joined).to.deep.equal([])
    host.close()
  })

  it('full at the moment of joining: goes in by itself as who one wanted to be', async () => {
    const world = await createWorld({ rules: [], capacity: 2 })
    const host = await hostJoins(world)
    const { element, joined } = await mountJoin(world)
    await fill(element, 'alias', 'Still River')
    const other = await world.server.createClient().join(world.id)
    await press(join(element) as HTMLElement, element)
    await waitUntil(() => status(element) === 'The room is full')
    expect(textOf(element, '.note')).to.match(/^You go in by yourself as soon as there is a place\./)
    timers.pass()
    await waitUntil(() => reads(world) >= 2)
    await drawn(element)
    expect(joined).to.deep.equal([])
    await other.leave()
    timers.pass()
    await waitUntil(() => joined.length === 1)
    expect(joined[0]?.participants.$me.get()?.alias).to.equal('Still River')
    joined[0]?.close()
    host.close()
  })

  it('ended: says so and does not look again', async () => {
    const world = await createWorld()
    world.server.faults.endRoom(world.id)
    const { element } = await mountJoin(world)
    expect(status(element)).to.equal('The circle has ended')
    expect(textOf(element, '.note')).to.equal('')
    expect(join(element)).to.equal(null)
    let left = 0
    element.addEventListener('sanctuary-room-leave', (event) => {
      event.preventDefault()
      left += 1
    })
    await press(find(element, 'Leave this page'), element)
    expect(left).to.equal(1)
  })

  it('banned: says so to somebody who comes back', async () => {
    const world = await createWorld()
    const before = await world.client.join(world.id, { alias: 'Still River', rules: 1 })
    world.server.faults.remove(before, { ban: true })
    const { element } = await mountJoin(world)
    expect(status(element)).to.equal('You cannot come back to this room')
    expect(join(element)).to.equal(null)
  })

  it('removed: leads back to the entrance, as somebody new', async () => {
    const world = await createWorld()
    const before = await world.client.join(world.id, { alias: 'Still River', rules: 1 })
    world.server.faults.remove(before)
    world.server.faults.refuseNext('participants.join', 'REMOVED')
    const { element } = await mountJoin(world)
    if (status(element)) {
      expect(status(element)).to.equal('A host removed you')
      await press(find(element, 'Back to the entrance'), element)
    }
    await waitUntil(() => join(element))
    expect(maybe(element, 'Name in this room')).not.to.equal(undefined)
  })

  it('not there: says so, also for an id of the wrong form', async () => {
    const world = await createWorld()
    const nowhere = await mountJoin({ ...world, id: 'nosuchroomatall0' })
    expect(status(nowhere.element)).to.equal('There is no such room')
    const client = {
      ...world.client,
      rooms: {
        ...world.client.rooms,
        read: () => Promise.reject(new SanctuaryError('INVALID_INPUT', { details: { fields: [{ path: 'room', problem: 'invalid' }] } })),
      },
    }
    const malformed = await mountJoin({ client, id: '../x' })
    expect(status(malformed.element)).to.equal('There is no such room')
  })

  const others: [ErrorCode, string, string][] = [
    ['ORIGIN_NOT_ALLOWED', 'This site may not use this server', 'Try again'],
    ['SERVER_UNREACHABLE', 'The room cannot be reached', 'Try again'],
    ['OFFLINE', 'You are offline', 'Try now'],
    ['SERVER_TOO_OLD', 'The server is older than this page', 'Try again'],
    ['CLIENT_TOO_OLD', 'This page is older than the server', 'Load again'],
    ['INTERNAL', 'Something went wrong', 'Try again'],
  ]
  for (const [code, title, act] of others) {
    it(`${code}: one sentence, one action, and a form as soon as it is over`, async () => {
      const world = await createWorld()
      world.server.faults.refuseNext('rooms.read', code)
      const { element } = await mountJoin(world)
      expect(status(element)).to.equal(title)
      expect(announced(element)).to.have.length(1)
      expect(announced(element)[0]).to.contain(title)
      const button = find(element, act)
      if (act === 'Load again') return
      await press(button, element)
      await waitUntil(() => join(element))
    })
  }

  it('looks again at once when the network is back, and never while nothing is wrong', async () => {
    const world = await createWorld()
    world.server.faults.setReachable(false)
    const { element } = await mountJoin(world)
    expect(status(element)).to.equal('The room cannot be reached')
    world.server.faults.setReachable(true)
    dispatchEvent(new Event('online'))
    await waitUntil(() => join(element))
    const before = reads(world)
    dispatchEvent(new Event('online'))
    timers.pass()
    await drawn(element)
    expect(reads(world)).to.equal(before)
  })

  it('looks no more once it is gone from the page', async () => {
    const world = await createWorld()
    const host = await hostJoins(world)
    await host.settings.lock(true)
    const { element } = await mountJoin(world)
    const before = reads(world)
    element.remove()
    timers.pass()
    dispatchEvent(new Event('online'))
    await world.client.hello()
    expect(reads(world)).to.equal(before)
    host.close()
  })

  it('with only a server and a room it finds its own way', async () => {
    const element = await fixture<SanctuaryJoin>(html`<sanctuary-join server="/nothing-is-here" room="nosuchroomatall0"></sanctuary-join>`)
    await waitUntil(() => status(element) !== '', undefined, { timeout: 15_000 })
    expect(status(element)).to.equal('The room cannot be reached')
  })
})
