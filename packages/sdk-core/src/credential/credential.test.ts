import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Environment } from '../environment.ts'
import { createMemoryStorage, type PageStorage } from '../storage.ts'
import { settle } from '../testing/fake-clock.ts'
import { createScene, type Scene, type Tab } from '../testing/scene.ts'
import { openPostbox, type Postbox } from './postbox.ts'

/** Everything ends with the test: an open BroadcastChannel keeps the process alive. */
const opened: Postbox[] = []
afterEach(() => {
  for (const postbox of opened.splice(0)) postbox.close()
})

/** A page that hears others, by the platform's own BroadcastChannel. */
const hearing = (browser: string): Pick<Environment, 'openPostbox'> => ({
  openPostbox(name) {
    const postbox = openPostbox(`${browser} ${name}`)
    if (postbox) opened.push(postbox)
    return postbox
  },
})

/** A browser: its tabs hear each other, and each has a storage of its own. */
function createBrowser(scene: Scene) {
  const name = crypto.randomUUID()
  return { tab: (storage: PageStorage = createMemoryStorage()): Tab => scene.tab({ ...hearing(name), storage }) }
}

/** Lets messages between tabs arrive, and then the time for answers pass. */
async function letTabsTalk({ clock }: Scene) {
  for (let turn = 0; turn < 5; turn += 1) await settle()
  await clock.advance(200)
}

/** Joins while time passes, as it does by itself outside of tests. */
async function joinIn(scene: Scene, tab: Tab) {
  const joining = tab.join()
  await letTabsTalk(scene)
  return joining
}

describe('a new tab', () => {
  test('of a browser with a living tab is the same person, with a tab id of its own', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const first = await joinIn(scene, browser.tab())
    const second = await joinIn(scene, browser.tab())
    expect(second.me).toBe(first.me)
    expect(second.tab).not.toBe(first.tab)
    expect(scene.host.participants.$people.get().length).toBe(2)
  })

  test('knows that it can come back before it joins', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const recall = async () => {
      const known = browser.tab().client.recall(scene.id)
      await letTabsTalk(scene)
      return known
    }
    expect(await recall()).toBe(false)
    await joinIn(scene, browser.tab())
    expect(await recall()).toBe(true)
  })

  test('that looked before another one joined hears of it', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const early = browser.tab()
    const looked = early.client.recall(scene.id)
    await letTabsTalk(scene)
    expect(await looked).toBe(false)
    const first = await joinIn(scene, browser.tab())
    expect((await joinIn(scene, early)).me).toBe(first.me)
  })

  test('without a living tab is a new person', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const tab = browser.tab()
    const first = await joinIn(scene, tab)
    tab.client.close()
    expect((await joinIn(scene, browser.tab())).me).not.toBe(first.me)
  })

  test('of another browser is a new person', async () => {
    const scene = await createScene()
    const first = await joinIn(scene, createBrowser(scene).tab())
    expect((await joinIn(scene, createBrowser(scene).tab())).me).not.toBe(first.me)
  })

  test('stays the same person when the first one closes', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const firstTab = browser.tab()
    const first = await joinIn(scene, firstTab)
    const second = await joinIn(scene, browser.tab())
    firstTab.client.close()
    await scene.clock.advance(40_000)
    expect(scene.host.participants.$people.get().map(({ id }) => id)).toContain(first.me)
    expect(second.$connection.get().state).toBe('live')
  })
})

describe('a reload', () => {
  test('keeps person and tab', async () => {
    const scene = await createScene()
    const storage = createMemoryStorage()
    const before = scene.tab({ storage })
    const first = await before.join()
    before.client.close()
    const second = await scene.tab({ storage }).join()
    expect([second.me, second.tab]).toEqual([first.me, first.tab])
  })

  test('that is a duplicated tab in truth gets a tab id of its own', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const original = createMemoryStorage()
    const first = await joinIn(scene, browser.tab(original))
    const copy = createMemoryStorage()
    for (const key of original.keys()) copy.set(key, original.get(key) ?? '')
    const second = await joinIn(scene, browser.tab(copy))
    expect(second.me).toBe(first.me)
    expect(second.tab).not.toBe(first.tab)
  })
})

