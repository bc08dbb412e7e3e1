import { expect, waitUntil } from '@open-wc/testing'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, find, press } from '../testing/find.ts'
import { hostileTexts } from '../testing/hostile-texts.ts'
import { createFakeCheck } from '../voice/testing/fake-check.ts'
import type { SanctuaryJoin } from './sanctuary-join.ts'
import { createWorld, fill, hostJoins, mountJoin, withMicrophone } from './testing/mount-join.ts'

const ready = { state: 'ready', message: '' } as const

async function withSound(open: () => Promise<ReturnType<typeof createFakeCheck>['check']>): Promise<SanctuaryJoin> {
  const world = await createWorld()
  const client = withMicrophone(world.client, open)
  const preview = { ...(await client.rooms.read(world.id)), audio: ready }
  return (await mountJoin({ ...world, client }, { preview })).element
}

describe('the way into a room, by axe and for hostile texts', () => {
  it('is accessible in every theme and direction: the form', async () => {
    const world = await createWorld({ approval: true, tags: ['a'], emoji: '🌙' })
    await hostJoins(world)
    const { element } = await mountJoin(world)
    await expectAccessible(element)
    await press(find(element, 'Join and write'), element)
    await fill(element, 'alias', 'x')
    await expectAccessible(element)
  })

  it('is accessible in every theme and direction: refusals at their fields', async () => {
    const world = await createWorld({ rules: [] })
    await hostJoins(world).catch(() => {})
    const { element } = await mountJoin(world, { hostKey: 'wrong' })
    await press(find(element, 'Join and write'), element)
    await waitUntil(() => element.shadowRoot?.querySelector('#key'))
    await drawn(element)
    await expectAccessible(element)
    await fill(element, 'alias', 'x')
    await press(find(element, 'Join and write'), element)
    await expectAccessible(element)
  })

  it('is accessible in every theme and direction: the microphone', async () => {
    const fake = createFakeCheck()
    const element = await withSound(async () => fake.check)
    await expectAccessible(element)
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => element.shadowRoot?.querySelector('microphone-check')?.shadowRoot?.querySelector('select'))
    fake.$level.set(0.6)
    await drawn(element)
    await expectAccessible(element)
    await press(find(element, 'Costume', '[role=radio]'), element)
    await press(find(element, 'Fine tuning', 'summary'), element)
    await expectAccessible(element)
    fake.$disguise.set({ phase: 'failed' })
    await drawn(element)
    await expectAccessible(element)
  })

  it('is accessible in every theme and direction: no microphone', async () => {
    const element = await withSound(async () => {
      throw new SanctuaryError('MICROPHONE_BLOCKED')
    })
    await press(find(element, 'Check the microphone'), element)
    await waitUntil(() => element.shadowRoot?.querySelector('[part=fault]'))
    await expectAccessible(element)
  })

  it('is accessible in every theme and direction: a closed door', async () => {
    const world = await createWorld()
    const host = await hostJoins(world)
    await host.settings.lock(true)
    await expectAccessible((await mountJoin(world)).element)
    host.close()
    await expectAccessible((await mountJoin({ ...world, id: 'nosuchroomatall0' })).element)
  })

  it('is accessible in every theme and direction: the lobby', async () => {
    const world = await createWorld({ rules: [], approval: true })
    const { element, joined } = await mountJoin(world)
    await press(find(element, 'Join and write'), element)
    await waitUntil(() => joined.length === 1)
    await drawn(element)
    await expectAccessible(element)
    joined[0]?.close()
  })

  it('shows hostile topics, rules, names of hosts and suggestions as text', async () => {
    const world = await createWorld()
    const client = { ...world.client, suggest: async () => ({ alias: '<script>globalThis.pwned=1</script>', picture: '"><img src=x>' }) }
    const preview = await world.client.rooms.read(world.id)
    const { element } = await mountJoin({ ...world, client }, { preview })
    for (const text of hostileTexts) {
      element.preview = {
        ...preview,
        topic: text,
        description: text,
        emoji: text,
        rules: [text],
        hosts: [text],
        audio: { state: 'absent', message: text },
      }
      await drawn(element)
      expect(element.shadowRoot?.querySelector('h1')?.textContent).to.equal(`${text} ${text}`)
      expect(element.shadowRoot?.querySelector('[part=rules] span')?.textContent).to.equal(text)
      expect(element.shadowRoot?.querySelector('script, img, iframe, object, embed, link, base, meta, style, template')).to.equal(null)
    }
    expect((globalThis as { pwned?: unknown }).pwned).to.equal(undefined)
  })

  it('pushes nothing sideways with long words, at any width', async () => {
    const long = 'W'.repeat(120)
    const world = await createWorld({ topic: long, description: long.repeat(4), rules: [long, long] })
    const { element } = await mountJoin(world)
    await fill(element, 'alias', 'W'.repeat(40))
    for (const width of ['1100px', '640px', '320px']) {
      element.style.setProperty('width', width)
      await drawn(element)
      expect(element.scrollWidth, width).to.be.at.most(element.clientWidth)
    }
  })
})
