import { type ParticipantId, SanctuaryError } from '@sanctuary/protocol'
import type { TransactionSql } from 'postgres'
import { hostKeyMatches } from '../../kernel/host-key.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { aliasKey } from '../../kernel/people.ts'
import type { PersonRow } from '../../kernel/person.ts'
import type { Transaction } from '../../kernel/transact.ts'
import { type Names, namesIn } from './names.ts'
import { recogniser, type Wish } from './recognise.ts'
import { randomPicture } from './words.ts'

/** Who came in, and the credential they get if they did not bring one. */
export interface Joined {
  readonly person: PersonRow
  readonly credential: string | undefined
}

/** Everything about one wish while the crowd is judged. */
interface Case {
  readonly wish: Wish
  readonly known: PersonRow | undefined
  readonly asHost: boolean
  readonly person: PersonRow
}

/**
 * Lets a crowd in under the room's lock, each as who they were or as a new person. One refusal does not touch the others.
 * @returns in the order of the wishes
 */
export async function joinAll(kernel: Kernel, transaction: Transaction, wishes: readonly Wish[]): Promise<(Joined | SanctuaryError)[]> {
  const { tokens, people } = kernel
  const { sql, room } = transaction
  if (room.state === 'ended') throw new SanctuaryError('ROOM_ENDED')
  const recognise = await recogniser(kernel, sql, wishes)
  const names = await namesIn(sql, room.id, wishes, recognise.returning)
  let free = room.settings.capacity - (await countInside(transaction))
  const cases: Case[] = []
  const entering = new Set<PersonRow>()

  const outcomes = wishes.map((wish): Case | SanctuaryError => {
    try {
      const asHost = judgeHostKey(kernel, transaction, wish)
      const known = recognise.find(wish)
      judgeDoor(transaction, wish, known, asHost)
      const isInside = known?.state === 'inside' || (known !== undefined && entering.has(known))
      const waits = room.settings.approval && !cameBack(known) && !asHost
      if (!isInside && !waits && free <= 0) throw full(room.settings.capacity)
      const person = known ?? create(transaction, wish, names.take(wish.alias))
      if (!known) recognise.remember(wish, person)
      else if (sentAway(known)) beginAnew(transaction, wish, known, names)
      if (asHost) person.role = 'host'
      person.rulesVersion = room.settings.rulesVersion
      if (waits) person.state = 'waiting'
      else if (!isInside || asHost) {
        if (!isInside) free -= 1
        entering.add(person)
      }
      const one = { wish, known, asHost, person }
      cases.push(one)
      return one
    } catch (error) {
      if (error instanceof SanctuaryError) return error
      throw error
    }
  })

  await insertNew(kernel, transaction, cases)
  const everyone = [...new Set(cases.map(({ person }) => person))]
  await people.open(transaction, everyone)
  await wait(
    kernel,
    transaction,
    everyone.filter(({ state, id }) => state === 'waiting' && ![...entering].some((person) => person.id === id)),
  )
  await people.enter(transaction, [...entering])
  await stay(
    transaction,
    everyone.filter((person) => !entering.has(person) && person.state === 'inside'),
  )
  const returned = new Set(cases.flatMap(({ known }) => (known?.state === 'inside' ? [known] : [])))
  if (returned.size > 0) await kernel.emit('participants.returned', { people: [...returned], transaction })
  const credentials = await issue(tokens, sql, cases)
  return outcomes.map((outcome) =>
    outcome instanceof SanctuaryError ? outcome : { person: outcome.person, credential: credentials.get(outcome) },
  )
}

/** Somebody who only ever waited did not come back: leaving the lobby is no way in. */
const cameBack = (known: PersonRow | undefined): boolean => known?.admitted === true && (known.state === 'inside' || known.state === 'left')

const sentAway = ({ state }: PersonRow): boolean => state === 'removed' || state === 'denied'

/** Somebody a partner vouches for comes again after a removal: the same person, without the rights and perhaps the name they had. */
function beginAnew({ room }: Transaction, wish: Wish, person: PersonRow, names: Names): void {
  person.alias = wish.alias === undefined ? names.keep(person.alias) : names.take(wish.alias)
  person.role = room.settings.newcomers
  person.successor = false
}