describe('what is stored', () => {
  test('is the credential, never the token, the host key or an identity', async () => {
    const scene = await createScene()
    const storage = createMemoryStorage()
    await scene.tab({ storage }).join({ alias: 'Second Host', hostKey: scene.hostKey })
    const stored = storage
      .keys()
      .map((key) => storage.get(key))
      .join('\n')
    expect(stored).toContain('resume_')
    expect(stored).not.toContain(scene.hostKey)
    expect(storage.keys().every((key) => key.startsWith('sanctuary:'))).toBe(true)
  })

  test('is kept after leaving, and gone after leaving to be forgotten', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    await (await tab.join()).leave()
    expect(tab.storage.keys().length).toBeGreaterThan(0)
    await (await tab.join()).leave({ forget: true })
    expect(tab.storage.keys()).toEqual([])
  })

  test('is gone at once after a quick exit, here and on the server', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    const room = await tab.join()
    void room.chat.send('Not sent any more').catch(() => {})
    tab.storage.set('other', 'of the page itself')
    room.quickExit()
    expect(tab.storage.keys()).toEqual(['other'])
    expect(room.$connection.get().state).toBe('closed')
    await settle()
    expect(tab.storage.keys()).toEqual(['other'])
    expect(scene.host.participants.$people.get().length).toBe(1)
    expect((await tab.join()).me).not.toBe(room.me)
  })

  test('for other rooms is gone after a quick exit as well', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    const { room: other } = await tab.client.rooms.create({ topic: 'Another room' })
    await tab.client.join(other.id)
    const room = await tab.join()
    expect(tab.storage.keys().some((key) => key.includes(other.id))).toBe(true)
    room.quickExit()
    expect(tab.storage.keys()).toEqual([])
  })

  test('stays gone when the page goes on using the room it has left', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    const room = await tab.join()
    room.quickExit()
    room.chat.markRead()
    room.participants.hide(scene.host.me, true)
    await expect(room.chat.send('Hello?')).rejects.toMatchObject({ code: 'CLOSED' })
    expect(tab.storage.keys()).toEqual([])
  })

  test('is dropped when a host removed the person, and kept when they are banned', async () => {
    const scene = await createScene()
    const removed = scene.tab()
    const banned = scene.tab()
    scene.server.faults.remove(await removed.join())
    scene.server.faults.remove(await banned.join(), { ban: true })
    await settle()
    expect(await removed.client.recall(scene.id)).toBe(false)
    await expect(banned.join()).rejects.toMatchObject({ code: 'BANNED' })
    await expect(banned.join({ alias: 'Somebody Else' })).rejects.toMatchObject({ code: 'BANNED' })
  })
})

