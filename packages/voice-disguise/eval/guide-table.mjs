import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
export const guide = join(here, '../../../docs/guides/voice.md')
const marked = /(<!-- results -->\n)[\s\S]*?(\n<!-- \/results -->)/
const columns = {
  '': 'setting',
  ignorant: 'ignorant',
  lazy: 'lazy',
  semi: 'semi',
  cross: 'cross',
  '**smallest**': 'min',
  'better taught': 'trained',
  'first 5 s': 'first5s',
  'words wrong': 'wer',
}

/** The rows of results.json for real readers as the guide's table, in percent. */
export function guideTable() {
  const rows = JSON.parse(readFileSync(join(here, 'results.json'), 'utf8')).filter(({ pool }) => pool === 'real')
  const cell = (row, column) => (column === 'min' ? `**${row[column]}**` : (row[column] ?? '–'))
  const lines = [
    Object.keys(columns),
    Object.keys(columns).map(() => '---'),
    ...rows.map((row) => Object.values(columns).map((column) => cell(row, column))),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Writes the table into the guide, between its marks. */
export function writeGuideTable() {
  writeFileSync(
    guide,
    readFileSync(guide, 'utf8').replace(marked, (_, before, after) => before + guideTable() + after),
  )
}
