import { expect, test } from 'vitest'
import { checksumOf, releaseArchive } from './release-archive.ts'

test('the archive is named as LiveKit names it', () => {
  expect(releaseArchive('linux', 'x64')).toBe('livekit_1.13.5_linux_amd64.tar.gz')
  expect(releaseArchive('linux', 'arm64')).toBe('livekit_1.13.5_linux_arm64.tar.gz')
  expect(releaseArchive('linux', 'arm')).toBe('livekit_1.13.5_linux_armv7.tar.gz')
  expect(releaseArchive('darwin', 'arm64')).toBeUndefined()
  expect(releaseArchive('linux', 'ppc64')).toBeUndefined()
})

test('a checksum is taken only from the line of exactly this file', () => {
  const a = 'a'.repeat(64)
  const b = 'B'.repeat(64)
  const checksums = `${a}  archive.tar.gz.sig\n${b} *archive.tar.gz\r\n`
  expect(checksumOf(checksums, 'archive.tar.gz')).toBe(b.toLowerCase())
  expect(checksumOf(checksums, 'archive')).toBeUndefined()
  expect(checksumOf(`${'a'.repeat(63)}  archive`, 'archive')).toBeUndefined()
  expect(checksumOf('<html>not found</html>', 'archive')).toBeUndefined()
})
