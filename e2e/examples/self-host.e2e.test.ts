import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Example, startExample } from '../support/example.ts'

let example: Example

beforeAll(async () => {
  example = await startExample('self-host', { DATABASE_URL: 'pglite:memory', SANCTUARY_LIVEKIT: 'false' })
})
afterAll(() => example?.close())

it('the kit answers under its path inside a foreign app, and the app goes on answering', async () => {
  const hello = await fetch(example.url).then((answer) => answer.json())
  expect(hello).toMatchObject({ product: 'sanctuary', allowed: true })
  expect(await fetch(new URL('/', example.url)).then((answer) => answer.text())).toContain('My own app')
})
