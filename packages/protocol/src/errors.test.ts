import { describe, expect, it } from 'vitest'
import { type ErrorKind, errors, SanctuaryError } from './errors.ts'

const all = Object.entries(errors) as [keyof typeof errors, ErrorKind][]

describe('the table of errors', () => {
  it('says in each sentence what happened, ready to be shown', () => {
    for (const [code, { message }] of all) expect([code, message]).toEqual([code, expect.stringMatching(/^[A-Z].*[.]$/)])
  })

  it('has an HTTP status for what comes from the server, and none for what happens in the page', () => {
    for (const [code, { status }] of all) expect([code, status === 0 || (status >= 400 && status < 600)]).toEqual([code, true])
  })

  it('calls retryable what can pass by itself, and nothing that says no', () => {
    const never = [
      'FORBIDDEN',
      'BANNED',
      'REMOVED',
      'ROOM_ENDED',
      'INVALID_INPUT',
      'HOST_KEY_WRONG',
      'CLIENT_TOO_OLD',
      'UNDISGUISED_FORBIDDEN',
    ] as const
    for (const code of never) expect([code, errors[code].retryable]).toEqual([code, false])
    for (const code of ['BUSY', 'RATE_LIMITED', 'TOKEN_EXPIRED', 'INTERNAL'] as const)
      expect([code, errors[code].retryable]).toEqual([code, true])
  })
})

describe('an error', () => {
  it('crosses the wire whole, without its cause', () => {
    const cause = new Error('password of the database')
    const error = new SanctuaryError('RATE_LIMITED', { message: 'Slower.', details: { fields: [] }, retryAfterMs: 250, cause })
    const body = JSON.parse(JSON.stringify(error))
    expect(body).toEqual({ code: 'RATE_LIMITED', message: 'Slower.', retryable: true, details: { fields: [] }, retryAfterMs: 250 })
    expect(SanctuaryError.from(body).toJSON()).toEqual(body)
  })

  it('takes the table’s sentence when it is given none', () => {
    expect(new SanctuaryError('BUSY')).toMatchObject({ message: errors.BUSY.message, retryable: true, help: 'docs/errors.md#busy' })
  })

  it.each(['NEW_IN_A_LATER_VERSION', 'toString', '__proto__', 'constructor', ''])('becomes INTERNAL when its code is %o', (code) => {
    expect(SanctuaryError.from({ code }).code).toBe('INTERNAL')
    expect(SanctuaryError.from({ code, message: 'said so' }).message).toBe('said so')
  })
})
