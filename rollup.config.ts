import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RollupOptions } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'

const packages = readdirSync('packages').filter((name) => existsSync(join('packages', name, 'src/index.ts')))

/** One ESM file for each source file: workers and subpaths keep their places, and a page's bundler drops what it does not use. */
export default packages.map(
  (name): RollupOptions => ({
    input: sources(join('packages', name, 'src')),
    output: {
      dir: join('packages', name, 'dist'),
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: join('packages', name, 'src'),
      sourcemap: true,
    },
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [esbuild({ target: 'es2022' })],
    treeshake: false,
    onwarn(warning) {
      throw new Error(warning.message)
    },
  }),
)

function sources(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => join(folder, file))
}
