import { isStaff, type Role, roles } from '@sanctuary/protocol'
import type { Participant } from '@sanctuary/sdk-core'

type Someone = Pick<Participant, 'id' | 'role'>

/** Whether one may mute, ask or remove the other: staff those below them, hosts anyone but a host. The server judges again. */
export function mayActOn(me: Someone, other: Someone): boolean {
  if (me.id === other.id) return false
  return me.role === 'host' ? other.role !== 'host' : me.role === 'moderator' && !isStaff(other.role)
}

/** The roles one may give to somebody, the highest first: moderators among listeners and speakers, hosts everything. */
export function rolesToGive(me: Someone, other: Someone): Role[] {
  const most: readonly Role[] = me.role === 'host' ? roles : mayActOn(me, other) ? ['listener', 'speaker'] : []
  return me.id === other.id ? [] : [...most].reverse().filter((role) => role !== other.role)
}
