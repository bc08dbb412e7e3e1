import type { Page } from '../page.ts'
import type { RoomContext } from '../room-context.ts'

/** How long a page is out of sight before its person counts as away. */
const awayAfterMs = 60_000

/** Says that the person is away while their page is out of sight, and again on each new connection, which does not know it. */
export function watchAway({ $connection, clock, call, on }: RoomContext, page: Page): void {
  let away = false
  let stopWaiting = () => {}

  // It is said of a connection, so it makes no sense without one, and a lost word is said again on the next.
  const say = () => {
    if ($connection.get().state === 'live') call('participants.setAway', { away }).catch(() => {})
  }
  const hidden = () => {
    stopWaiting()
    stopWaiting = clock.after(awayAfterMs, () => {
      away = true
      say()
    })
  }
  const shown = () => {
    stopWaiting()
    if (!away) return
    away = false
    say()
  }

  const stops = [
    page.on('hidden', hidden),
    page.on('shown', shown),
    $connection.listen(({ state }) => {
      if (state === 'live' && away) say()
    }),
  ]
  if (page.isHidden()) hidden()
  on('closed', () => {
    stopWaiting()
    for (const stop of stops) stop()
  })
}
