import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const guide = join(here, '../../../docs/guides/voice.md')
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

/** What was measured on real readers as a table for people, in percent. @param results rows as in results.json */
export function guideTable(results) {
  const rows = results.filter(({ pool }) => pool === 'real')
  const cell = (row, column) => (column === 'min' ? `**${row[column]}**` : (row[column] ?? '–'))
  const lines = [
    Object.keys(columns),
    Object.keys(columns).map(() => '---'),
    ...rows.map((row) => Object.values(columns).map((column) => cell(row, column))),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Writes the table of results.json into the guide, between its marks. */
export function writeGuideTable() {
  const table = guideTable(JSON.parse(readFileSync(join(here, 'results.json'), 'utf8')))
  writeFileSync(
    guide,
    readFileSync(guide, 'utf8').replace(marked, (_, before, after) => before + table + after),
  )
}
