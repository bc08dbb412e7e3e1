import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PROCESSOR_NAME } from './protocol.ts'

it('names the processor after the version of this package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(PROCESSOR_NAME, 'write the new version into protocol.ts').toBe(`sanctuary-disguise ${version}`)
})
