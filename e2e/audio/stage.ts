import { startMediaServer, type TestMediaServer } from './media-server.ts'
import { startPageServer } from './page-server.ts'
import { openPerson, type Person, type PersonOptions } from './person.ts'

/** A media server, a site, and people in one room of it. */
export interface Stage {
  readonly media: TestMediaServer
  readonly room: string
  /** Opens a browser with a person in the room. */
  enter(options: Omit<PersonOptions, 'url'>): Promise<Person>
  close(): Promise<void>
}

/** Sets everything up; `close` takes everything down, whatever happened. */
export async function createStage(): Promise<Stage> {
  const media = await startMediaServer()
  const room = 'the-room-of-the-test'
  let generation = 0
  const site = await startPageServer(async ({ me, maySpeak }) => {
    const token = await media.token(room, me, maySpeak)
    return { url: media.url, token, generation: ++generation, maySpeak }
  })
  const people: Person[] = []
  return {
    media,
    room,
    async enter(options) {
      const person = await openPerson({ ...options, url: site.url })
      people.push(person)
      return person
    },
    async close() {
      await Promise.all(people.map((person) => person.close()))
      site.close()
      await media.close()
    },
  }
}
