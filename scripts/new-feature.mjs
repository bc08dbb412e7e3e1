#!/usr/bin/env node
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './lib/install.mjs'
import { requireNode } from './lib/node-version.mjs'
import { root as here } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { listings } from './new-feature/listings.mjs'

requireNode()

/** `npm run new:feature <name>`; `--root` writes into another copy of the repository, as our own test does. */
const { values, positionals } = parseArgs({ options: { root: { type: 'string', default: here } }, allowPositionals: true })
const { root } = values
const [name = ''] = positionals
if (positionals.length !== 1 || !/^[a-z]{3,24}$/.test(name)) {
  stop('A feature is one lowercase word, such as: npm run new:feature polls')
}

const templates = join(here, 'scripts/feature-template')
const written = readdirSync(templates, { recursive: true }).filter((file) => file.endsWith('.txt'))
const files = new Map(written.map((file) => [named(file).replace(/\.txt$/, ''), named(readFileSync(join(templates, file), 'utf8'))]))
const taken = [...files.keys()].find((file) => existsSync(join(root, file)))
if (taken) stop(`There is a feature called ${name} already: ${taken}`)

const listed = listings.map((listing) => [listing.file, list(listing)])
for (const [file, text] of [...files, ...listed]) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
if (root === here) await ensureInstalled(here)
const touched = [...files.keys(), ...listings.map(({ file }) => file)]
const formatter = join(here, 'node_modules/.bin/biome')
const { code, output } = await run(formatter, ['check', '--write', '--colors=off', ...touched], { cwd: root, capture: true })
if (code !== 0) stop(`${output}\nThe files are written, but the formatter objects.`)

console.log(`${[...files.keys()].join('\n')}\n\n${name} is there, and listed in:\n${listings.map(({ file }) => file).join('\n')}`)
console.log('\nSay in the contract what people can do; the compiler shows what has to follow.')

/** The file with the feature's lines in it. */
function list({ file, top, lists = [] }) {
  let text = readFileSync(join(root, file), 'utf8')
  for (const { find, put } of lists) {
    if (!find.test(text)) stop(`${file} has no place like ${find} any more. Correct scripts/new-feature/listings.mjs.`)
    text = text.replace(find, () => named(put))
  }
  return top ? `${named(top)}\n${text}` : text
}

function named(text) {
  return text.replaceAll('__feature__', name).replaceAll('__Feature__', name[0].toUpperCase() + name.slice(1))
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
