import { type ParsedInput, SanctuaryError, type Standing } from '@sanctuary/protocol'
import type { TransactionSql } from 'postgres'
import type { Kernel } from '../../kernel/kernel.ts'
import { type PersonRow, personColumns } from '../../kernel/person.ts'

/** Somebody at the door; `subject` is a partner's name for them, of which only the HMAC with the room is stored. */
export interface Wish extends ParsedInput<'participants.join'> {
  readonly subject: string | undefined
}

/** Tells who a wish comes from. */
export interface Recogniser {
  /** @throws BANNED, REMOVED or CREDENTIAL_UNKNOWN */
  find(wish: Wish): PersonRow | undefined
  /** A new person may be at the door twice, in two tabs. */
  remember(wish: Wish, person: PersonRow): void
  /** Everybody who was here before. */
  readonly returning: readonly PersonRow[]
}

/** Finds everybody who brought a credential or a partner's word. */
export async function recogniser({ tokens }: Kernel, sql: TransactionSql, wishes: readonly Wish[]): Promise<Recogniser> {
  const hashesOf = ({ credential }: Wish) => (credential === undefined ? [] : tokens.credentialHashes(credential))
  const keysOf = ({ room, subject }: Wish) => (subject === undefined ? [] : tokens.roomKeys(room, subject))
  const hashes = wishes.flatMap(hashesOf)
  const keys = wishes.flatMap(keysOf)
  const found = new Map<string, PersonRow>()
  const people = new Map<string, PersonRow>()
  const ended = new Map<string, Standing['state']>()
  if (hashes.length + keys.length > 0) {
    const rows = await sql.unsafe<(PersonRow & { by: string })[]>(
      `select ${personColumns}, c.hash as by from participants p join credentials c on c.participant_id = p.id where p.room_id = $1 and c.hash = any($2)
       union all select ${personColumns}, subject_key from participants where room_id = $1 and subject_key = any($3)`,
      [wishes[0]?.room ?? '', hashes, keys],
    )
    // The same person by two credentials is one row, so that what happens to one happens to both.
    for (const { by, ...row } of rows) found.set(by, people.get(row.id) ?? people.set(row.id, row).get(row.id) ?? row)
  }
  const unknown = hashes.filter((hash) => !found.has(hash))
  if (unknown.length > 0) {
    const rows = await sql<{ hash: string; state: Standing['state'] }[]>`
      select e.hash, p.state from ended_credentials e join participants p on p.id = e.participant_id where e.hash = any(${unknown})`
    for (const { hash, state } of rows) ended.set(hash, state)
  }
  return {
    returning: [...people.values()],
    find(wish) {
      const vouched = keysOf(wish)
        .map((by) => found.get(by))
        .find(Boolean)
      if (vouched?.state === 'banned') throw new SanctuaryError('BANNED') // whatever credential they bring
      if (wish.credential === undefined) return vouched
      const person = hashesOf(wish)
        .map((by) => found.get(by))
        .find(Boolean)
      if (person) return person
      const state = hashesOf(wish)
        .map((hash) => ended.get(hash))
        .find(Boolean)
      // A credential that was good once says what became of it, so that nobody becomes a new person by accident.
      throw new SanctuaryError(state === 'banned' ? 'BANNED' : state ? 'REMOVED' : 'CREDENTIAL_UNKNOWN')
    },
    remember(wish, person) {
      for (const key of keysOf(wish)) found.set(key, person)
    },
  }
}
