import { expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { systemClock } from './clock.ts'

it('the fake clock moves only when told, and runs what is due in order', () => {
  const clock = createFakeClock(1000)
  const ran: string[] = []
  clock.after(20, () => ran.push(`second at ${clock.now()}`))
  clock.after(10, () => {
    ran.push(`first at ${clock.now()}`)
    clock.after(5, () => ran.push(`chained at ${clock.now()}`))
  })
  const callOff = clock.after(12, () => ran.push('never'))
  callOff()
  clock.advance(9)
  expect(ran).toEqual([])
  clock.advance(91)
  expect(ran).toEqual(['first at 1010', 'chained at 1015', 'second at 1020'])
  expect(clock.now()).toBe(1100)
})

it('the system’s clock runs things later unless they are called off', async () => {
  const ran: string[] = []
  const callOff = systemClock.after(1, () => ran.push('never'))
  callOff()
  await new Promise<void>((resolve) => systemClock.after(5, resolve))
  expect(ran).toEqual([])
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000)
})
