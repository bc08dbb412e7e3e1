import { isStaff } from '@sanctuary/protocol'
import type { Room } from '@sanctuary/sdk-core'
import type { ReactiveController } from 'lit'
import type { ReadableAtom } from 'nanostores'
import type { SanctuaryElement } from '../base/sanctuary-element.ts'
import { handTexts } from '../hands/hand-texts.ts'
import { peopleTexts } from './people-texts.ts'

interface Call {
  readonly id: string
  readonly text: string
}

/**
 * Tells staff who do not see it that somebody raised a hand, waits to come in or asks for a host. What was there before is not told;
 * several elements may tell the same, it is said once.
 */
export class CallAnnouncer implements ReactiveController {
  private readonly host: SanctuaryElement
  private readonly resolve: () => Room | undefined
  private room: Room | undefined
  private stops: (() => void)[] = []

  constructor(host: SanctuaryElement, resolve: () => Room | undefined) {
    this.host = host
    this.resolve = resolve
    host.addController(this)
  }

  hostConnected(): void {
    this.bind()
  }

  hostUpdate(): void {
    this.bind()
  }

  hostDisconnected(): void {
    this.unbind()
  }

  private bind(): void {
    const room = this.resolve()
    if (room === this.room) return
    this.unbind()
    this.room = room
    if (!room) return
    const name = (id: string) => room.participants.$people.get().find((person) => person.id === id)?.alias
    const say = (part: 'hands-raised' | 'people-waits' | 'people-asks', alias = '') =>
      part === 'hands-raised'
        ? this.host.words.text(handTexts, part, { name: alias })
        : this.host.words.text(peopleTexts, part, { name: alias })
    this.follow(room.hands.$queue, ({ participant, since }) => ({
      id: `hand:${participant}:${since}`,
      text: say('hands-raised', name(participant)),
    }))
    this.follow(room.participants.$waiting, ({ id, alias, since }) => ({ id: `waiting:${id}:${since}`, text: say('people-waits', alias) }))
    this.follow(room.hosts.$pings, ({ participant, at }) => ({
      id: `ping:${participant}:${at}`,
      text: say('people-asks', name(participant)),
    }))
  }

  private follow<T>(store: ReadableAtom<readonly T[]>, describe: (item: T) => Call): void {
    let known = new Set(store.get().map((item) => describe(item).id))
    const stop = store.listen((items) => {
      const calls = items.map(describe)
      const me = this.room?.participants.$me.get()
      if (me && isStaff(me.role))
        for (const { id, text } of calls) if (!known.has(id) && !id.includes(`:${me.id}:`)) this.host.announce(id, text)
      known = new Set(calls.map(({ id }) => id))
    })
    this.stops.push(stop)
  }

  private unbind(): void {
    for (const stop of this.stops) stop()
    this.stops = []
    this.room = undefined
  }
}
