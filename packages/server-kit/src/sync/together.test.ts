import { expect, it, vi } from 'vitest'
import { together } from './together.ts'

function reader() {
  const crowds: number[][] = []
  const gates: ((error?: Error) => void)[] = []
  const ask = together(async (asks: readonly number[]) => {
    crowds.push([...asks])
    await new Promise<void>((done, fail) => gates.push((error) => (error ? fail(error) : done())))
    return asks.map((number) => number * 2)
  })
  const started = () => vi.waitFor(() => expect(gates).not.toEqual([]))
  return { ask, crowds, started, next: (error?: Error) => started().then(() => gates.shift()?.(error)) }
}

it('who comes in the same turn shares a statement, and each gets their own answer', async () => {
  const { ask, crowds, next } = reader()
  const answers = [ask(1), ask(2), ask(3)]
  await next()
  expect(await Promise.all(answers)).toEqual([2, 4, 6])
  expect(crowds).toEqual([[1, 2, 3]])
})

it('who comes while one is under way shares the next, which starts after they asked', async () => {
  const { ask, crowds, started, next } = reader()
  const first = ask(1)
  await started()
  const others = [ask(2), ask(3), ask(4)]
  expect(crowds).toEqual([[1]])
  await next()
  expect(await first).toBe(2)
  await next()
  expect(await Promise.all(others)).toEqual([4, 6, 8])
  expect(crowds).toEqual([[1], [2, 3, 4]])
})

it('a failure is told to those it concerns, and the next are read', async () => {
  const { ask, started, next } = reader()
  const first = ask(1)
  await started()
  const second = ask(2)
  await next(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await next()
  expect(await second).toBe(4)
})
