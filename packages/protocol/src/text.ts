import * as z from 'zod'

const forbidden = /[\0\p{Surrogate}]/u

/**
 * Text a person may send: no NUL and no lone surrogate, which the database and JSON refuse.
 * @param max - longest length in UTF-16 units
 */
export const text = (max: number) => z.string().max(max).refine(isStorable, { message: 'has a character that cannot be stored' })

/** Text with something visible in it; white space around it is removed. */
export const filledText = (max: number) =>
  z.string().trim().min(1).max(max).refine(isStorable, { message: 'has a character that cannot be stored' })

function isStorable(value: string): boolean {
  return !forbidden.test(value)
}
