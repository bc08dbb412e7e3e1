import { expect, test, vi } from 'vitest'
import type { Room } from '../room.ts'
import { settle } from '../testing/fake-clock.ts'
import { createScene, textsOf } from '../testing/scene.ts'

const waiting = (room: Room) => room.chat.$outbox.get().map(({ text, state }) => `${text} ${state}`)

test('a message is on its way, then in the room, and never in both or neither', async () => {
  const { server, clock, host } = await createScene()
  server.faults.trouble.delayMs = 100
  const seen = new Set<string>()
  const look = () => seen.add(`${host.chat.$outbox.get().length} on the way, ${host.chat.$messages.get().length} in the room`)
  host.chat.$messages.listen(look)
  host.chat.$outbox.listen(look)
  const sent = host.chat.send('Hello')
  await clock.advance(1_000)
  await sent
  expect([...seen]).toEqual(['1 on the way, 0 in the room', '0 on the way, 1 in the room'])
})

test('an acknowledgement alone shows nothing as sent', async () => {
  const { server, clock, host } = await createScene()
  server.faults.trouble.skipFrames = 1
  await host.chat.send('Stored but not seen')
  expect(textsOf(host)).toEqual([])
  expect(waiting(host)).toEqual(['Stored but not seen sending'])
  host.retryNow() // asks what was missed
  await clock.advance(1_000)
  expect(textsOf(host)).toEqual(['Stored but not seen'])
  expect(waiting(host)).toEqual([])
})

test('what is written while nothing reaches the server is sent in order when it does', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.setReachable(false)
  const sent = ['One', 'Two', 'Three'].map((text) => room.chat.send(text))
  await clock.advance(60_000)
  expect(waiting(room)).toEqual(['One sending', 'Two sending', 'Three sending'])
  server.faults.setReachable(true)
  await clock.advance(20_000)
  await Promise.all(sent)
  expect(textsOf(host)).toEqual(['One', 'Two', 'Three'])
  expect(waiting(room)).toEqual([])
})

test('what waits is sent at once when the connection is back', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room, tab } = await guest()
  server.faults.setReachable(false)
  void room.chat.send('Waiting')
  await clock.advance(20_000)
  server.faults.setReachable(true)
  tab.page.setOnline(true)
  host.retryNow()
  await settle() // and no time passes
  await settle()
  expect(textsOf(host)).toEqual(['Waiting'])
})

test('an answer that got lost makes no second message', async () => {
  const { server, clock, host } = await createScene()
  server.faults.loseNextAnswer('chat.send')
  const sent = host.chat.send('Once')
  await clock.advance(20_000)
  await sent
  expect(textsOf(host)).toEqual(['Once'])
  expect(new Set(server.calls.filter(({ op }) => op === 'chat.send').map(({ input }) => (input as { id: string }).id)).size).toBe(1)
})

test('a reload keeps what was not sent, and sends it once', async () => {
  const { server, clock, host, guest, tab } = await createScene()
  const { room, tab: before } = await guest()
  server.faults.setReachable(false)
  const sent = room.chat.send('Written before the reload')
  const outcome = sent.catch(({ code }) => code)
  await clock.advance(1_000)
  const kept = before.storage.keys().find((key) => key.includes(`outbox:${room.tab}`))
  expect(kept).toBeDefined()
  server.faults.setReachable(true)
  const after = await tab({ storage: before.storage }).join() // the page before it is simply gone
  await clock.advance(20_000)
  expect(after.tab).toBe(room.tab)
  expect(textsOf(host)).toEqual(['Written before the reload'])
  expect(waiting(after)).toEqual([])
  await outcome
})

test('a refused message stays visible with its reason, does not hold up others, and can be retried', async () => {
  const { server, host } = await createScene()
  server.faults.refuseNext('chat.send', 'TOO_LARGE')
  await expect(host.chat.send('Too large')).rejects.toMatchObject({ code: 'TOO_LARGE' })
  await host.chat.send('Fine')
  await settle()
  expect(textsOf(host)).toEqual(['Fine'])
  const [item] = host.chat.$outbox.get()
  expect(item).toMatchObject({ text: 'Too large', state: 'failed', reason: { code: 'TOO_LARGE' } })
  host.chat.retry(item?.id ?? '')
  expect(waiting(host)).toEqual(['Too large sending'])
  await settle()
  expect(textsOf(host)).toEqual(['Fine', 'Too large'])
  expect(waiting(host)).toEqual([])
})

test('a refused message is still there after a reload, with its reason', async () => {
  const { server, clock, guest, tab } = await createScene()
  const { room, tab: before } = await guest()
  server.faults.refuseNext('chat.send', 'TOO_LARGE')
  await expect(room.chat.send('Too large')).rejects.toMatchObject({ code: 'TOO_LARGE' })
  before.client.close()
  const after = await tab({ storage: before.storage }).join()
  await clock.advance(10_000)
  expect(after.chat.$outbox.get()).toMatchObject([{ text: 'Too large', state: 'failed', reason: { code: 'TOO_LARGE' } }])
})

test('a discarded message is gone, and its sender knows', async () => {
  const { server, clock, host } = await createScene()
  server.faults.setReachable(false)
  const sent = host.chat.send('Better not')
  host.chat.discard(host.chat.$outbox.get()[0]?.id ?? '')
  await expect(sent).rejects.toMatchObject({ code: 'GONE' })
  server.faults.setReachable(true)
  await clock.advance(60_000)
  expect([textsOf(host), waiting(host)]).toEqual([[], []])
})

test('being too quick is waited out as long as the server asks', async () => {
  const { server, clock, host } = await createScene()
  server.faults.refuseNext('chat.send', 'RATE_LIMITED', { retryAfterMs: 4_000 })
  const sent = vi.fn()
  void host.chat.send('Patience').then(sent)
  await clock.advance(3_900)
  expect(sent).not.toHaveBeenCalled()
  expect(waiting(host)).toEqual(['Patience sending'])
  await clock.advance(1_000)
  expect(sent).toHaveBeenCalledTimes(1)
})

test('an error of the server’s own making is tried again a few times, and not for ever', async () => {
  const { server, clock, host } = await createScene()
  server.faults.refuseNext('chat.send', 'INTERNAL', { times: 3 })
  const second = host.chat.send('It heals')
  await clock.advance(60_000)
  await second
  server.faults.refuseNext('chat.send', 'INTERNAL', { times: 50 })
  const third = host.chat.send('It does not').catch(({ code }) => code)
  await clock.advance(600_000)
  expect(await third).toBe('INTERNAL')
})

test('the end of the room fails what was still on its way', async () => {
  const { server, clock, host, guest } = await createScene()
  const { room } = await guest()
  server.faults.refuseNext('chat.send', 'BUSY', { retryAfterMs: 60_000 })
  const sent = room.chat.send('Too late').catch(({ code }) => code)
  await settle()
  server.faults.endRoom(host.id)
  await clock.advance(1_000)
  expect(await sent).toBe('ROOM_ENDED')
  expect(waiting(room)).toEqual(['Too late failed'])
})

test('empty text is refused at once and leaves nothing behind', async () => {
  const { host } = await createScene()
  await expect(host.chat.send('  \n ')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(waiting(host)).toEqual([])
})
