import { expect, it } from 'vitest'
import { createAnotherMicrophone } from './another-microphone.ts'

const headset = { deviceId: 'default', groupId: 'headset' }

it.each([
  ['the system’s choice, of another device', headset, { deviceId: 'default', groupId: 'built-in' }, true],
  ['the system’s choice, of the same device', headset, headset, false],
  ['the system’s choice, nobody knows of which device', { deviceId: 'default' }, { deviceId: 'default' }, true],
  ['nameless', {}, {}, true],
  ['chosen, and the same', { deviceId: 'a' }, { deviceId: 'a' }, false],
  ['chosen, and another', { deviceId: 'a', groupId: 'webcam' }, { deviceId: 'b', groupId: 'webcam' }, true],
])('a microphone after another is %s', (_, first, second, another) => {
  const isAnother = createAnotherMicrophone()
  expect(isAnother(first)).toBe(false)
  expect(isAnother(second)).toBe(another)
  expect(isAnother({ deviceId: 'c', groupId: 'c' })).toBe(true)
})
