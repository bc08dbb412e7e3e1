import * as z from 'zod'
import { defineContract, live, record, rest } from './define-contract.ts'
import { ParticipantId, RoomId } from './ids.ts'
import { roles } from './roles.ts'
import { SnapshotReply } from './sync.ts'
import { filledLine } from './text.ts'

/** A pseudonym, 2–40 characters, unique in its room. */
export const Alias = filledLine(40).refine((value) => [...value].length >= 2, { message: 'is too short' })

/** The seed a person's picture is drawn from. */
export const Picture = z.string().regex(/^[a-z0-9]{4,24}$/)

/** A person as everyone in the room sees them. */
export const Person = z.object({
  alias: z.string(),
  picture: z.string(),
  role: z.enum(roles),
  /** `here`: connected. `away`: page hidden or idle. `reconnecting`: connection lost, kept for 30 s. */
  presence: z.enum(['here', 'away', 'reconnecting']),
  /** A host took away the right to speak. */
  silenced: z.boolean(),
  /** A host named this person to take over when the hosts have gone. */
  successor: z.boolean(),
})
export type Person = z.infer<typeof Person>

/** One's own standing in the room, for one's own eyes. */
export const Standing = z.object({
  /** `ended`: the room ended while they waited. */
  state: z.enum(['waiting', 'inside', 'left', 'removed', 'banned', 'denied', 'ended']),
  role: z.enum(roles),
  /** What a host gave as the reason. */
  reason: z.string().optional(),
})
export type Standing = z.infer<typeof Standing>

/** Someone a host has not let in yet. */
export const Waiting = z.object({ alias: z.string(), picture: z.string() })

/** What joining and resuming answer. */
export const JoinReply = z.object({
  participant: ParticipantId,
  room: RoomId,
  standing: Standing,
  /** Short-lived, kept in memory only. */
  token: z.string(),
  expiresAt: z.string(),
  /** Bound to this room; whoever has it is this person. Absent when the one sent goes on being good. */
  credential: z.string().optional(),
  modules: z.array(z.string()),
  protocol: z.int(),
  serverTime: z.string(),
  channels: z.array(SnapshotReply),
})
export type JoinReply = z.infer<typeof JoinReply>

/** People: joining, being there, leaving. */
export const participants = defineContract('participants', {
  records: {
    /** The roster: one record a person, under their id. */
    person: record({ channel: 'room', keep: 'state', value: Person }),
    /** One's own standing, under the key `me`. */
    standing: record({ channel: 'participant', keep: 'state', instant: true, value: Standing }),
    /** The lobby of a room with approval, under the waiting person's id. */
    waiting: record({ channel: 'staff', keep: 'state', instant: true, value: Waiting }),
  },
  operations: {
    suggest: rest('GET /rooms/:room/suggestion', {
      summary: 'A free name and a picture for this room.',
      role: 'anyone',
      rate: 'read',
      input: z.strictObject({ room: RoomId }),
      reply: z.object({ alias: z.string(), picture: z.string() }),
    }),
    join: rest('POST /rooms/:room/participants', {
      summary: 'Join as a new person, or come back with a credential as the same one.',
      role: 'anyone',
      rate: 'join',
      input: z.strictObject({
        room: RoomId,
        /** Left out: suggested. Coming back: kept. */
        alias: Alias.optional(),
        picture: Picture.optional(),
        /** The version of the ground rules that was accepted. Not needed where there are none. */
        rulesVersion: z.int().nonnegative().optional(),
        credential: z.string().max(200).optional(),
        hostKey: z.string().max(200).optional(),
      }),
      reply: JoinReply,
    }),
    leave: live({
      summary: 'Leave now. With `forget` the credential stops working and nothing leads back to this person.',
      role: 'waiting',
      rate: 'gesture',
      input: z.strictObject({ forget: z.boolean().default(false) }),
      reply: z.object({}),
    }),
    rename: live({
      summary: 'Change one’s name or picture in this room.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ alias: Alias.optional(), picture: Picture.optional() }),
      reply: z.object({}),
    }),
    setAway: live({
      summary: 'Say whether this page is hidden or idle. A person is away when all their connections are.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ away: z.boolean() }),
      reply: z.object({}),
    }),
    acknowledge: live({
      summary: 'Accept a new version of the ground rules while inside.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ rulesVersion: z.int().nonnegative() }),
      reply: z.object({}),
    }),
  },
})
