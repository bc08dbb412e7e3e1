import type { ParticipantId, Role, Standing } from '@sanctuary/protocol'

/** A person's row. */
export interface PersonRow {
  readonly id: ParticipantId
  alias: string
  picture: string
  role: Role
  state: Standing['state']
  presence: 'here' | 'away' | 'reconnecting'
  silenced: boolean
  successor: boolean
  rulesVersion: number
  /** Has been let in and not been sent away since: may come back past a lock and without asking. */
  admitted: boolean
  reason: string | null
}

export const personColumns =
  'id, alias, picture, role, state, presence, silenced, successor, rules_version as "rulesVersion", admitted, reason'
