import { beforeAll, describe, expect, it } from 'vitest'
import { checkSmallWorkspace } from '../testing/check-small-workspace.ts'

const rooms = 'packages/server-kit/src/modules/rooms'
const sdk = 'packages/sdk-core/src'

/** For each rule a file that breaks it, and what it imports. The eighth is the linter's. */
const breaches: [rule: string, file: string, imports: string][] = [
  ['1-no-cycles', 'packages/protocol/src/circle.ts', './circle-back.ts'],
  ['2-protocol-imports', 'packages/protocol/src/voice.ts', '../../voice-disguise/src/index.ts'],
  ['2-voice-disguise-imports', 'packages/voice-disguise/src/words.ts', '../../protocol/src/index.ts'],
  ['3-sdk-core-imports', `${sdk}/server.ts`, '../../server-kit/src/index.ts'],
  ['3-elements-imports', 'packages/elements/src/server.ts', '../../server-kit/src/index.ts'],
  ['3-server-kit-imports', `${rooms}/page.ts`, '../../../../elements/src/index.ts'],
  ['3-examples-use-public-entry-points', 'examples/site/src/inside.ts', '../../../packages/server-kit/src/modules/chat/index.ts'],
  ['4-modules-do-not-import-each-other', `${rooms}/neighbour.ts`, '../chat/index.ts'],
  ['5-only-service-jobs-routes-touch-the-schema', 'packages/server-kit/src/modules/chat/shortcut.ts', './schema.ts'],
  ['6-only-transport-imports-socket.io-client', `${sdk}/second-socket.ts`, 'socket.io-client'],
  ['6-only-audio-imports-livekit-client', `${sdk}/second-media.ts`, 'livekit-client'],
  ['livekit-server-sdk', `${rooms}/tokens.ts`, 'livekit-server-sdk'],
  ['7-nothing-imports-testing', `${rooms}/fakes.ts`, '../../testing/index.ts'],
  ['9-no-unresolvable-import', `${rooms}/nothing.ts`, './gone.ts'],
]

const importing = (address: string) => `import * as it from '${address}'\n\nexport const found = it\n`

describe('the step "imports"', () => {
  let seen: { code: number; output: string }
  beforeAll(async () => {
    seen = await checkSmallWorkspace(['imports'], {
      ...Object.fromEntries(breaches.map(([, file, imports]) => [file, importing(imports)])),
      'packages/protocol/src/circle-back.ts': importing('./circle.ts'),
      'packages/server-kit/src/testing/index.ts': 'export const fake = {}\n',
    })
  }, 180_000)

  it('fails', () => {
    expect(seen.output).toContain('FAILED  imports')
    expect(seen.code).toBe(1)
  })

  it.each(breaches)('holds rule %s against %s', (rule, file) => {
    const lines = seen.output.split('\n').filter((line) => line.includes(rule))
    expect(lines.join('\n')).toContain(file.replace('.ts', '')) // a circle may be told from its other end
  })
})
