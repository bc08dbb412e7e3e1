import type { Way } from '../listening/page.ts'
import { openListeningScene } from '../listening/scene.ts'
import type { BenchContext, Row } from '../row.ts'
import { median, round, spreadOf } from '../statistics.ts'

const people = 12
const ways = ['sanctuary', 'livekit-client alone'] as const satisfies readonly Way[]

/**
 * V4: what a page that only listens to twelve people costs with our SDK, which also shows who speaks and how loud, above livekit-client
 * alone, which plays them. All speak at once, which is the worst case. In turn, each time in a browser of its own. It listens four times as
 * long as is asked for: 20 s by default.
 */
export async function listeningTo12({ repetitions, seconds, log }: BenchContext): Promise<Row[]> {
  const scene = await openListeningScene(people)
  const shares: Record<Way, number[]> = { sanctuary: [], 'livekit-client alone': [] }
  try {
    for (let n = 0; n < repetitions; n += 1) {
      for (const way of n % 2 === 0 ? ways : ways.toReversed()) {
        shares[way].push(await scene.share(way, 4 * seconds))
        log(`  ${way}: ${shares[way].at(-1)?.toFixed(4)} of a core`)
      }
    }
  } finally {
    await scene.close()
  }
  const alone = shares['livekit-client alone']
  const above = shares.sanctuary.map((share, at) => share - (alone[at] ?? 0))
  return [
    {
      id: 'V4.listening',
      value: round(median(above)),
      unit: `of one core above livekit-client alone, of renderer and utility processes that hear ${people} people; ${round(median(shares.sanctuary))} in all`,
      bar: '<= 0.01',
      spread: spreadOf(above),
      peers: { 'livekit-client alone': round(median(alone)) },
      database: 'none',
    },
  ]
}
