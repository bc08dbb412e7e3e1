import { defineConfig } from 'vitest/config'

/** Packages are read from their sources; nothing has to be built before it can be tested. */
const source = {
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
}

const project = (name: string, root: string) => ({
  ...source,
  test: { name, root, include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], hookTimeout: 60_000, testTimeout: 30_000 },
})

const endToEnd = project('e2e', 'e2e')

/** Elements are not here: they run in a real browser, see packages/elements/web-test-runner.config.mjs. */
export default defineConfig({
  test: {
    maxWorkers: '100%', // one core fewer would be half of two
    projects: [
      project('protocol', 'packages/protocol'),
      project('voice-disguise', 'packages/voice-disguise'),
      project('sdk-core', 'packages/sdk-core'),
      project('server-kit', 'packages/server-kit'),
      project('examples', 'examples'),
      project('bench', 'bench'),
      project('scripts', 'scripts'),
      { ...endToEnd, test: { ...endToEnd.test, fileParallelism: false, hookTimeout: 180_000, testTimeout: 180_000 } },
    ],
  },
})
