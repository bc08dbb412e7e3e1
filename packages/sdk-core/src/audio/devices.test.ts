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

it('lists speakers where the browser lets one choose, and none where it does not', async () => {
  const devices = createFakeDevices()
  await devices.getUserMedia({ audio: {} })
  const [list, without] = [createDevices(devices, true), createDevices(devices, false)]
  await Promise.all([list.refresh(), without.refresh()])
  expect(list.$outputs.get()).toEqual([{ deviceId: 'speaker', label: 'Label of speaker' }])
  expect(without.$outputs.get()).toEqual([])
  expect(without.$devices.get()).toHaveLength(1)
})
