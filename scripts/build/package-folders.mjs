import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of every package below `root`. */
export const packageFolders = (root) =>
  readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
