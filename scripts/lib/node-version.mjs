/** The oldest Node this repository runs on; the same floor as `engines` in package.json. */
const floor = [20, 19]

/** Ends the process with one sentence when this Node is too old. Call it before anything else. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return
  console.error(`Sanctuary needs Node ${floor.join('.')} or newer, and this is ${version}. Get a newer one from https://nodejs.org.`)
  process.exit(1)
}
