/** A few lines in every package, on both sides of every rule. */
export const smallSources: Record<string, string> = {
  'package.json': json({ name: 'small', private: true, type: 'module' }),
  'knip.json': '{ "exclude": ["catalog"], "ignore": ["packages/protocol/scripts/*"], "ignoreWorkspaces": ["."] }\n',
  'size-budgets.json': '[{ "name": "sdk-core", "entry": "packages/sdk-core/src/index.ts", "counts": "first", "maxKiB": 1 }]\n',

  'packages/protocol/package.json': manifest('protocol', ['zod']),
  'packages/protocol/src/index.ts': "export { hands } from './hands.ts'\n",
  'packages/protocol/src/hands.ts': "import * as z from 'zod'\n\nexport const hands = z.object({ note: z.string() })\n",

  'packages/protocol/contract.snapshot.json': '["raise"]\n',
  'packages/protocol/scripts/snapshot.ts': `import { readFileSync } from 'node:fs'

if (readFileSync('packages/protocol/contract.snapshot.json', 'utf8') !== '["raise"]\\n') {
  console.error('The contract is not the one on record.')
  process.exitCode = 1
}
`,

  'packages/voice-disguise/package.json': manifest('voice-disguise'),
  'packages/voice-disguise/src/index.ts': 'export const semitones = 2\n',

  'packages/sdk-core/package.json': manifest('sdk-core', ['@sanctuary/voice-disguise', 'livekit-client', 'socket.io-client']),
  'packages/sdk-core/src/index.ts': `import { semitones } from '@sanctuary/voice-disguise'

export const room = { semitones, speak: () => import('./audio/media.ts'), talk: () => import('./transport/socket.ts') }
`,
  'packages/sdk-core/src/audio/media.ts': "export { Room } from 'livekit-client'\n",
  'packages/sdk-core/src/transport/socket.ts': "export { io } from 'socket.io-client'\n",

  'packages/elements/package.json': manifest('elements', ['@sanctuary/sdk-core', 'lit'], ['cdn']),
  'packages/elements/src/index.ts': "export { HandButton } from './hand-button.ts'\n",
  'packages/elements/src/cdn.ts': "export { HandButton } from './hand-button.ts'\n",
  'packages/elements/src/hand-button.ts': `import { room } from '@sanctuary/sdk-core'
import { html, LitElement } from 'lit'

export class HandButton extends LitElement {
  override render() {
    return html\`<button>\${room.semitones}</button>\`
  }
}
`,

  'packages/server-kit/package.json': manifest('server-kit', ['@sanctuary/protocol']),
  'packages/server-kit/src/index.ts': "export { chat } from './modules/chat/index.ts'\nexport { rooms } from './modules/rooms/index.ts'\n",
  'packages/server-kit/src/modules/chat/index.ts': "import { send } from './service.ts'\n\nexport const chat = { send }\n",
  'packages/server-kit/src/modules/chat/service.ts': `import { hands } from '@sanctuary/protocol'
import { messages } from './schema.ts'

export const send = () => ({ hands, messages })
`,
  'packages/server-kit/src/modules/chat/schema.ts': "export const messages = 'messages'\n",
  'packages/server-kit/src/modules/rooms/index.ts': 'export const rooms = {}\n',

  'examples/site/package.json': json({
    name: 'site',
    private: true,
    type: 'module',
    main: './src/main.ts',
    dependencies: { '@sanctuary/server-kit': 'workspace:*' },
  }),
  'examples/site/src/main.ts': "import { rooms } from '@sanctuary/server-kit'\n\nexport default rooms\n",
  'e2e/package.json': json({ name: 'e2e', private: true, type: 'module' }),
}

function manifest(name: string, dependencies: string[] = [], parts: string[] = []) {
  const entry = (file: string) => ({ source: `./src/${file}.ts`, types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` })
  return json({
    name: `@sanctuary/${name}`,
    version: '0.1.0',
    license: 'MIT',
    type: 'module',
    files: ['dist'],
    sideEffects: false,
    exports: { '.': entry('index'), ...Object.fromEntries(parts.map((part) => [`./${part}`, entry(part)])) },
    dependencies: Object.fromEntries(dependencies.map((each) => [each, each.startsWith('@sanctuary/') ? 'workspace:*' : 'catalog:'])),
  })
}

function json(value: object) {
  return `${JSON.stringify(value, null, 2)}\n`
}
