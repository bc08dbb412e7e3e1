import type { Frame, Snapshot, WireRecord } from '@sanctuary/protocol'
import { describe, expect, test } from 'vitest'
import { createReplica } from './replica.ts'

const own = 'participant:me'

const record = (key: string, seq: number, change: Partial<WireRecord> = {}): WireRecord => ({
  type: 'chat.message',
  key,
  seq,
  created: seq,
  at: '2026-01-01T12:00:00Z',
  value: { text: `${key}@${seq}` },
  ...change,
})

const frame = (from: number, to: number, records: WireRecord[], change: Partial<Frame> = {}): Frame => ({
  channel: 'room',
  epoch: 'one',
  from,
  to,
  records,
  ...change,
})

const snapshot = (seq: number, records: WireRecord[], change: Partial<Snapshot> = {}): Snapshot => ({
  channel: 'room',
  epoch: 'one',
  seq,
  windows: {},
  records,
  ...change,
})

const membership = (key: string, seq: number, value: unknown = { since: 'now' }) => record(key, seq, { type: 'sync.membership', value })

function startReplica() {
  const replica = createReplica(own)
  replica.replace(snapshot(1, [membership('room', 1)], { channel: own }))
  replica.replace(snapshot(2, [record('a', 1), record('b', 2)]))
  const texts = () =>
    replica
      .records('chat.message')
      .get()
      .map(({ value }) => value.text)
  return { replica, texts }
}

describe('a frame', () => {
  test('P9: is applied when it continues what is held', () => {
    const { replica, texts } = startReplica()
    expect(replica.apply(frame(3, 4, [record('c', 4)]))).toBe('applied')
    expect(texts()).toEqual(['a@1', 'b@2', 'c@4'])
    expect(replica.positions()).toContainEqual({ channel: 'room', epoch: 'one', seq: 4 })
  })

  test('P9: is refused after a hole, and changes nothing', () => {
    const { replica, texts } = startReplica()
    expect(replica.apply(frame(4, 4, [record('c', 4)]))).toBe('gap')
    expect(texts()).toEqual(['a@1', 'b@2'])
    expect(replica.reached('room')).toBe(2)
  })

  test('is refused when it overlaps what is held', () => {
    const { replica, texts } = startReplica()
    expect(replica.apply(frame(2, 3, [record('c', 3)]))).toBe('gap')
    expect(texts()).toEqual(['a@1', 'b@2'])
  })

  test('that comes twice is old the second time', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(3, 3, [record('c', 3)]))
    expect(replica.apply(frame(3, 3, [record('c', 3)]))).toBe('old')
    expect(texts()).toEqual(['a@1', 'b@2', 'c@3'])
  })

  test('P9: of another epoch is refused even when its numbers fit', () => {
    const { replica } = startReplica()
    expect(replica.apply(frame(3, 3, [record('c', 3)], { epoch: 'two' }))).toBe('gap')
  })

  test('of a channel one is not in is dropped', () => {
    const { replica } = startReplica()
    expect(replica.apply(frame(1, 1, [record('x', 1)], { channel: 'staff' }))).toBe('old')
  })

  test('shows up in every store as one change', () => {
    const { replica } = startReplica()
    const seen: number[] = []
    replica.records('chat.message').listen((records) => seen.push(records.length))
    replica.together(() => {
      replica.apply(frame(3, 4, [record('c', 3), record('d', 4)]))
      replica.apply(frame(5, 5, [record('e', 5)]))
    })
    expect(seen).toEqual([5])
  })
})

