import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { encodeWav, type Sound } from '../audio/wav.ts'

/** Everything a Chromium needs to talk on loopback with a file for a microphone, and to bother nobody else. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
]

/**
 * A Chromium of one's own.
 * @param says - what its microphone hears, in a loop; without it, a beep
 * @param playsAtOnce - whether it plays sound before anything is pressed
 */
export async function openBrowser(says?: Sound, playsAtOnce = true): Promise<{ browser: Browser; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sanctuary-browser-'))
  const file = join(folder, 'microphone.wav')
  if (says) await writeFile(file, encodeWav(says))
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: [
      ...flags,
      ...(says ? [`--use-file-for-fake-audio-capture=${file}`] : []),
      ...(playsAtOnce ? ['--autoplay-policy=no-user-gesture-required'] : []),
    ],
    ignoreDefaultArgs: ['--mute-audio'],
  })
  return {
    browser,
    async close() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
