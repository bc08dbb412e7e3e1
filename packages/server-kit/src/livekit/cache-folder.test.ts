import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { liveKitCacheFolder } from './cache-folder.ts'

test('the cache follows the XDG base directory specification', () => {
  expect(liveKitCacheFolder({ XDG_CACHE_HOME: '/var/cache/me', HOME: '/home/me' })).toBe('/var/cache/me/sanctuary/livekit')
  expect(liveKitCacheFolder({ HOME: '/home/me' })).toBe('/home/me/.cache/sanctuary/livekit')
  expect(liveKitCacheFolder({ XDG_CACHE_HOME: '', HOME: '/home/me' })).toBe('/home/me/.cache/sanctuary/livekit')
  expect(liveKitCacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/home/me' })).toBe('/home/me/.cache/sanctuary/livekit')
  expect(liveKitCacheFolder({})).toBe(`${homedir()}/.cache/sanctuary/livekit`)
})
