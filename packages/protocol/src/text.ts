import * as z from 'zod'

const unstorable = /[\0\p{Surrogate}]/u
/** Anything that leaves a mark on the page: neither space nor control nor one of Unicode's ignorable characters nor an empty Braille cell. */
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
/** Ends of lines, controls, and characters that turn the writing direction of what follows them. */
const beyondLine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

/**
 * Text a person may send: no NUL and no lone surrogate, which the database and JSON refuse.
 * @param max - longest length in UTF-16 units
 */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !unstorable.test(value), { message: 'has a character that cannot be stored' })

/** Text with something visible in it; white space around it is removed. */
export const filledText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unstorable.test(value), { message: 'has a character that cannot be stored' })
    .refine((value) => visible.test(value), { message: 'has nothing in it that can be seen' })

/** Filled text on one line that cannot reach beyond its place: names, topics, tags. */
export const filledLine = (max: number) =>
  filledText(max).refine((value) => !beyondLine.test(value), { message: 'has a character that does not belong on one line' })

/** One emoji as people see it, such as a flag or a family, or nothing. */
export const emoji = () =>
  text(16).refine((value) => value === '' || (graphemes(value) === 1 && pictorial.test(value) && !beyondLine.test(value)), {
    message: 'is not one emoji',
  })

const pictorial = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u
const graphemes = (value: string): number => [...new Intl.Segmenter().segment(value)].length
