import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Outcome } from './outcome.ts'
import type { Planned } from './run-faults.ts'

/** What a run has done so far. A run that was stopped goes on where it was when it is started again the same way. */
export interface Progress {
  readonly done: ReadonlyMap<number, Outcome>
  add(number: number, outcome: Outcome): void
  /** All is done: the next run begins anew. */
  forget(): void
}

/**
 * @param path - where it is kept, a line a fault
 * @param planned - what is to be done; what was done by another plan, as before a kind was added, does not count
 */
export function openProgress(path: string, planned: readonly Planned[]): Progress {
  mkdirSync(dirname(path), { recursive: true })
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n') // a line that was cut off
  const isPlanned = ([number, outcome]: Line) =>
    (['kind', 'seed', 'wear'] as const).every((field) => outcome[field] === planned[number]?.[field])
  const done = new Map(text.split('\n').flatMap(read).filter(isPlanned))
  return {
    done,
    add(number, outcome) {
      done.set(number, outcome)
      appendFileSync(path, `${JSON.stringify([number, outcome])}\n`)
    },
    forget: () => rmSync(path, { force: true }),
  }
}

type Line = [number: number, outcome: Outcome]

/** Nothing where a line was cut off in the middle. */
function read(line: string): Line[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}
