import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Example, startExample } from '../support/example.ts'
import { openVisitor, type Visitor } from '../support/visitor.ts'

describe('the SDK without our elements', () => {
  let example: Example
  let first: Visitor
  let second: Visitor

  beforeAll(async () => {
    example = await startExample('vanilla')
    first = await openVisitor()
    second = await openVisitor()
    await first.page.goto(example.url)
    await first.page.getByText('live').waitFor()
    await second.page.goto(first.page.url())
    await second.page.getByText('live').waitFor()
  })
  afterAll(async () => {
    await Promise.all([first?.close(), second?.close()])
    await example?.close()
  })

  it('two windows see each other and chat both ways', async () => {
    await expect.poll(() => first.page.locator('#people li').count()).toBe(2)
    await first.page.getByLabel('Message').fill('Hello from the first')
    await first.page.getByRole('button', { name: 'Send' }).click()
    await second.page.getByText('Hello from the first').waitFor()
    await second.page.getByLabel('Message').fill('And back')
    await second.page.keyboard.press('Enter')
    await first.page.getByText('And back').waitFor()
    await expect.poll(() => second.page.locator('#messages li').count()).toBe(2)
  })

  it('a reload is the same person with the same messages', async () => {
    const before = await second.page.locator('#people li', { hasText: 'you' }).textContent()
    await second.page.reload()
    await second.page.getByText('And back').waitFor()
    expect(await second.page.locator('#people li', { hasText: 'you' }).textContent()).toBe(before)
    await expect.poll(() => first.page.locator('#people li').count()).toBe(2)
  })
})
