import type { Frame, Reply, WireRecord } from '@sanctuary/protocol'
import { SanctuaryError } from '@sanctuary/protocol'
import { expect, test } from 'vitest'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { createCatchUp } from './catch-up.ts'
import { createReplica } from './replica.ts'

const own = 'participant:me'
const nothing: Reply<'sync.resume'> = { frames: [], snapshots: [], discontinuities: [], more: [] }

const message = (seq: number): WireRecord => ({
  type: 'chat.message',
  key: `k${seq}`,
  seq,
  created: seq,
  at: '',
  value: { text: `${seq}` },
})
const frame = (from: number, to = from): Frame => ({
  channel: 'room',
  epoch: 'one',
  from,
  to,
  records: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
})

/** A catch-up whose questions a test answers itself. */
function startCatchUp() {
  const clock = createFakeClock()
  const replica = createReplica(own)
  const at = { type: 'sync.membership', key: 'room', seq: 1, created: 1, at: '', value: {} }
  replica.replace({ channel: own, epoch: 'own', seq: 1, windows: {}, records: [at] })
  replica.replace({ channel: 'room', epoch: 'one', seq: 0, windows: {}, records: [] })
  const questions: { from: number; answer: (reply: Partial<Reply<'sync.resume'>>) => void; refuse: (error: Error) => void }[] = []
  const events: string[] = []
  const catchUp = createCatchUp({
    replica,
    clock,
    resume: (positions) =>
      new Promise((resolve, reject) =>
        questions.push({
          from: positions.find(({ channel }) => channel === 'room')?.seq ?? -1,
          answer: (reply) => resolve({ ...nothing, ...reply }),
          refuse: reject,
        }),
      ),
    onWhole: () => events.push('whole'),
    onDiscontinuity: (channel) => events.push(`discontinuity ${channel}`),
    onFailure: (error) => events.push(`failed ${error.code}`),
  })
  const texts = () =>
    replica
      .records('chat.message')
      .get()
      .map(({ value }) => value.text)
  const question = (index: number) => questions[index] ?? expect.unreachable(`there is no question ${index}`)
  return { clock, replica, catchUp, questions, question, events, texts }
}

test('a frame after a hole asks from where the page is', async () => {
  const { catchUp, question, questions, texts } = startCatchUp()
  catchUp.frame(frame(1))
  catchUp.frame(frame(3))
  expect(questions.length).toBe(1)
  expect(question(0).from).toBe(1)
  question(0).answer({ frames: [frame(2, 3)] as never })
  await settle()
  expect(texts()).toEqual(['1', '2', '3'])
})

test('frames that arrive while the answer is on its way are kept, and applied after it', async () => {
  const { catchUp, question, questions, texts, events } = startCatchUp()
  catchUp.request()
  catchUp.frame(frame(3))
  catchUp.frame(frame(4))
  question(0).answer({ frames: [frame(1, 2)] as never })
  await settle()
  expect(texts()).toEqual(['1', '2', '3', '4'])
  expect(questions.length).toBe(1)
  expect(events).toEqual(['whole'])
})

test('a hole that the answer did not fill is asked for again', async () => {
  const { clock, catchUp, question, texts } = startCatchUp()
  catchUp.request()
  catchUp.frame(frame(4))
  question(0).answer({ frames: [frame(1)] as never })
  await clock.advance(10_000)
  expect(question(1).from).toBe(1)
  question(1).answer({ frames: [frame(2, 4)] as never })
  await settle()
  expect(texts()).toEqual(['1', '2', '3', '4'])
})

test('pages are asked for until there are no more, and only then it is whole', async () => {
  const { catchUp, question, events } = startCatchUp()
  catchUp.request()
  question(0).answer({ frames: [frame(1, 20)] as never, more: ['room'] })
  await settle()
  expect(events).toEqual([])
  question(1).answer({ frames: [frame(21, 30)] as never })
  await settle()
  expect(events).toEqual(['whole'])
})

test('an answer that brings nothing new is not asked for again at once', async () => {
  const { clock, catchUp, question, questions } = startCatchUp()
  catchUp.request()
  question(0).answer({ more: ['room'] })
  await settle()
  expect(questions.length).toBe(1)
  await clock.advance(10_000)
  expect(questions.length).toBe(2)
})

test('a busy server is asked again after the time it wants', async () => {
  const { clock, catchUp, question, questions, events } = startCatchUp()
  catchUp.request()
  question(0).refuse(new SanctuaryError('BUSY', { retryAfterMs: 1_000 }))
  await clock.advance(999)
  expect(questions.length).toBe(1)
  await clock.advance(11_000)
  expect(questions.length).toBe(2)
  question(1).answer({})
  await settle()
  expect(events).toEqual(['whole'])
})

test('another refusal is the end of the connection, and nothing is whole', async () => {
  const { catchUp, question, events } = startCatchUp()
  catchUp.request()
  question(0).refuse(new SanctuaryError('UNAUTHENTICATED'))
  await settle()
  expect(events).toEqual(['failed UNAUTHENTICATED'])
})

test('a replaced channel is said to be discontinuous', async () => {
  const { catchUp, question, events, texts } = startCatchUp()
  catchUp.request()
  question(0).answer({
    snapshots: [{ channel: 'room', epoch: 'two', seq: 7, windows: {}, records: [message(7)] }] as never,
    discontinuities: ['room'],
  })
  await settle()
  expect(events).toEqual(['discontinuity room', 'whole'])
  expect(texts()).toEqual(['7'])
})

test('an answer after the end changes nothing', async () => {
  const { catchUp, question, events, texts } = startCatchUp()
  catchUp.request()
  catchUp.stop()
  question(0).answer({ frames: [frame(1)] as never })
  await settle()
  expect(texts()).toEqual([])
  expect(events).toEqual([])
})
