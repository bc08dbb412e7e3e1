/** What a person may do in one room, least first. A role is given by the server and never read from a payload. */
export const roles = ['listener', 'speaker', 'moderator', 'host'] as const

/** A person's role in one room. */
export type Role = (typeof roles)[number]

/** The least role an operation asks for; `anyone` needs no participant at all, `waiting` also admits people in the lobby. */
export type LeastRole = 'anyone' | 'waiting' | Role

/** Whether `role` carries at least the rights of `least`. */
export function atLeast(role: Role, least: LeastRole): boolean {
  if (least === 'anyone' || least === 'waiting') return true
  return roles.indexOf(role) >= roles.indexOf(least)
}

/** Staff are hosts and moderators. */
export const isStaff = (role: Role): boolean => atLeast(role, 'moderator')
