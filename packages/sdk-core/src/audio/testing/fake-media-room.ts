import { atom } from 'nanostores'
import type { MediaRoom } from '../media-room.ts'

/** A connection a test breaks at will. */
export interface FakeMediaRoom extends MediaRoom {
  readonly published: MediaStreamTrack[]
  readonly closed: boolean
  set(state: 'live' | 'reconnecting' | 'blocked'): void
  end(how: 'taken' | 'lost'): void
  /** The next publications fail with this. */
  refuse(reason: Error | undefined): void
  /** The media server takes the track away. */
  cutTrack(): void
}

/** Creates a connection that is up. */
export function createFakeMediaRoom(): FakeMediaRoom {
  const $state = atom<'live' | 'reconnecting' | 'blocked'>('live')
  const $sending = atom(false)
  const published: MediaStreamTrack[] = []
  let refusal: Error | undefined
  let closed = false
  let end: (how: 'taken' | 'lost') => void = () => {}
  const ended = new Promise<'taken' | 'lost'>((resolve) => {
    end = resolve
  })
  return {
    $state,
    $sending,
    ended,
    published,
    get closed() {
      return closed
    },
    async publish(track) {
      await Promise.resolve() // a media server never answers at once
      if (refusal) throw refusal
      published.push(track)
      $sending.set(true)
    },
    async unpublish() {
      $sending.set(false)
    },
    async resumePlayback() {
      $state.set('live')
    },
    async close() {
      closed = true
      end('lost')
    },
    set: (state) => $state.set(state),
    end,
    refuse(reason) {
      refusal = reason
    },
    cutTrack: () => $sending.set(false),
  }
}
