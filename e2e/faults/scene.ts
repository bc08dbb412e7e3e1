import { startMediaServer } from '../audio/media-server.ts'
import { startPageServer } from '../audio/page-server.ts'
import { type Ear, openEar } from './ear.ts'
import { openSpeaker, type Speaker } from './speaker.ts'
import { workletFaults } from './worklet-faults.ts'
import type { Worn } from './worn.ts'

/** Two media rooms of a real media server, somebody who speaks, and somebody who listens in both. */
export interface Scene {
  readonly ear: Ear
  readonly speaker: Speaker
  /** Whether the disguise's file can be loaded. */
  worklet: { isThere: boolean }
  /** Settles with the number of the next claim to the sound, as soon as it is made. */
  claimed(): Promise<number>
  /** Cuts the speaker's connection on the media server. */
  cut(): Promise<void>
  /** Lets the speaker into the second media room. */
  grantOfSecondRoom(): Promise<{ url: string; token: string }>
  close(): Promise<void>
}

/** @param worn - what the speaker is disguised with */
export async function createScene(worn: Worn): Promise<Scene> {
  const closing: (() => unknown)[] = []
  async function close() {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    const media = await startMediaServer()
    closing.push(media.close)
    const worklet = { isThere: true }
    let generation = 0
    let tellClaim = (_: number) => {}
    const site = await startPageServer(
      async ({ me, maySpeak }) => {
        tellClaim(++generation)
        return { url: media.url, token: await media.token('first', me, maySpeak), generation, maySpeak }
      },
      { main: 'e2e/faults/page/main.ts', breaks: workletFaults, hasWorklet: () => worklet.isThere },
    )
    closing.push(site.close)
    const grant = async (room: string, who: string, maySpeak: boolean) => ({
      url: media.url,
      token: await media.token(room, who, maySpeak),
    })
    const ear = await openEar(await Promise.all(['first', 'second'].map((room) => grant(room, 'the-ear', false))), worn)
    closing.push(ear.close)
    const speaker = await openSpeaker(site.url, worn)
    closing.push(speaker.close)
    return {
      ear,
      speaker,
      worklet,
      claimed: () =>
        new Promise((resolve) => {
          tellClaim = resolve
        }),
      async cut() {
        await media.remove('first', speaker.id)
      },
      grantOfSecondRoom: () => grant('second', speaker.id, true),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
