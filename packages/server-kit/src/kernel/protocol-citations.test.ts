import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = new URL('../../../../', import.meta.url)
const rules = rulesOf(readFileSync(new URL('docs/protocol.md', root), 'utf8'))

it('every rule of docs/protocol.md is cited by a test, and every citation names a rule', () => {
  const sources = testFiles(fileURLToPath(root)).map((path) => readFileSync(path, 'utf8'))
  expect(sources.length).toBeGreaterThan(50)
  expect(compare(rules, sources)).toEqual({ uncited: [], unknown: [] })
})

it('the rules are numbered from one without a gap', () => {
  expect(rules).toEqual(rules.map((_, index) => `P${index + 1}`))
})

it('a rule without a test is noticed, and so is a test of a rule there is not', () => {
  const document = '- **P1** One.\n- **P2** Two, see P3.\n- **P3** Three.\n- **P4** Four.'
  const sources = [
    "it('P1: is shown', async () => {})",
    'describe.each(all)("a group", () => test.each(all)("P3, P9: is shown for %s", () => {}))',
    "describe('P2: a group is no test', () => { it('says P2 in the middle') }) // it is P2: only talked about",
    "it.skip('P4: is skipped', () => {}); it.todo('P4: comes later')",
  ]
  expect(compare(rulesOf(document), sources)).toEqual({ uncited: ['P2', 'P4'], unknown: ['P9'] })
})

function rulesOf(document: string): string[] {
  return [...document.matchAll(/^- \*\*(P\d+)\*\*/gm)].map(([, rule = '']) => rule)
}

/** What the titles of tests cite: `it('P7: …')`, `it.each(cases)('P3, P4: …')`. */
function citationsOf(source: string): string[] {
  const titles = source.matchAll(/(?:\b(?:it|test)|(?:\b(?:it|test)\.each\b[^\n]*|^\s*\](?: as const)?)\))\(\s*['"`]((?:P\d+(?:, )?)+): /gm)
  return [...titles].flatMap(([, cited = '']) => cited.split(', '))
}

function compare(known: readonly string[], sources: readonly string[]): { uncited: string[]; unknown: string[] } {
  const cited = new Set(sources.flatMap(citationsOf))
  return { uncited: known.filter((rule) => !cited.has(rule)), unknown: [...cited].filter((rule) => !known.includes(rule)) }
}

/** Every test of the repository. */
function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder.replace(/\/$/, '')}/${entry.name}`
    if (entry.isDirectory()) return /^(node_modules|dist|\..*)$/.test(entry.name) ? [] : testFiles(path)
    return entry.name.endsWith('.test.ts') && !path.endsWith('/protocol-citations.test.ts') ? [path] : []
  })
}
