import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { SetupError } from './setup-error.ts'

/**
 * Serves a folder under `/assets`, to pages of every site.
 * @param folder - absolute, or from where the process was started
 * @param path - what the server's addresses begin with
 * @throws SetupError when the folder is not there
 */
export function serveAssets(folder: string, path: string): Hono {
  const root = resolve(folder)
  if (!existsSync(root))
    throw new SetupError(
      'ASSETS_MISSING',
      `The folder of assets is not there: ${root}. Correct it, or build the elements with: npm run build`,
    )
  return new Hono()
    .use('/assets/*', async (context, next) => {
      context.header('access-control-allow-origin', '*')
      context.header('cross-origin-resource-policy', 'cross-origin')
      await next()
    })
    .use('/assets/*', serveStatic({ root, rewriteRequestPath: (asked) => asked.slice(`${path}/assets`.length) }))
}
