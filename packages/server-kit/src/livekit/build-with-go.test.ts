import { expect, test } from 'vitest'
import { canBuild } from './build-with-go.ts'

test.each([
  ['go1.26', 'local', true],
  ['go1.26.8', 'auto', true],
  ['go1.30.1', 'local', true],
  ['go2.0', 'local', true],
  ['devel go1.27-0f2a1b', 'local', true],
  ['go1.25.3', 'auto', true],
  ['go1.24', 'go1.24.1+auto', true],
  ['go1.25.3', 'local', false],
  ['go1.25.3', 'go1.25.3', false],
  ['go1.23.9', 'auto', false],
  ['', '', false],
])('Go "%s" with toolchain setting "%s" can build the media server: %s', (version, toolchain, can) => {
  expect(canBuild(version, toolchain)).toBe(can)
})
