import { expect, test } from 'vitest'
import { createMemoryStorage, createScopedStorage, createWebStorage } from './storage.ts'

/** A session storage as browsers have it: entries are own keys. */
function createArea(limit = Number.POSITIVE_INFINITY): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError')
      this[key] = value
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key]
    },
  }
  return Object.create(methods) as Storage // the part of a storage that is used
}

test('session storage is used as it is', () => {
  const area = createArea()
  const storage = createWebStorage('sessionStorage', area)
  storage?.set('a', '1')
  expect(Object.keys(area)).toEqual(['a'])
  expect(createWebStorage('sessionStorage', area)?.get('a')).toBe('1') // after a reload
  storage?.remove('a')
  expect([storage?.get('a'), storage?.keys()]).toEqual([undefined, []])
})

test('what does not fit is kept until the page is reloaded', () => {
  const area = createArea(3)
  const storage = createWebStorage('sessionStorage', area)
  storage?.set('a', 'too long')
  expect([storage?.get('a'), storage?.keys()]).toEqual(['too long', ['a']])
  expect(Object.keys(area)).toEqual([])
  storage?.set('a', 'ok')
  expect([storage?.get('a'), createWebStorage('sessionStorage', area)?.get('a')]).toEqual(['ok', 'ok'])
})

test('without session storage there is none', () => {
  expect(createWebStorage('sessionStorage', undefined)).toBe(undefined)
})

test('a scope sees and clears its own keys only', () => {
  const storage = createMemoryStorage()
  storage.set('other', '1')
  const scoped = createScopedStorage(storage, 'mine:')
  scoped.set('a', '2')
  expect([scoped.keys(), storage.keys().sort()]).toEqual([['a'], ['mine:a', 'other']])
  scoped.clear()
  expect(storage.keys()).toEqual(['other'])
})

test('nothing is written or read through a sealed scope', () => {
  const storage = createMemoryStorage()
  const scoped = createScopedStorage(storage, 'mine:')
  scoped.set('a', '1')
  scoped.seal()
  scoped.set('b', '2')
  expect(scoped.get('a')).toBe(undefined)
  expect(storage.keys()).toEqual(['mine:a'])
})
