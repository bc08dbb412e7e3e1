import { describe, expect, it } from 'vitest'
import { checkSmallWorkspace as check } from './testing/check-small-workspace.ts'

const server = 'packages/server-kit/src'
const elements = 'packages/elements/src'

/** One thing that is wrong, the step that has to see it, and what it has to say. */
const mistakes: [claim: string, step: string, says: string, changes: Record<string, string>][] = [
  [
    'an unformatted file',
    'format',
    'voice-disguise/src/index.ts',
    { 'packages/voice-disguise/src/index.ts': 'export   const semitones = 2;\n' },
  ],
  [
    'an unused import',
    'format',
    'noUnusedImports',
    { [`${server}/modules/rooms/index.ts`]: "import { join } from 'node:path'\n\nexport const rooms = {}\n" },
  ],
  [
    'a named import of z',
    'format',
    'noRestrictedImports',
    { 'packages/protocol/src/hands.ts': "import { z } from 'zod'\n\nexport const hands = z.object({})\n" },
  ],
  [
    'process.env outside config (rule 8)',
    'format',
    'noProcessEnv',
    { [`${server}/modules/rooms/index.ts`]: 'export const rooms = process.env.ROOMS\n' },
  ],
  [
    'a skipped test',
    'format',
    'noSkippedTests',
    { [`${server}/rooms.test.ts`]: "import { it } from 'vitest'\n\nit.skip('opens', () => {})\n" },
  ],
  ['a picture without words', 'elements', 'lit-a11y/alt-text', { [`${elements}/hand-button.ts`]: element('<img src="hand.png" />') }],
  ['a wrong type', 'types', 'TS2322', { 'packages/voice-disguise/src/index.ts': "export const semitones: number = 'two'\n" }],
  [
    'an export nobody uses',
    'unused',
    'forgotten',
    { [`${server}/modules/chat/schema.ts`]: "export const messages = 'messages'\nexport const forgotten = 1\n" },
  ],
  [
    'another contract than the one on record',
    'contract',
    'not the one on record',
    { 'packages/protocol/contract.snapshot.json': '["raise","lower"]\n' },
  ],
  [
    'an entry over its budget',
    'sizes',
    'FAILED  sdk-core',
    { 'packages/sdk-core/src/index.ts': "export { Room } from 'livekit-client'\n" },
  ],
  [
    'what is loaded later over its budget',
    'sizes',
    'FAILED  media',
    budget({ name: 'media', counts: 'only', part: 'packages/sdk-core/src/audio/', maxKiB: 100 }),
  ],
  [
    'the rest over its budget',
    'sizes',
    'FAILED  the rest',
    budget({ name: 'the rest', counts: 'without', part: 'packages/sdk-core/src/audio/', maxKiB: 5 }),
  ],
  [
    'a budget for an entry that is gone',
    'sizes',
    'src/gone.ts does not exist',
    budget({ entry: 'packages/sdk-core/src/gone.ts', maxKiB: 1 }),
  ],
  ['code that does not build', 'build', 'gone.ts', { 'packages/voice-disguise/src/index.ts': imports('./gone.ts') }],
]

describe('what is as it should be', () => {
  it('passes every step', { timeout: 300_000 }, async () => {
    const { code, output } = await check([])
    expect(output).toContain('Every check holds.')
    expect(code).toBe(0)
  })
})

describe('each thing that can be wrong', () => {
  it.each(mistakes)('%s is seen by the step "%s"', { timeout: 240_000 }, async (_claim, step, says, changes) => {
    const { code, output } = await check([step], changes)
    expect(output).toContain(says)
    expect(output).toContain(`FAILED  ${step}`)
    expect(code).toBe(1)
  })

  it('an export that points at no file is seen by the step "packages"', { timeout: 240_000 }, async () => {
    const manifest = JSON.stringify({ name: '@sanctuary/voice-disguise', version: '0.1.0', type: 'module', exports: './dist/gone.js' })
    const { code, output } = await check(['build', 'packages'], { 'packages/voice-disguise/package.json': manifest })
    expect(output).toContain('./dist/gone.js but the file does not exist')
    expect(code).toBe(1)
  })
})

it('names its steps when asked for one that does not exist', async () => {
  const { code, output } = await check(['fromat'])
  expect(output).toContain('There is no step "fromat". There are: format,')
  expect(code).toBe(2)
})

function imports(address: string) {
  return `import * as it from '${address}'\n\nexport const rooms = it\n`
}

function budget(values: object) {
  return { 'size-budgets.json': `${JSON.stringify([{ entry: 'packages/sdk-core/src/index.ts', ...values }])}\n` }
}

function element(template: string) {
  return `import { html, LitElement } from 'lit'\n\nexport class HandButton extends LitElement {\n  override render() {\n    return html\`${template}\`\n  }\n}\n`
}
