import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { createFakePage } from '../testing/fake-page.ts'
import { createAudio } from './audio.ts'
import { createFakeMediaRoom } from './testing/fake-media-room.ts'
import { createFakeRoomContext, letSpeak } from './testing/fake-room-context.ts'
import { stubSilentPage } from './testing/silent-page.ts'

vi.mock('./media-room.ts', () => ({ openMediaRoom: async () => createFakeMediaRoom() }))

beforeEach(stubSilentPage)
afterEach(() => vi.unstubAllGlobals())

/** A person in a room with sound, and the system's side of the screen. */
function setUp() {
  const locks: { released: boolean; release(): Promise<void> }[] = []
  /** What the browser answers, each in its own time. */
  const answers: ((refusal?: Error) => void)[] = []
  const request = () =>
    new Promise((resolve, reject) => {
      answers.push((refusal) => {
        if (refusal) return reject(refusal)
        const lock = {
          released: false,
          async release() {
            lock.released = true
          },
        }
        locks.push(lock)
        resolve(lock)
      })
    })
  vi.stubGlobal('navigator', { wakeLock: { request } })
  const page = createFakePage()
  const context = { ...createFakeRoomContext(), page, clock: createFakeClock() }
  letSpeak(context)
  const audio = createAudio(context)
  return {
    audio,
    page,
    answers,
    /** How many locks keep the screen on. */
    held: () => locks.filter(({ released }) => !released).length,
    async answer(refusal?: Error) {
      answers.at(-1)?.(refusal)
      await settle()
    },
    /** What the system does to a page nobody looks at. */
    hide() {
      for (const lock of locks) lock.released = true
      page.setHidden(true)
    },
  }
}

describe('the screen', () => {
  it('stays on while there is sound, and may sleep after that', async () => {
    const { audio, answers, answer, held } = setUp()
    expect(answers).toHaveLength(0)
    await audio.start()
    await answer()
    expect(held()).toBe(1)
    await audio.stop()
    expect(held()).toBe(0)
  })

  it('stays on again after the page was hidden', async () => {
    const { audio, page, answer, held, hide } = setUp()
    await audio.start()
    await answer()
    hide()
    expect(held()).toBe(0)
    page.setHidden(false)
    await answer()
    expect(held()).toBe(1)
    await audio.stop()
    expect(held()).toBe(0)
  })

  it('is asked for once, however often the page is shown, while the browser answers and after it has', async () => {
    const { audio, page, answers, answer, held } = setUp()
    await audio.start()
    page.setHidden(false)
    page.setHidden(false)
    expect(answers).toHaveLength(1)
    await answer()
    page.setHidden(false)
    expect(answers).toHaveLength(1)
    await audio.stop()
    expect(held()).toBe(0)
  })

  it('is asked for again where it was refused, once the page is shown', async () => {
    const { audio, page, answers, answer, held } = setUp()
    await audio.start()
    await answer(new DOMException('low battery', 'NotAllowedError'))
    expect(held()).toBe(0)
    page.setHidden(false)
    expect(answers).toHaveLength(2)
    await answer()
    expect(held()).toBe(1)
    await audio.stop()
  })

  it('may sleep where the answer comes after the sound has ended', async () => {
    const { audio, answer, held } = setUp()
    await audio.start()
    await audio.stop()
    await answer()
    expect(held()).toBe(0)
  })

  it('is not asked for by a page nobody looks at', async () => {
    const { audio, page, answers } = setUp()
    page.setHidden(true)
    await audio.start()
    expect(answers).toHaveLength(0)
    page.setHidden(false)
    expect(answers).toHaveLength(1)
    await audio.stop()
  })
})
