import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Outcome } from './suffer.ts'

/** What a run has done so far. A run that was stopped goes on where it was when it is started again the same way. */
export interface Progress {
  readonly done: ReadonlyMap<number, Outcome>
  add(number: number, outcome: Outcome): void
  /** All is done: the next run begins anew. */
  forget(): void
}

/** @param path - where it is kept, a line a fault */
export function openProgress(path: string): Progress {
  mkdirSync(dirname(path), { recursive: true })
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n') // a line that was cut off
  const done = new Map(text.split('\n').flatMap(read))
  return {
    done,
    add(number, outcome) {
      done.set(number, outcome)
      appendFileSync(path, `${JSON.stringify([number, outcome])}\n`)
    },
    forget: () => rmSync(path, { force: true }),
  }
}

/** Nothing where a line was cut off in the middle. */
function read(line: string): [number, Outcome][] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}
