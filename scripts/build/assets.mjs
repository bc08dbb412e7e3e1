import { cpSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolders } from './package-folders.mjs'

/** Copies what the sources read at run time, such as migrations and worker threads, to the same place in `dist`. */
export function copyAssets(root) {
  for (const folder of packageFolders(root)) {
    cpSync(join(folder, 'src'), join(folder, 'dist'), {
      recursive: true,
      filter: (file) => statSync(file).isDirectory() || /\.(sql|json|mjs)$/.test(file),
    })
  }
}
