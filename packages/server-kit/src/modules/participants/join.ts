import { type ParsedInput, type ParticipantId, type Role, SanctuaryError, type Standing } from '@sanctuary/protocol'
import type { TransactionSql } from 'postgres'
import { hostKeyMatches } from '../../kernel/host-key.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { aliasKey, type PersonRow, personColumns } from '../../kernel/people.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { randomAlias, randomPicture } from './words.ts'

type Wish = ParsedInput<'participants.join'>

/** Who came in, and the credential they get if they did not bring one. */
export interface Joined {
  readonly person: PersonRow
  readonly credential: string | undefined
}

/**
 * Lets somebody in under the room's lock: by credential or a partner's word as who they were, else as a new person.
 * @param subject - a partner's name for the person; only its HMAC with the room is stored
 */
export async function join(kernel: Kernel, transaction: Transaction, wish: Wish, subject: string | undefined): Promise<Joined> {
  const { tokens, people } = kernel
  const { sql, room, write } = transaction
  if (room.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
  const asHost = judgeHostKey(kernel, transaction, wish.hostKey)
  const known = await recognise(kernel, sql, wish, subject)
  const cameBack = known?.state === 'inside' || known?.state === 'left'

  if (room.settings.locked && !cameBack && !asHost) throw new SanctuaryError('ROOM_LOCKED')
  const rulesVersion = judgeRules(transaction, wish, known)
  if (known?.state !== 'inside') await judgeCapacity(transaction)

  const person = known ?? (await create(transaction, wish, subject === undefined ? null : tokens.roomKey(room.id, subject)))
  person.role = asHost ? 'host' : known ? known.role : (room.settings.newcomers satisfies Role)
  person.rulesVersion = rulesVersion
  await sql`update participants set role = ${person.role}, rules_version = ${rulesVersion} where id = ${person.id}`
  await people.open(transaction, person)
  const waits = room.settings.approval && !cameBack && !asHost
  if (waits) await wait(transaction, person)
  else if (known?.state === 'inside' && !asHost)
    await sql`update participants set lost_at = now() where id = ${person.id} and lost_at is not null`
  else await people.enter(transaction, person)

  if (wish.credential !== undefined && known) return { person, credential: undefined }
  const credential = tokens.newCredential('resume')
  await sql`insert into credentials (hash, participant_id) values (${tokens.hashCredential(credential)}, ${person.id})`
  write.put('participants.standing', 'me', standingOf(person), { to: person.id })
  return { person, credential }
}

function judgeHostKey({ tokens }: Kernel, { room }: Transaction, hostKey: string | undefined): boolean {
  if (hostKey === undefined) return false
  if (!hostKeyMatches(tokens, hostKey, room.hostKeyHash)) throw new SanctuaryError('HOST_KEY_WRONG')
  return true
}

async function recognise(
  { tokens }: Kernel,
  sql: TransactionSql,
  { room, credential }: Wish,
  subject: string | undefined,
): Promise<PersonRow | undefined> {
  const hashes = credential === undefined ? [] : tokens.credentialHashes(credential)
  const keys = subject === undefined || credential !== undefined ? [] : tokens.roomKeys(room, subject)
  const [person] = await sql.unsafe<PersonRow[]>(
    `select ${personColumns} from participants where room_id = $1
     and (id in (select participant_id from credentials where hash = any($2)) or subject_key = any($3))`,
    [room, hashes as string[], keys as string[]],
  )
  if (person?.state === 'banned') throw new SanctuaryError('BANNED')
  if (credential !== undefined && !person) throw await whyUnknown(sql, hashes)
  return person
}

/** A credential that was good once says what became of it; the rest is unknown. */
async function whyUnknown(sql: TransactionSql, hashes: readonly string[]): Promise<SanctuaryError> {
  const [ended] = await sql<{ state: Standing['state'] }[]>`
    select p.state from ended_credentials e join participants p on p.id = e.participant_id where e.hash = any(${hashes as string[]})`
  if (ended?.state === 'banned') return new SanctuaryError('BANNED')
  if (ended) return new SanctuaryError('REMOVED')
  return new SanctuaryError('CREDENTIAL_UNKNOWN')
}

function judgeRules({ room }: Transaction, wish: Wish, known: PersonRow | undefined): number {
  const { rules, rulesVersion } = room.settings
  if (rules.length === 0 || known?.rulesVersion === rulesVersion || wish.rulesVersion === rulesVersion) return rulesVersion
  throw new SanctuaryError('RULES_NOT_ACCEPTED', { details: { rulesVersion } })
}

async function judgeCapacity({ sql, room }: Transaction): Promise<void> {
  const [row] = await sql<
    { inside: number }[]
  >`select count(*)::int as inside from participants where room_id = ${room.id} and state = 'inside'`
  const { capacity } = room.settings
  if ((row?.inside ?? 0) < capacity) return
  throw new SanctuaryError('ROOM_FULL', {
    message: `The room is full (${row?.inside} of ${capacity}). Wait for a place, or ask the host to raise the limit.`,
  })
}

async function create({ sql, room }: Transaction, wish: Wish, subjectKey: string | null): Promise<PersonRow> {
  const alias = wish.alias ?? (await freeAlias(sql, room.id))
  if (wish.alias !== undefined && (await isTaken(sql, room.id, wish.alias))) throw new SanctuaryError('ALIAS_TAKEN')
  const person: PersonRow = {
    id: crypto.randomUUID() as ParticipantId,
    alias,
    picture: wish.picture ?? randomPicture(),
    role: room.settings.newcomers,
    state: 'waiting',
    presence: 'here',
    silenced: false,
    successor: false,
    rulesVersion: 0,
    reason: null,
  }
  await sql`insert into participants (id, room_id, alias, alias_key, picture, role, state, subject_key, lost_at)
    values (${person.id}, ${room.id}, ${alias}, ${aliasKey(alias)}, ${person.picture}, ${person.role}, 'waiting', ${subjectKey}, now())`
  return person
}

async function wait({ sql, write }: Transaction, person: PersonRow): Promise<void> {
  person.state = 'waiting'
  await sql`update participants set state = 'waiting', lost_at = now(), reason = null where id = ${person.id}`
  write.put('participants.waiting', person.id, { alias: person.alias, picture: person.picture })
  write.put('participants.standing', 'me', standingOf(person), { to: person.id })
}

const standingOf = ({ state, role }: PersonRow): Standing => ({ state, role })

/** Whether a name is borne by somebody who is or was in the room and may come back. */
export async function isTaken(sql: TransactionSql, room: string, alias: string, except?: string): Promise<boolean> {
  const [row] = await sql`select 1 from participants where room_id = ${room} and alias_key = ${aliasKey(alias)}
    and state in ('waiting', 'inside', 'left') and id <> ${except ?? '00000000-0000-0000-0000-000000000000'}`
  return row !== undefined
}

/** A suggested name nobody has; a number is added only when the lists run dry. */
export async function freeAlias(sql: Pick<TransactionSql, 'unsafe'>, room: string): Promise<string> {
  const drawn = Array.from({ length: 12 }, randomAlias)
  const taken = await sql.unsafe<{ alias_key: string }[]>(
    `select alias_key from participants where room_id = $1 and alias_key = any($2) and state in ('waiting', 'inside', 'left')`,
    [room, drawn.map(aliasKey)],
  )
  const keys = new Set(taken.map((row) => row.alias_key))
  const free = drawn.find((alias) => !keys.has(aliasKey(alias)))
  return free ?? `${randomAlias()} ${crypto.getRandomValues(new Uint16Array(1))[0]}`
}
