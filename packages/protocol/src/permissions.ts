import { namesOf } from './contracts.ts'
import { atLeast, type LeastRole, type Role, roles } from './roles.ts'

/** Everyone an operation may be asked by: nobody in particular, somebody in the lobby, or a role. */
export const askers = ['anyone', 'waiting', ...roles] as const
export type Asker = (typeof askers)[number]

/** Whether `asker` may call something that asks for `least`. Object-level rules ("only your own") come on top, in the service. */
export function mayCall(asker: Asker, least: LeastRole): boolean {
  if (least === 'anyone') return true
  if (asker === 'anyone') return false
  if (least === 'waiting') return true
  return asker !== 'waiting' && atLeast(asker as Role, least)
}

/** The one permission matrix: every operation × every asker, from the contract. */
export function permissionMatrix(): Map<string, Readonly<Record<Asker, boolean>>> {
  const matrix = new Map<string, Readonly<Record<Asker, boolean>>>()
  for (const [name, operation] of namesOf('operations')) {
    matrix.set(name, Object.fromEntries(askers.map((asker) => [asker, mayCall(asker, operation.role)])) as Record<Asker, boolean>)
  }
  return matrix
}
