import { describe, expect, it } from 'vitest'
import { createGate } from './gate.ts'

const sampleRate = 48_000
const timeout = 12_000 // 250 ms
const fade = 240 // 5 ms

/** A gate that was locked from the beginning and heard from at 0. */
function openGate() {
  const gate = createGate(sampleRate)
  gate.heartbeat(0)
  gate.openFrom(0)
  return gate
}

function passed(gate: ReturnType<typeof createGate>, start: number, length = 1000): Float32Array {
  const block = new Float32Array(length).fill(0.5)
  gate.apply(block, start)
  return block
}

const silent = (block: Float32Array) => block.every((value) => Object.is(value, 0))

describe('a gate', () => {
  it('is exactly silent before the engine has locked, whatever the page says', () => {
    const gate = createGate(sampleRate)
    gate.heartbeat(0)
    expect(gate.shut(0)).toBe('starting')
    expect(silent(passed(gate, 0))).toBe(true)
  })

  it('is exactly silent before the page was heard from', () => {
    const gate = createGate(sampleRate)
    gate.openFrom(0)
    expect(gate.shut(0)).toBe('heartbeat-lost')
    expect(silent(passed(gate, 0))).toBe(true)
  })

  it('opens at the very sample from which on all is disguised, with a fade of 5 ms', () => {
    const gate = createGate(sampleRate)
    gate.heartbeat(0)
    gate.openFrom(300)
    const block = passed(gate, 0)
    expect(silent(block.subarray(0, 300))).toBe(true)
    expect(block[300]).toBeGreaterThan(0)
    expect(block[300]).toBeLessThan(0.01)
    expect(block[300 + fade]).toBe(0.5)
  })

  it('shuts at the very sample 250 ms after the last heartbeat', () => {
    const gate = openGate()
    passed(gate, 0, timeout - 500)
    const block = passed(gate, timeout - 500)
    expect(block[499]).toBe(0.5)
    expect(silent(block.subarray(500))).toBe(true)
    expect(gate.shut(timeout)).toBe('heartbeat-lost')
  })

  it('opens again when the page is back', () => {
    const gate = openGate()
    expect(silent(passed(gate, 2 * timeout))).toBe(true)
    gate.heartbeat(2 * timeout + 1000)
    expect(gate.shut(2 * timeout + 1000)).toBeUndefined()
    expect(passed(gate, 2 * timeout + 1000)[fade]).toBe(0.5)
  })

  it('waits for a lock again after relock', () => {
    const gate = openGate()
    gate.relock()
    expect(gate.shut(10)).toBe('starting')
    expect(silent(passed(gate, 10))).toBe(true)
    gate.openFrom(2000)
    expect(gate.shut(2000)).toBeUndefined()
  })

  it.each(['failed', 'silenced', 'overload'] as const)('stays exactly silent for ever once %s', (reason) => {
    const gate = openGate()
    expect(silent(passed(gate, 0))).toBe(false)
    gate.shutForEver(reason)
    gate.heartbeat(1000)
    gate.openFrom(1000)
    gate.relock()
    gate.openFrom(1000)
    expect(gate.shut(1000)).toBe(reason)
    expect(gate.ended()).toBe(true)
    expect(silent(passed(gate, 1000))).toBe(true)
  })

  it('keeps the first reason that shut it for ever', () => {
    const gate = openGate()
    gate.shutForEver('overload')
    gate.shutForEver('silenced')
    expect(gate.shut(0)).toBe('overload')
  })

  it('turns even what is not a number into zero while shut', () => {
    const block = new Float32Array(10).fill(Number.NaN)
    createGate(sampleRate).apply(block, 0)
    expect(silent(block)).toBe(true)
  })

  it('gives the same however the sound is cut', () => {
    const cut = (length: number) => {
      const gate = createGate(sampleRate)
      gate.heartbeat(0)
      gate.openFrom(777)
      const block = new Float32Array(16_000).fill(0.5)
      for (let from = 0; from < block.length; from += length) gate.apply(block.subarray(from, from + length), from)
      return block
    }
    expect(cut(7)).toEqual(cut(16_000))
  })
})