describe('a client that forgets', () => {
  test('leaves its room, and nothing is left of it here, on the server or in the other tab', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const other = browser.tab()
    const [tab, second] = [browser.tab(), await joinIn(scene, other)]
    const first = await joinIn(scene, tab)
    const closed = new Promise<void>((done) => second.on('closed', () => done()))
    tab.client.forget()
    expect(first.$connection.get().state).toBe('closed')
    expect(tab.storage.keys()).toEqual([])
    await closed
    await vi.waitFor(() => expect(other.storage.keys()).toEqual([]))
    expect(scene.host.participants.$people.get().map(({ id }) => id)).toEqual([scene.host.me])
  })

  test('wipes the way back and unsent messages of a room it never opened, and tells the other tab', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const before = browser.tab()
    const room = await joinIn(scene, before)
    const other = browser.tab()
    await joinIn(scene, other)
    scene.server.faults.setReachable(false)
    room.chat.send('Not sent any more').catch(() => {})
    expect(before.storage.keys().join(' ')).toMatch(/credential.*outbox/)
    const reloaded = createMemoryStorage()
    for (const key of before.storage.keys()) reloaded.set(key, before.storage.get(key) ?? '')
    reloaded.set('other', 'of the page itself')
    before.client.close()

    const after = browser.tab(reloaded)
    after.client.forget()
    expect(reloaded.keys()).toEqual(['other'])
    await vi.waitFor(() => expect(other.storage.keys()).toEqual([]))
    scene.server.faults.setReachable(true)
    const again = after.client.recall(scene.id)
    await letTabsTalk(scene)
    expect(await again).toBe(false)
  })

  test('takes back a join that is on its way', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    const before = scene.server.calls.length
    scene.server.faults.trouble.delayMs = 1_000
    const joining = tab.client.join(scene.id)
    const refused = expect(joining).rejects.toMatchObject({ code: 'CLOSED' })
    while (!scene.server.calls.slice(before).some(({ op }) => op === 'participants.join')) await scene.clock.advance(100)
    tab.client.forget()
    await scene.clock.advance(5_000)
    await refused
    expect(tab.storage.keys()).toEqual([])
    expect(scene.server.calls.at(-1)).toMatchObject({ op: 'participants.leave', input: { forget: true } })
    expect(scene.host.participants.$people.get().length).toBe(1)
  })

  test('keeps nothing a living tab hands over late', async () => {
    const scene = await createScene()
    const browser = createBrowser(scene)
    const living = await joinIn(scene, browser.tab())
    const tab = browser.tab()
    const known = tab.client.recall(scene.id)
    tab.client.forget()
    await letTabsTalk(scene)
    await known
    expect(tab.storage.keys()).toEqual([])
    await vi.waitFor(() => expect(living.$connection.get().state).toBe('closed'))
  })
})

test('leaving to be forgotten in one tab closes and wipes the others', async () => {
  const scene = await createScene()
  const browser = createBrowser(scene)
  const first = await joinIn(scene, browser.tab())
  const other = browser.tab()
  const second = await joinIn(scene, other)
  const closed = new Promise<void>((done) => second.on('closed', () => done()))
  await first.leave({ forget: true })
  await closed
  await vi.waitFor(() => expect(other.storage.keys()).toEqual([]))
})

describe('a credential the server does not know any more', () => {
  test('makes somebody who said as whom a new person', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    const first = await tab.join()
    tab.client.close()
    scene.server.faults.refuseNext('participants.join', 'CREDENTIAL_UNKNOWN')
    const second = await scene.tab({ storage: tab.storage }).join({ alias: 'Paper Crane' })
    expect(second.me).not.toBe(first.me)
    expect(second.participants.$me.get()?.alias).toBe('Paper Crane')
  })

  test('is refused, and forgotten, for somebody who did not', async () => {
    const scene = await createScene()
    const tab = scene.tab()
    await tab.join()
    tab.client.close()
    const next = scene.tab({ storage: tab.storage })
    scene.server.faults.refuseNext('participants.join', 'CREDENTIAL_UNKNOWN')
    await expect(next.join()).rejects.toMatchObject({ code: 'CREDENTIAL_UNKNOWN' })
    expect(await next.client.recall(scene.id)).toBe(false)
  })
})

describe('a session storage that somebody emptied', () => {
  /** What a page's own "sign out" does while the room is open. */
  const empty = ({ storage }: Tab) => storage.keys().forEach(storage.remove)

  test('ends the stay when a new token is needed, and makes no stranger', async () => {
    const scene = await createScene()
    const { room, tab } = await scene.guest()
    empty(tab)
    scene.server.faults.expireTokens()
    scene.server.faults.dropConnections(room)
    await scene.clock.advance(5_000)
    expect(room.$connection.get()).toMatchObject({ state: 'closed', reason: { code: 'CREDENTIAL_UNKNOWN' } })
    expect(scene.server.calls.filter(({ op }) => op === 'participants.join').length).toBe(2) // the host and the guest, once each
    expect(scene.host.participants.$people.get().length).toBe(2)
  })
})
