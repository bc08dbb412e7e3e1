import { writeFileSync } from 'node:fs'
import { liveKitCacheFolder } from '../../packages/server-kit/src/livekit/cache-folder.ts'
import { findLiveKitServer } from '../../packages/server-kit/src/livekit/find-server.ts'

/** Finds or gets the media server as the product does, and writes what it found to the file named first. */
const [file] = process.argv.slice(2)
if (!file) throw new Error('Name the file to write to.')

let last = ''
const found = await findLiveKitServer({
  env: process.env,
  cacheDir: liveKitCacheFolder(process.env),
  onProgress({ stage, message, fraction }) {
    if (stage === 'missing') return // the caller says it
    const line = fraction === undefined ? message : `${message} ${Math.floor(fraction * 10) * 10} %`
    if (line !== last) console.log(line)
    last = line
  },
})
writeFileSync(file, JSON.stringify(found))
