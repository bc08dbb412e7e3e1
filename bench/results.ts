import { existsSync, readFileSync } from 'node:fs'
import type { Row } from './row.ts'

/** A row as it is committed. */
export interface Result extends Row {
  readonly commit: string
  readonly date: string
}

/** The file's new text: rows measured now replace those with the same id, others stay as they were measured. */
export function mergeResults(file: string, measured: readonly Result[]): string {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : []
  const rows = [...kept.filter(({ id }) => !measured.some((row) => row.id === id)), ...measured]
  return `${JSON.stringify(
    rows.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })),
    null,
    2,
  )}\n`
}
