import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of `names` that can be run from one of `folders`, by default those of PATH. */
export function findProgram(names, folders = (process.env.PATH ?? '').split(delimiter)) {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun)
}

function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
