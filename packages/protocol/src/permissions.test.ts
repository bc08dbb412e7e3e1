import { describe, expect, it } from 'vitest'
import { namesOf } from './contracts.ts'
import { askers, mayCall, permissionMatrix } from './permissions.ts'
import { atLeast, isStaff, roles } from './roles.ts'

describe('the permission matrix', () => {
  it('has a row for every operation and a column for every asker', () => {
    expect([...permissionMatrix().keys()]).toEqual([...namesOf('operations').keys()])
    for (const row of permissionMatrix().values()) expect(Object.keys(row)).toEqual([...askers])
  })

  it('never takes away from a higher role what a lower one may do', () => {
    for (const [name, row] of permissionMatrix()) {
      const allowed = askers.map((asker) => row[asker])
      expect([name, [...allowed].sort((a, b) => Number(a) - Number(b))]).toEqual([name, allowed])
    }
  })

  it.each([
    ['anyone', [true, true, true, true, true, true]],
    ['waiting', [false, true, true, true, true, true]],
    ['listener', [false, false, true, true, true, true]],
    ['speaker', [false, false, false, true, true, true]],
    ['moderator', [false, false, false, false, true, true]],
    ['host', [false, false, false, false, false, true]],
  ] as const)('opens what asks for %s to the right askers', (least, expected) => {
    expect(askers.map((asker) => mayCall(asker, least))).toEqual(expected)
  })

  it('lets only staff do what is for staff', () => {
    const staffOnly = [...permissionMatrix()].filter(([, row]) => !row.speaker).map(([name]) => name)
    expect(staffOnly).toEqual(expect.arrayContaining(['hosts.remove', 'hosts.mute', 'rooms.lock', 'rooms.end', 'hands.lowerAll']))
    expect(roles.filter(isStaff)).toEqual(['moderator', 'host'])
    expect(atLeast('listener', 'speaker')).toBe(false)
  })
})