describe('a record', () => {
  test('keeps its place when it is changed', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(3, 3, [record('a', 3, { created: 1 })]))
    expect(texts()).toEqual(['a@3', 'b@2'])
  })

  test('is gone after its tombstone', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(3, 3, [record('a', 3, { created: 1, value: null })]))
    expect(texts()).toEqual(['b@2'])
  })

  test('has a new place when it is written again over its tombstone', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(3, 3, [record('a', 3, { created: 1, value: null })]))
    replica.apply(frame(4, 4, [record('a', 4)]))
    expect(texts()).toEqual(['b@2', 'a@4'])
  })

  test('has a new place also when only its latest form was seen', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(3, 4, [record('a', 4)])) // removed at 3, written again at 4
    expect(texts()).toEqual(['b@2', 'a@4'])
  })

  test('that did not change is the same object afterwards', () => {
    const { replica } = startReplica()
    const before = replica.records('chat.message').get()[0]
    replica.apply(frame(3, 3, [record('c', 3)]))
    expect(replica.records('chat.message').get()[0]).toBe(before)
  })
})

describe('a snapshot', () => {
  test('P11: replaces whatever was held', () => {
    const { replica, texts } = startReplica()
    replica.replace(snapshot(9, [record('z', 9)], { epoch: 'two' }))
    expect(texts()).toEqual(['z@9'])
    expect(replica.apply(frame(10, 10, [record('y', 10)], { epoch: 'two' }))).toBe('applied')
  })
})

describe('the window of a log', () => {
  function startWithWindow() {
    const { replica, texts } = startReplica()
    replica.replace(snapshot(10, [record('i', 9), record('j', 10)], { windows: { 'chat.message': 9 } }))
    return { replica, texts }
  }
  const page = (records: WireRecord[], window = 0) => ({ before: 9, window, records })

  test('hides a change of an older record until its page is opened', () => {
    const { replica, texts } = startWithWindow()
    replica.apply(frame(11, 11, [record('c', 11, { created: 3 })]))
    expect(texts()).toEqual(['i@9', 'j@10'])
    replica.addHistory('room', 'chat.message', page([record('b', 2), record('d', 4)]))
    expect(texts()).toEqual(['b@2', 'c@11', 'd@4', 'i@9', 'j@10'])
  })

  test('P10: widens by the page, and the newer form of a record wins over the page', () => {
    const { replica, texts } = startWithWindow()
    replica.apply(frame(11, 12, [record('c', 11, { created: 3 }), record('d', 12, { created: 4, value: null })]))
    replica.addHistory('room', 'chat.message', page([record('c', 3), record('d', 4)], 3))
    expect(texts()).toEqual(['c@11', 'i@9', 'j@10'])
    expect(replica.windowOf('room', 'chat.message')).toBe(3)
  })

  test('stays when the channel was replaced while the page was on its way', () => {
    const { replica, texts } = startWithWindow()
    replica.replace(snapshot(20, [record('t', 20)], { epoch: 'two', windows: { 'chat.message': 20 } }))
    replica.addHistory('room', 'chat.message', page([record('b', 2)]))
    expect(texts()).toEqual(['t@20'])
  })
})

describe('being in a channel', () => {
  test('P13: ends with the tombstone of its membership: everything of it is forgotten', () => {
    const { replica, texts } = startReplica()
    replica.apply(frame(2, 2, [membership('room', 2, null)], { channel: own }))
    expect(texts()).toEqual([])
    expect(replica.positions().map(({ channel }) => channel)).toEqual([own])
  })

  test('begins with a membership, and is said once', () => {
    const { replica } = startReplica()
    const joined: string[] = []
    replica.on('joined', ({ channel }) => joined.push(channel))
    replica.apply(frame(2, 2, [membership('staff', 2)], { channel: own }))
    replica.apply(frame(3, 3, [record('x', 3, { type: 'hosts.notice' })], { channel: own }))
    expect(joined).toEqual(['staff'])
  })

  test('is not said when the snapshot came along', () => {
    const { replica } = startReplica()
    const joined: string[] = []
    replica.on('joined', ({ channel }) => joined.push(channel))
    replica.together(() => {
      replica.apply(frame(2, 2, [membership('staff', 2)], { channel: own }))
      replica.replace(snapshot(1, [], { channel: 'staff' }))
    })
    expect(joined).toEqual([])
  })
})
