import { fileURLToPath } from 'node:url'

/** Where tests keep what takes long to make, such as the template of an empty database. Outlives a run; `npm ci` removes it. */
export const testCache = fileURLToPath(new URL('../../node_modules/.cache/sanctuary', import.meta.url))
