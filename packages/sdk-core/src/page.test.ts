import { afterEach, expect, test, vi } from 'vitest'
import { createPage } from './page.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** What a browser has of a page, as far as it matters here. */
function openBrowser() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const window = new EventTarget()
  vi.stubGlobal('document', document)
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
  return {
    show(state: 'visible' | 'hidden') {
      document.visibilityState = state
      document.dispatchEvent(new Event('visibilitychange'))
    },
    happen: (event: string) => window.dispatchEvent(new Event(event)),
  }
}

test('a page says when it is hidden, shown, or back from the browser’s page cache', () => {
  const browser = openBrowser()
  const page = createPage()
  const heard: string[] = []
  page.on('hidden', () => heard.push('hidden'))
  page.on('shown', () => heard.push('shown'))
  browser.show('hidden')
  expect(page.isHidden()).toBe(true)
  browser.show('visible')
  browser.happen('pageshow')
  expect(heard).toEqual(['hidden', 'shown', 'shown'])
})

test('a page says when the network comes and goes', () => {
  const browser = openBrowser()
  const page = createPage()
  const heard: string[] = []
  page.on('online', () => heard.push('online'))
  page.on('offline', () => heard.push('offline'))
  browser.happen('offline')
  browser.happen('online')
  expect(heard).toEqual(['offline', 'online'])
  expect(page.isOnline()).toBe(true)
})

test('who stops listening hears nothing more', () => {
  const browser = openBrowser()
  const page = createPage()
  const heard = vi.fn()
  for (const event of ['shown', 'hidden', 'online', 'offline'] as const) page.on(event, heard)()
  browser.show('hidden')
  browser.show('visible')
  for (const event of ['pageshow', 'online', 'offline']) browser.happen(event)
  expect(heard).not.toHaveBeenCalled()
})

test('where there is no page it is shown and online', () => {
  const page = createPage()
  expect([page.isHidden(), page.isOnline()]).toEqual([false, true])
  page.on('shown', () => {})()
})
