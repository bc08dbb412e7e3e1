import { setTimeout as wait } from 'node:timers/promises'
import { openVoiceLab } from './voice/lab.ts'
declare const lab: any
async function main() {
  const { page, cpu, close } = await openVoiceLab()
  for (const way of ['copying', 'disguise', 'signalsmith-stretch', 'disguise', 'copying']) {
    const player = await page.evaluateHandle((way) => lab.plays(way), way)
    await wait(2000)
    const parts: string[] = []
    for (let n = 0; n < 4; n++) {
      const before = await cpu()
      await wait(10000)
      parts.push((((await cpu()) - before) / 10).toFixed(4))
    }
    console.log(way, parts.join(' '))
    await player.evaluate((end: any) => end())
  }
  await close()
}
void main()
