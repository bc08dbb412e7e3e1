import { expect, waitUntil } from '@open-wc/testing'
import { type ErrorCode, SanctuaryError } from '@sanctuary/sdk-core'
import { announced, drawn, find, maybe, names, press, textOf } from '../testing/find.ts'
import { createFakeCheck } from '../voice/testing/fake-check.ts'
import { createWorld, hostJoins, mountJoin, withMicrophone } from './testing/mount-join.ts'

const join = (element: Element) => element.shadowRoot?.querySelector<HTMLButtonElement>('[part=join]') as HTMLButtonElement
const ready = { state: 'ready', message: 'There is sound in this room.' } as const

/** The way into a room with sound, and a microphone that answers as told. */
async function mount(open: () => Promise<ReturnType<typeof createFakeCheck>['check']>, wish: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld({ rules: [], ...wish })
  let opened = 0
  const client = withMicrophone(world.client, () => {
    opened += 1
    return open()
  })
  const rooms = { ...client.rooms, read: async (room: string) => ({ ...(await client.rooms.read(room)), audio: ready }) }
  const mounted = await mountJoin({ ...world, client: { ...client, rooms } })
  return { ...mounted, world, opened: () => opened }
}

describe('the microphone before joining', () => {
  it('is opened by a press and never before', async () => {
    const fake = createFakeCheck()
    const { element, opened } = await mount(async () => fake.check)
    expect(opened()).to.equal(0)
    expect(textOf(element, '.n-veil')).to.contain('Others hear your disguised voice.')
    expect(join(element).textContent).to.equal('Join with microphone off')
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => opened() === 1)
  })

  it('shows the level and whether the disguise waits, covers the voice or has stopped', async () => {
    const fake = createFakeCheck()
    const { element } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => textOf(element, '[part=seal]') !== '')
    expect(textOf(element, '[part=seal]')).to.equal('Veil ready')
    expect(textOf(element, '[part=meter]')).to.equal('Say a few words')
    fake.$level.set(0.5)
    fake.$disguise.set({ phase: 'locked' })
    await drawn(element)
    expect(textOf(element, '[part=seal]')).to.equal('Veil on')
    expect(textOf(element, '[part=meter]')).to.equal('We can hear you Good level')
    const meter = find(element, 'Microphone level', '[role=meter]')
    expect(meter.getAttribute('aria-valuenow')).to.equal('50')
    fake.$disguise.set({ phase: 'failed' })
    await drawn(element)
    expect(textOf(element, '[part=seal]')).to.equal('Voice off')
    expect(textOf(element, '.danger')).to.equal('The disguise stopped. Nobody would hear you.')
    expect(maybe(element, 'Hear yourself')).to.equal(undefined)
    await press(find(element, 'Try again'), element)
    expect(fake.calls).to.contain('close')
  })

  it('plays one’s own voice on a press, with a word about headphones, and stops with the element', async () => {
    const fake = createFakeCheck()
    const { element } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Hear yourself'))
    expect(textOf(element, '#live-what')).to.contain('Use headphones, or it goes round in circles.')
    await press(find(element, 'Hear yourself'), element)
    expect(find(element, 'Hear yourself').getAttribute('aria-pressed')).to.equal('true')
    element.remove()
    expect(fake.calls).to.have.members(['hear live', 'hear off', 'close'])
  })

  it('offers every disguise, hears one sentence in each, and leaves one’s own voice for the room', async () => {
    const fake = createFakeCheck()
    const { element } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Veil', '[role=radio]'))
    expect(names(element, '[role=radio] > b')).to.deep.equal(['Veil', 'Strong veil', 'Costume'])
    await press(find(element, 'Play the last 5 seconds'), element)
    await press(find(element, 'Costume', '[role=radio]'), element)
    await press(find(element, 'George', '[role=radio]'), element)
    expect(textOf(element, '[part=seal]')).to.equal('George ready')
    expect(maybe(element, 'Style', 'input')).to.equal(undefined)
    await press(find(element, 'Fine tuning', 'summary'), element)
    expect((find(element, 'Style', 'input') as HTMLInputElement).value).to.equal('33')
    expect(fake.calls).to.deep.equal(['hear loop', 'voice {"mode":"costume","name":"River"}', 'voice {"mode":"costume","name":"George"}'])
  })

  it('changes to another microphone, and back when that one cannot be had', async () => {
    const fake = createFakeCheck()
    const { element } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Microphone', 'select'))
    const select = find(element, 'Microphone', 'select') as HTMLSelectElement
    expect([...select.options].map(({ text }) => text.replace(/[\u2068\u2069]/g, ''))).to.deep.equal([
      'The system’s choice',
      'Built-in microphone',
      'Microphone 2',
      'No microphone, I will listen',
    ])
    const choose = async (value: string) => {
      select.value = value
      select.dispatchEvent(new Event('change'))
      await drawn(element)
    }
    await choose('b')
    expect(fake.calls).to.deep.equal(['device b'])
    fake.check.setDevice = async () => {
      throw new SanctuaryError('MICROPHONE_BUSY')
    }
    await choose('a')
    expect(select.value).to.equal('b')
    expect(textOf(element, '.banner p')).to.equal(new SanctuaryError('MICROPHONE_BUSY').message)
  })

  it('is let go when somebody only wants to listen', async () => {
    const fake = createFakeCheck()
    const { element } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Microphone', 'select'))
    const select = find(element, 'Microphone', 'select') as HTMLSelectElement
    select.value = 'none'
    select.dispatchEvent(new Event('change'))
    await drawn(element)
    expect(fake.calls).to.deep.equal(['close'])
    expect(join(element).textContent).to.equal('Join and listen')
    expect(maybe(element, 'Check the microphone')).not.to.equal(undefined)
  })

  const faults: [ErrorCode, string, string, string][] = [
    ['MICROPHONE_BLOCKED', 'Your browser blocks the microphone', 'Try again', 'Join and listen'],
    ['MICROPHONE_ABSENT', 'No microphone was found', 'Try again', 'Join and listen'],
    ['MICROPHONE_BUSY', 'Another program uses the microphone', 'Try again', 'Join and listen'],
    ['MICROPHONE_NOT_PERMITTED', 'This page may not use the microphone', 'Go on listening', 'Join and listen'],
    ['INSECURE_CONTEXT', 'Sound needs a secure page', 'Go on listening', 'Join and write'],
    ['DISGUISE_FAILED', 'Your voice is off: the disguise stopped', 'Try again', 'Join and listen'],
    ['INTERNAL', new SanctuaryError('INTERNAL').message, 'Try again', 'Join and listen'],
  ]
  for (const [code, title, act, label] of faults) {
    it(`${code}: one sentence said once, one action that works, and joining stays possible`, async () => {
      const fake = createFakeCheck()
      let fails = true
      const { element, opened } = await mount(async () => {
        if (fails) throw new SanctuaryError(code)
        return fake.check
      })
      await press(find(element, 'Check the microphone'), element)
      await waitUntil(() => textOf(element, '[part=fault] .strong') === title)
      expect(announced(element)).to.deep.equal([title])
      expect(join(element).textContent).to.equal(label)
      expect(names(element, '[part=fault] button')).to.deep.equal([act])
      fails = false
      await press(find(element, act), element)
      if (act === 'Try again') await waitUntil(() => textOf(element, '[part=seal]') === 'Veil ready')
      expect(opened()).to.equal(act === 'Try again' ? 2 : 1)
      expect(join(element).textContent).to.equal(act === 'Try again' ? 'Join with microphone off' : label)
    })
  }

  it('is let go on joining', async () => {
    const fake = createFakeCheck()
    const { element, joined } = await mount(async () => fake.check)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => maybe(element, 'Hear yourself'))
    await press(join(element), element)
    await waitUntil(() => joined.length === 1)
    expect(fake.calls).to.deep.equal(['close'])
    joined[0]?.close()
  })

  it('is let go when it opens after the element has gone', async () => {
    const fake = createFakeCheck()
    let open = (_check: typeof fake.check) => {}
    const { element, opened } = await mount(() => new Promise((resolve) => (open = resolve)))
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => opened() === 1)
    element.remove()
    open(fake.check)
    await waitUntil(() => fake.calls.length === 1)
    expect(fake.calls).to.deep.equal(['close'])
  })

  it('is let go when it opens after somebody has joined', async () => {
    const fake = createFakeCheck()
    let open = (_check: typeof fake.check) => {}
    const { element, joined, opened } = await mount(() => new Promise((resolve) => (open = resolve)))
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => opened() === 1)
    await press(join(element), element)
    await waitUntil(() => joined.length === 1)
    open(fake.check)
    await waitUntil(() => fake.calls.length === 1)
    expect(fake.calls).to.deep.equal(['close'])
    joined[0]?.close()
  })

  it('is not asked of people who come to listen, nor where there is no sound', async () => {
    const listening = await mount(async () => createFakeCheck().check, { newcomers: 'listener' })
    expect(maybe(listening.element, 'Check the microphone')).to.equal(undefined)
    expect(join(listening.element).textContent).to.equal('Join and listen')
    const world = await createWorld({ rules: [] })
    const host = await hostJoins(world)
    const { element } = await mountJoin(world)
    expect(maybe(element, 'Check the microphone')).to.equal(undefined)
    expect(textOf(element, '.card.raised')).to.contain('This server has no sound. Chat works.')
    expect(join(element).textContent).to.equal('Join and write')
    host.close()
  })
})
