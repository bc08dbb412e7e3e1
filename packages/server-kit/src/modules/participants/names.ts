import { SanctuaryError } from '@sanctuary/protocol'
import type { Sql } from 'postgres'
import { aliasKey } from '../../kernel/people.ts'
import { randomAlias } from './words.ts'

/** How many names are drawn for each person who brings none. */
const draws = 8

/** The names of a room while a crowd comes in. */
export interface Names {
  /** A name for one person: the wished one, or a free one. @throws ALIAS_TAKEN */
  take(wished: string | undefined): string
  /** The name somebody had, or a free one if it is borne by somebody else now. */
  keep(former: string): string
}

/** Reads which of the names a crowd could bear are borne by somebody who is or was in the room and may come back. One statement. */
export async function namesIn(
  sql: Pick<Sql, 'unsafe'>,
  room: string,
  crowd: readonly { readonly alias?: string | undefined }[],
  returning: readonly { readonly alias: string }[] = [],
): Promise<Names> {
  const drawn = crowd.flatMap(({ alias }) => (alias === undefined ? Array.from({ length: draws }, randomAlias) : []))
  const wished = [...crowd, ...returning].flatMap(({ alias }) => alias ?? [])
  const taken = await takenAmong(sql, room, [...drawn, ...wished])
  const names: Names = {
    keep: (former) => names.take(taken.has(aliasKey(former)) ? undefined : former),
    take(wish) {
      if (wish !== undefined && taken.has(aliasKey(wish))) throw new SanctuaryError('ALIAS_TAKEN')
      let own = wish
      while (own === undefined && drawn.length > 0) {
        const next = drawn.pop()
        if (next !== undefined && !taken.has(aliasKey(next))) own = next
      }
      // Only when the lists run dry: a number that nobody else can have drawn.
      own ??= `${randomAlias()} ${crypto.getRandomValues(new Uint32Array(1))[0]}`
      taken.add(aliasKey(own))
      return own
    },
  }
  return names
}

/** Which of the names are taken, as keys. @param except - a person whose own name does not count */
export async function takenAmong(sql: Pick<Sql, 'unsafe'>, room: string, names: readonly string[], except?: string): Promise<Set<string>> {
  const rows = await sql.unsafe<{ alias_key: string }[]>(
    `select alias_key from participants where room_id = $1 and alias_key = any($2) and state in ('waiting', 'inside', 'left')
     and ($3::uuid is null or id <> $3)`,
    [room, names.map(aliasKey), except ?? null],
  )
  return new Set(rows.map((row) => row.alias_key))
}
