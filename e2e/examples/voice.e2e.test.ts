import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { speech } from '../audio/voices.ts'
import { encodeWav } from '../audio/wav.ts'
import { type Example, startExample } from '../support/example.ts'
import { openVisitor, type Visitor } from '../support/visitor.ts'

describe('the disguise without rooms', () => {
  let example: Example
  let visitor: Visitor
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sanctuary-voice-'))
    example = await startExample('voice')
    visitor = await openVisitor({ says: await speech() })
    await visitor.page.goto(example.url)
  })
  afterAll(async () => {
    await visitor?.close()
    await example?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const choose = (files: string) => visitor.page.getByLabel('A recording').setInputFiles(files)
  const play = () => visitor.page.getByRole('button', { name: 'Play it disguised' })

  it('disguises the microphone, in any of its voices', async () => {
    await visitor.page.getByRole('button', { name: 'Hear yourself disguised' }).click()
    await visitor.page.getByText('You hear the disguised voice.').waitFor()
    await visitor.page.getByLabel('Voice').selectOption('George')
    await visitor.page.getByRole('button', { name: 'Draw anew' }).click()
    expect(await visitor.page.getByRole('status').textContent()).toBe('You hear the disguised voice.')
  })

  it('disguises a recording', async () => {
    const file = join(folder, 'speech.wav')
    await writeFile(file, encodeWav(await speech()))
    await choose(file)
    await expect.poll(() => play().isEnabled()).toBe(true)
    await play().click()
  })

  it('says so when a file is no recording', async () => {
    const file = join(folder, 'notes.txt')
    await writeFile(file, 'no sound in here')
    await choose(file)
    await visitor.page.getByText('notes.txt is not a recording this browser can read.').waitFor()
  })

  it('breaks no rule of its page', () => {
    expect(visitor.complaints.join()).toBe('')
  })
})
