import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../..')

/**
 * Gives a workspace the packages installed here. Third parties come from this repository, our own packages from the workspace.
 * @param workspace - a folder with this repository's layout
 * @param places - the folders in it that have a package.json
 */
export function linkPackages(workspace: string, places: string[]): void {
  for (const place of places) {
    const installed = join(repository, place, 'node_modules')
    if (existsSync(installed)) link(installed, join(workspace, place, 'node_modules'))
  }

  function link(from: string, to: string) {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from).filter((each) => each !== '.cache')) {
      if (name === '@sanctuary') linkOurs(join(from, name), join(to, name))
      else symlinkSync(join(from, name), join(to, name))
    }
  }

  function linkOurs(from: string, to: string) {
    mkdirSync(to)
    for (const name of readdirSync(from)) symlinkSync(join(workspace, 'packages', name), join(to, name))
  }
}
