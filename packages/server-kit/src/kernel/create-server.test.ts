import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createConnection, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { openRaw } from '../testing/raw-socket.ts'

describe('a server inside another', () => {
  let test: TestServer
  let http: Server
  let port: number
  const others: string[] = []
  beforeAll(async () => {
    test = await createTestServer({ path: '/talk' })
    const site = new Hono().get('/', (context) => context.text('the site')).route('/', test.server.app)
    http = createServer(getRequestListener(site.fetch))
    http.on('upgrade', ({ url }, socket) => {
      if (url !== '/updates') return
      others.push(url)
      socket.resume().on('end', () => socket.end())
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: updates\r\n\r\n')
    })
    test.server.attach(http)
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
    port = (http.address() as AddressInfo).port
  })
  afterAll(async () => {
    await test.close()
    http.closeAllConnections()
    await new Promise((done) => http.close(done))
  })

  const upgrade = (path: string): Socket => {
    const socket = createConnection(port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: updates\r\n\r\n`)
    return socket
  }

  it('answers under its own path, and the site elsewhere', async () => {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('the site')
    expect(await (await fetch(`http://127.0.0.1:${port}/talk/hello`)).json()).toMatchObject({ product: 'sanctuary' })
  })

  it('lets people in beside upgrades of the site’s own, which stay open', async () => {
    const own = upgrade('/updates')
    await once(own, 'data')
    const { room } = await test.createRoom()
    const person = await test.join(room.id)
    const raw = await openRaw(`http://127.0.0.1:${port}/talk`)
    raw.authenticate(person.token)
    await raw.saw('42["welcome"')
    const unanswered = upgrade('/nobody')
    unanswered.resume()
    await once(unanswered, 'close') // by then the site's own would be closed, too
    expect(others).toEqual(['/updates'])
    expect(own.destroyed).toBe(false)
    own.destroy()
    raw.socket.terminate()
  })

  it('closes upgrades that nobody answers, also of those who have gone', { timeout: 30_000 }, async () => {
    const open = () => new Promise<number>((done, fail) => http.getConnections((error, count) => (error ? fail(error) : done(count))))
    const before = await open()
    const leftBehind = Array.from({ length: 20 }, () => upgrade('/nobody'))
    await Promise.all(leftBehind.map((socket) => once(socket, 'connect')))
    for (const socket of leftBehind) socket.destroy()
    await expect.poll(open, { timeout: 20_000 }).toBeLessThanOrEqual(before)
  })
})

it('two servers in one process know nothing of each other', async () => {
  const [one, other] = await Promise.all([createTestServer(), createTestServer()])
  const { room, hostKey } = await one.createRoom()
  const person = await one.join(room.id, { hostKey })
  await expect(other.join(room.id)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' })
  await expect(other.call('rooms.end', {}, { token: person.token })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  await other.close()
  const live = await person.connect()
  expect(live.isOpen).toBe(true)
  await one.close()
})

it('no address takes a body of more than 64 kB', async () => {
  const test = await createTestServer()
  for (const path of ['/call', '/rooms', '/livekit']) {
    const { status } = await fetch(`${test.url}${path}`, { method: 'POST', body: 'x'.repeat(65 * 1024) })
    expect([path, status]).toEqual([path, 413])
  }
  await test.close()
})

it('calls of the program itself are not counted', async () => {
  const test = await createTestServer({ rates: { create: { points: 1, seconds: 60 } } })
  for (let n = 0; n < 3; n += 1) await test.server.call('rooms.create', { network: 'the program' }, { topic: 'Ours' })
  await test.createRoom()
  await expect(test.createRoom()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await test.close()
})

it('a folder of assets that is not there is said at the start, with what to do', async () => {
  await expect(createTestServer({ assets: './nowhere' })).rejects.toMatchObject({
    code: 'ASSETS_MISSING',
    message: expect.stringContaining('npm run build'),
  })
})
