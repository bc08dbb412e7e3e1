import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Bundles what the pages load, from the sources of this repository: the pages' script with the elements, the file
 * of a script tag for pages elsewhere, and the disguise's worklet.
 * @param folder - where the files are written; emptied first
 * @returns the folder
 */
export async function buildAssets(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  const common = {
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm' as const,
    target: 'es2022',
    conditions: ['source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: folder,
    logLevel: 'error' as const,
  } satisfies BuildOptions
  await Promise.all([
    build({
      ...common,
      entryPoints: {
        site: source('./browser/site.ts'),
        style: source('./browser/style.css'),
        sanctuary: fileURLToPath(import.meta.resolve('@sanctuary/elements/cdn')),
      },
      splitting: true,
    }),
    build({ ...common, entryPoints: { 'disguise-worklet': fileURLToPath(import.meta.resolve('@sanctuary/voice-disguise/worklet')) } }),
  ])
  return folder
}
