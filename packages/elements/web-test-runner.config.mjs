import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const chromium = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file))

/** As strict as any page that may embed the elements, but for the runner's own inline scripts and its socket. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' ws:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

/**
 * Some packages ask for `process.env.NODE_ENV`, which a page does not have; the contract's schemas, which only tests load, for the right
 * to compile. A violation of the policy fails the test it happens in.
 */
const prelude = `
  globalThis.process = { env: {} }
  globalThis.__zod_globalConfig = { jitless: true }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    throw new Error('Against the page policy: ' + violatedDirective + ' ' + blockedURI + ' at ' + sourceFile + ':' + lineNumber)
  })`

/** Elements run in a real Chromium, straight from their sources. */
export default {
  rootDir: path('../..'),
  files: [path('src/**/*.test.ts')],
  nodeResolve: { exportConditions: ['source', 'browser', 'development'], extensions: ['.ts', '.mjs', '.js'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path('../../tsconfig.json') })],
  // One page at a time: a page in the background gets no frames, and no keyboard.
  concurrency: 1,
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 20_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: chromium,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  testRunnerHtml: (framework) => `<!doctype html>
<html lang="en"><head><title>Elements under test</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<script>${prelude}</script></head>
<body><script type="module" src="${framework}"></script></body></html>`,
}
