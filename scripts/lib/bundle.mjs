import { join } from 'node:path'

/**
 * Bundles sources as a page gets them. A warning is a failure: most say that something will be missing.
 * @param {string} root the folder the packages are in
 * @param {import('esbuild').BuildOptions} options
 */
export async function bundle(root, options) {
  const { build } = await import('esbuild') // not there before the packages are installed
  const built = await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    conditions: ['source'],
    define: { 'process.env.NODE_ENV': '"production"' }, // nanostores reads it, and a page has no `process`
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
    ...options,
  })
  if (built.warnings.length > 0) throw new Error('The bundle has warnings, see above.')
  return built
}
