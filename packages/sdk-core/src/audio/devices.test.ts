import { expect, it } from 'vitest'
import { createDevices } from './devices.ts'
import { createFakeDevices } from './testing/fake-devices.ts'
import { until } from './until.ts'

it('lists no microphone before the browser may name it, and follows what is plugged in', async () => {
  const devices = createFakeDevices()
  const list = createDevices(devices)
  await list.refresh()
  expect(list.$devices.get()).toEqual([])
  await devices.getUserMedia({ audio: {} })
  await list.refresh()
  expect(list.$devices.get()).toEqual([{ deviceId: 'built-in', label: 'Label of built-in' }])
  devices.plug('built-in', 'headset')
  await until(list.$devices, (found) => found.length === 2)
  list.close()
})
