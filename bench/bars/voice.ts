import { setTimeout as wait } from 'node:timers/promises'
import type { BenchContext, Row } from '../row.ts'
import { median, percentile, round, spreadOf } from '../statistics.ts'
import { openVoiceLab } from '../voice/lab.ts'
import type { VoiceLab, Way } from '../voice/page.ts'

declare const lab: VoiceLab

type Measured = Record<Way, number[]>

const ways = ['nothing', 'copying', 'disguise', 'signalsmith-stretch'] as const satisfies readonly Way[]
const seconds = { offline: 60, live: 20 }

/**
 * V1–V3: what one disguised speaker costs in Chromium, beside signalsmith-stretch (pitch and formants moved, nothing else), in turn. What the same graph costs
 * with nothing in it is taken off. Live, all the browser's processes are counted: `V1.live` also takes off what a worklet that only copies costs, for waking it
 * 375 times a second is the browser's doing; `V1.live.whole` does not.
 */
export async function disguising({ repetitions, log }: BenchContext): Promise<Row[]> {
  const { page, cpu, close } = await openVoiceLab()
  const offline: Measured = { nothing: [], copying: [], disguise: [], 'signalsmith-stretch': [] }
  const live: Measured = { nothing: [], copying: [], disguise: [], 'signalsmith-stretch': [] }
  try {
    for (let n = 0; n < repetitions; n += 1) {
      for (const way of ways) {
        offline[way].push(
          (await page.evaluate(([way, seconds]) => lab.renders(way, seconds), [way, seconds.offline] as const)) / seconds.offline,
        )
        live[way].push(await liveShare(way))
        log(`  ${way}: offline ${offline[way].at(-1)?.toFixed(4)}, live ${live[way].at(-1)?.toFixed(4)} of a core`)
      }
    }
    const quanta = await page.evaluate((seconds) => lab.quanta(seconds), seconds.offline)
    const latency = await page.evaluate(() => lab.latency())
    return [
      share('V1.offline', offline, 'nothing'),
      share('V1.live', live, 'copying'),
      share('V1.live.whole', live, 'nothing'),
      figure('V2.p99', percentile(quanta, 0.99), 'ms for 128 samples', '<= 0.5', quanta),
      figure('V2.longest', Math.max(...quanta), 'ms for 128 samples, after a warm-up', '<= 2.67', quanta),
      figure('V3.latency', 1000 * latency, 'ms from input to output', '<= 47', [1000 * latency]),
    ]
  } finally {
    await close()
  }

  async function liveShare(way: Way): Promise<number> {
    const player = await page.evaluateHandle((way) => lab.plays(way), way)
    await wait(2000)
    const before = await cpu()
    await wait(1000 * seconds.live)
    const used = (await cpu()) - before
    await player.evaluate((end) => end())
    return used / seconds.live
  }
}

/** Shares of one core above another way's. */
function share(id: string, measured: Measured, base: Way): Row {
  const above = (way: Way) => measured[way].map((value, at) => value - (measured[base][at] ?? 0))
  const peer = median(above('signalsmith-stretch'))
  const own = median(above('disguise'))
  return {
    id,
    value: round(own),
    unit: `of one core for one speaker; ${round(own / peer)} times signalsmith-stretch`,
    bar: '<= 0.025',
    spread: spreadOf(above('disguise')),
    peers: {
      'signalsmith-stretch': round(peer),
      ...(base === 'nothing' ? { 'a worklet that copies': round(median(above('copying'))) } : {}),
    },
    database: 'none',
  }
}

function figure(id: string, value: number, unit: string, bar: string, all: readonly number[]): Row {
  return { id, value: round(value), unit, bar, spread: spreadOf(all), peers: {}, database: 'none' }
}