function judgeHostKey({ tokens }: Kernel, { room }: Transaction, { hostKey }: Wish): boolean {
  if (hostKey === undefined) return false
  if (!hostKeyMatches(tokens, hostKey, room.hostKeyHash)) throw new SanctuaryError('HOST_KEY_WRONG')
  return true
}

function judgeDoor({ room }: Transaction, wish: Wish, known: PersonRow | undefined, asHost: boolean): void {
  const { locked, rules, rulesVersion } = room.settings
  if (known?.state === 'banned') throw new SanctuaryError('BANNED')
  if (locked && !cameBack(known) && !asHost) throw new SanctuaryError('ROOM_LOCKED')
  if (rules.length > 0 && known?.rulesVersion !== rulesVersion && wish.rulesVersion !== rulesVersion) {
    throw new SanctuaryError('RULES_NOT_ACCEPTED', { details: { rulesVersion } })
  }
}

const full = (capacity: number) =>
  new SanctuaryError('ROOM_FULL', {
    message: `The room is full (${capacity} of ${capacity}). Wait for a place, or ask the host to raise the limit.`,
  })

async function countInside({ sql, room }: Transaction): Promise<number> {
  const [row] = await sql<
    { inside: number }[]
  >`select count(*)::int as inside from participants where room_id = ${room.id} and state = 'inside'`
  return row?.inside ?? 0
}

function create({ room }: Transaction, wish: Wish, alias: string): PersonRow {
  return {
    id: crypto.randomUUID() as ParticipantId,
    alias,
    picture: wish.picture ?? randomPicture(),
    role: room.settings.newcomers,
    state: 'waiting',
    presence: 'here',
    silenced: false,
    successor: false,
    rulesVersion: 0,
    admitted: false,
    reason: null,
  }
}

async function insertNew({ tokens }: Kernel, { sql, room }: Transaction, cases: readonly Case[]): Promise<void> {
  const rows = cases
    .filter(({ known }) => !known)
    .map(({ person, wish: { subject } }) => ({
      ...person,
      aliasKey: aliasKey(person.alias),
      subjectKey: subject === undefined ? null : tokens.roomKey(room.id, subject),
    }))
  if (rows.length === 0) return
  await sql`insert into participants (id, room_id, alias, alias_key, picture, role, state, subject_key, rules_version, lost_at)
    select id, ${room.id}, alias, "aliasKey", picture, role, 'waiting', "subjectKey", "rulesVersion", now()
    from jsonb_to_recordset(${sql.json(rows)}) as n (id uuid, alias text, "aliasKey" text, picture text, role text, "subjectKey" text, "rulesVersion" int)`
}

async function wait({ people }: Kernel, transaction: Transaction, waiting: PersonRow[]): Promise<void> {
  if (waiting.length === 0) return
  for (const person of waiting) person.reason = null
  await people.change(transaction, waiting, {})
  await transaction.sql`update participants set lost_at = now() where id = any(${waiting.map(({ id }) => id as string)})`
  for (const { id, alias, picture } of waiting) transaction.write.put('participants.waiting', id, { alias, picture })
}

/** Whoever was inside all the time starts a new grace: their new connection is on its way. */
async function stay({ sql, room }: Transaction, people: readonly PersonRow[]): Promise<void> {
  if (people.length === 0) return
  await sql`update participants set lost_at = case when lost_at is null then null else now() end, rules_version = ${room.settings.rulesVersion}
    where id = any(${people.map(({ id }) => id)})`
}

async function issue(tokens: Kernel['tokens'], sql: TransactionSql, cases: readonly Case[]): Promise<Map<Case, string>> {
  const issued = new Map<Case, string>()
  for (const one of cases) if (one.wish.credential === undefined) issued.set(one, tokens.newCredential('resume'))
  if (issued.size === 0) return issued
  const rows = [...issued].map(([{ person }, credential]) => ({ hash: tokens.hashCredential(credential), participant: person.id }))
  await sql`insert into credentials (hash, participant_id) select hash, participant
    from jsonb_to_recordset(${sql.json(rows)}) as c (hash text, participant uuid)`
  return issued
}
