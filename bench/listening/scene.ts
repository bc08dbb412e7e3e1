import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestServer } from '@sanctuary/server-kit/testing'
import { bundle } from '../../scripts/lib/bundle.mjs'
import type { Way } from './page.ts'
import { shareOfCore } from './share.ts'
import type { Grant } from './speakers.ts'
import { within } from './within.ts'

/** A room in which people speak all the time. */
export interface ListeningScene {
  /** Shares of one core that a new browser's renderer and utility processes use while its page listens for some seconds. */
  share(way: Way, seconds: number): Promise<number>
  close(): Promise<void>
}

interface Person {
  grant(): Promise<Grant>
}

/** Starts our server, its media server, and so many people who speak, in a process of theirs. */
export async function openListeningScene(people: number): Promise<ListeningScene> {
  const assets = await mkdtemp(join(tmpdir(), 'sanctuary-listening-'))
  await bundle(fileURLToPath(new URL('../..', import.meta.url)), {
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    outdir: assets,
    splitting: true,
  })
  await writeFile(join(assets, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>')
  const server = await createTestServer({ assets, livekit: {} })
  const speakers = fork(fileURLToPath(new URL('speakers.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }) // it logs a lot

  async function close(): Promise<void> {
    if (speakers.connected) speakers.disconnect()
    await server.close()
    await rm(assets, { recursive: true, force: true })
  }

  try {
    const { room } = await server.createRoom()
    const listener = await within('Joining', enter(room.id))
    const others = await within('Joining', Promise.all(Array.from({ length: people }, () => enter(room.id))))
    const grants = await Promise.all(others.map((person) => person.grant()))
    const ready = new Promise<void>((done, fail) => {
      speakers.once('message', () => done())
      speakers.once('exit', (code) => fail(new Error(`The people who speak ended with ${code}.`)))
    })
    speakers.send(grants)
    await within('Speaking', ready)

    return {
      async share(way, seconds) {
        const where = { room: room.id, grant: await listener.grant() }
        return shareOfCore({ page: `${server.url}/assets/index.html`, way, where, people, seconds })
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }

  /** Joins with a live tab, so that our server lets the person's sound be. */
  async function enter(room: string): Promise<Person> {
    const person = await server.join(room)
    const tab = randomUUID()
    const live = await person.connect({ tab })
    await live.waitFor(() => live.records('audio.service')[0]?.value.state === 'ready')
    return { grant: () => person.call('audio.connect', { tab } as never) } // ids are branded
  }
}
