import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createSmallWorkspace } from './testing/small-workspace.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Runs steps of `npm run check` on a small workspace with these changes. */
async function check(steps: string[], changes: Record<string, string> = {}) {
  const folder = createSmallWorkspace(changes)
  folders.push(folder)
  const script = join(import.meta.dirname, 'check.mjs')
  const ended = promisify(execFile)(process.execPath, [script, '--root', folder, ...steps], { env: { ...process.env, NO_COLOR: '1' } })
  return ended.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  )
}

describe('what is as it should be', () => {
  it('passes every step', { timeout: 120_000 }, async () => {
    const { code, output } = await check([])
    expect(output).toContain('Every check holds.')
    expect(code).toBe(0)
  })
})

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
    'a cycle (rule 1)',
    'imports',
    '1-no-cycles',
    {
      'packages/protocol/src/hands.ts': "import { queue } from './queue.ts'\n\nexport const hands = { queue }\n",
      'packages/protocol/src/queue.ts': "import { hands } from './hands.ts'\n\nexport const queue = () => hands\n",
    },
  ],
  [
    'protocol importing ours (rule 2)',
    'imports',
    '2-protocol',
    { 'packages/protocol/src/hands.ts': imports('../../voice-disguise/src/index.ts') },
  ],
  [
    'voice-disguise importing ours (rule 2)',
    'imports',
    '2-voice-disguise',
    { 'packages/voice-disguise/src/index.ts': imports('../../protocol/src/index.ts') },
  ],
  [
    'a page importing the server (rule 3)',
    'imports',
    '3-elements',
    { [`${elements}/hand-button.ts`]: imports('../../server-kit/src/index.ts') },
  ],
  [
    'the client importing the server (rule 3)',
    'imports',
    '3-sdk-core',
    { 'packages/sdk-core/src/index.ts': imports('../../server-kit/src/index.ts') },
  ],
  [
    'the server importing a page (rule 3)',
    'imports',
    '3-server-kit',
    { [`${server}/modules/rooms/index.ts`]: imports('../../../../elements/src/index.ts') },
  ],
  [
    'an example reaching inside (rule 3)',
    'imports',
    '3-examples',
    { 'examples/site/src/main.ts': imports('../../../packages/server-kit/src/modules/chat/index.ts') },
  ],
  ['a module importing another (rule 4)', 'imports', '4-modules', { [`${server}/modules/rooms/index.ts`]: imports('../chat/service.ts') }],
  ['a schema read past the service (rule 5)', 'imports', '5-only-service', { [`${server}/modules/chat/index.ts`]: imports('./schema.ts') }],
  [
    'socket.io-client outside the transport (rule 6)',
    'imports',
    '6-only-transport',
    { 'packages/sdk-core/src/index.ts': imports('socket.io-client') },
  ],
  [
    'livekit-client outside audio (rule 6)',
    'imports',
    '6-only-audio-imports-livekit-client',
    { 'packages/sdk-core/src/index.ts': imports('livekit-client') },
  ],
  [
    'livekit-server-sdk outside its places (rule 6)',
    'imports',
    'livekit-server-sdk',
    { [`${server}/modules/rooms/index.ts`]: imports('livekit-server-sdk') },
  ],
  [
    'testing reachable from src (rule 7)',
    'imports',
    '7-nothing-imports-testing',
    { [`${server}/testing/index.ts`]: 'export const fake = {}\n', [`${server}/modules/rooms/index.ts`]: imports('../../testing/index.ts') },
  ],
  ['an import of nothing (rule 9)', 'imports', '9-no-unresolvable', { [`${server}/modules/rooms/index.ts`]: imports('./gone.ts') }],
  [
    'an export nobody uses',
    'unused',
    'forgotten',
    { [`${server}/modules/chat/schema.ts`]: "export const messages = 'messages'\nexport const forgotten = 1\n" },
  ],
  [
    'another contract than the one on record',
    'contract',
    '+ ["raise"]',
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

describe('each thing that can be wrong', () => {
  it.each(mistakes)('%s is seen by the step "%s"', { timeout: 60_000 }, async (_claim, step, says, changes) => {
    const { code, output } = await check([step], changes)
    expect(output).toContain(says)
    expect(output).toContain(`FAILED  ${step}`)
    expect(code).toBe(1)
  })

  it('an export that points at no file is seen by the step "packages"', { timeout: 60_000 }, async () => {
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
