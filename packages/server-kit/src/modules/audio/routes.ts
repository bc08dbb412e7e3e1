import type { RoomId } from '@sanctuary/protocol'
import { Hono } from 'hono'
import type { Judge } from './judge.ts'
import type { Media } from './media.ts'

/** How many webhook ids are remembered. A judgement is idempotent, so forgetting an old one does no harm. */
const remembered = 2000

/** Where LiveKit reports who joined and what is published. Each report is applied once, and only as a reason to look. */
export function createAudioRoutes(media: Pick<Media, 'service'>, judge: Pick<Judge, 'judge'>): Hono {
  const seen = new Set<string>()
  return new Hono().post('/livekit', async (context) => {
    const { service } = media
    if (!service) return context.body(null, 503)
    const event = await service.verifyWebhook(await context.req.text(), context.req.header('authorization'))
    if (seen.has(event.id)) return context.body(null, 200)
    seen.add(event.id)
    if (seen.size > remembered) for (const [oldest] of seen.entries()) if (seen.delete(oldest)) break
    if (event.room && (event.name === 'participant_joined' || event.name === 'track_published')) {
      await judge.judge(event.room as RoomId)
    }
    return context.body(null, 200)
  })
}
