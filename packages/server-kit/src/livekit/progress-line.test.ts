import { expect, test } from 'vitest'
import type { LiveKitProgress } from './progress.ts'
import { createProgressLine } from './progress-line.ts'

const steps: LiveKitProgress[] = [
  { stage: 'downloading', message: 'Downloading.' },
  { stage: 'downloading', message: 'Downloading.', fraction: 0.256 },
  { stage: 'downloading', message: 'Downloading.', fraction: 1 },
  { stage: 'building', message: 'Building.' },
  { stage: 'ready', message: 'Using it.' },
]

function show(output: { isTTY?: boolean; columns?: number }, progress = steps): string {
  let text = ''
  const line = createProgressLine({ ...output, write: (piece) => (text += piece) })
  for (const step of progress) line(step)
  return text
}

test('a terminal gets one line that is written anew', () => {
  const lines = show({ isTTY: true, columns: 80 }).split('\r\x1b[2K')
  expect(lines).toEqual(['', 'Downloading.', 'Downloading. 26 %', 'Downloading. 100 %', 'Building.', 'Using it.\n'])
})

test('a narrow terminal cuts a step, which could not be rewritten otherwise, but never the advice at the end', () => {
  const advice = 'There is no media server. Install Go.'
  const lines = show({ isTTY: true, columns: 10 }, [
    { stage: 'building', message: 'Building for a while.' },
    { stage: 'missing', message: advice },
  ])
  expect(lines.split('\r\x1b[2K')).toEqual(['', 'Building ', `${advice}\n`])
})

test('a pipe gets a plain line for each message, without control codes', () => {
  expect(show({})).toBe('Downloading.\nBuilding.\nUsing it.\n')
})
