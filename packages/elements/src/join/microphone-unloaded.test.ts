import { expect, waitUntil } from '@open-wc/testing'
import { find, maybe, press, textOf } from '../testing/find.ts'
import { createFakeCheck } from '../voice/testing/fake-check.ts'
import { createWorld, mountJoin, withMicrophone } from './testing/mount-join.ts'

/** Alone in its file: a browser remembers for the life of a page that a module could not be loaded. */
describe('a microphone check whose code does not come', () => {
  const { define } = customElements
  before(() => {
    customElements.define = (name, ...rest) => {
      if (name === 'microphone-check') throw new Error('broken by the test')
      define.call(customElements, name, ...rest)
    }
  })
  after(() => {
    customElements.define = define
  })

  it('leaves no microphone open, and says so', async () => {
    const world = await createWorld({ rules: [] })
    const fake = createFakeCheck()
    let opened = 0
    const client = withMicrophone(world.client, async () => {
      opened += 1
      return fake.check
    })
    const audio = { state: 'ready', message: '' } as const
    const rooms = { ...client.rooms, read: async (room: string) => ({ ...(await client.rooms.read(room)), audio }) }
    const { element } = await mountJoin({ ...world, client: { ...client, rooms } })
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Try again'))
    expect(textOf(element, '[part=fault]')).not.to.equal('')
    expect(fake.calls.filter((call) => call === 'close')).to.have.length(opened)
  })
})
