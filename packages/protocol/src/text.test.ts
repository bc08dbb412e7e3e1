import { describe, expect, it } from 'vitest'
import { emoji, filledLine, filledText, text } from './text.ts'

const takes = (schema: ReturnType<typeof text>, value: unknown) => schema.safeParse(value).success

describe('text', () => {
  it('takes anything that can be stored, up to its length in UTF-16 units', () => {
    expect(['', ' ', 'a'.repeat(20), '🕊️'.repeat(6), 'two\nlines\tand a tab'].map((value) => takes(text(20), value))).toEqual(
      Array(5).fill(true),
    )
    expect(takes(text(20), 'a'.repeat(21))).toBe(false)
  })

  it('P25: refuses what the database and JSON refuse: NUL and lone surrogates', () => {
    for (const value of ['\0', 'a\0b', '\ud83e', '\udd8a\ud83e', 'a\ud800b'])
      expect([value, takes(text(20), value)]).toEqual([value, false])
    expect(takes(text(20), '\ud83e\udd8a')).toBe(true)
  })

  it('refuses what is no text', () => {
    for (const value of [undefined, null, 1, true, {}, ['a']]) expect(takes(text(20), value)).toBe(false)
  })
})

describe('filled text', () => {
  it('is trimmed and has something in it that can be seen', () => {
    expect(filledText(20).parse('  Hello \n')).toBe('Hello')
    for (const value of ['', '   ', '\u200b', '\u2060\ufeff', '\u3164', '\u2800', '\u00ad', '\u0007']) {
      expect([value, takes(filledText(20), value)]).toEqual([value, false])
    }
    for (const value of ['a', '🕊️', '👩‍🚒', 'שלום', '.', '日']) expect([value, takes(filledText(20), value)]).toEqual([value, true])
  })

  it('may have several lines', () => {
    expect(takes(filledText(20), 'one\ntwo')).toBe(true)
  })
})

describe('a filled line', () => {
  it('stays in its place: no line breaks, controls or turns of the writing direction', () => {
    for (const value of ['one\ntwo', 'one\rtwo', 'one\u2028two', 'one\u202etwo', 'one\u2066two', 'one\u0008two', 'one\u0085two']) {
      expect([value, takes(filledLine(20), value)]).toEqual([value, false])
    }
    for (const value of ['Quiet Otter', 'حمامة', '👩‍🚒 Wren', 'a\u200db'])
      expect([value, takes(filledLine(20), value)]).toEqual([value, true])
  })
})

describe('an emoji', () => {
  it('is one or nothing', () => {
    for (const value of ['', '🌙', '🕊️', '👩‍👩‍👧', '🇩🇪', '3️⃣', '👋🏽']) expect([value, takes(emoji(), value)]).toEqual([value, true])
    for (const value of ['a', '3', '🌙🌙', ' 🌙', '\u202e', '🌙\u202e', '<b>', '\ud83c'])
      expect([value, takes(emoji(), value)]).toEqual([value, false])
  })
})
