import * as z from 'zod'
import { defineContract, live, record, rest } from './define-contract.ts'
import { RoomId } from './ids.ts'
import { emoji, filledLine, filledText, text } from './text.ts'

/** One ground rule. */
const Rule = filledText(300)

const settings = {
  /** What the room is about, 1–120 characters. */
  topic: filledLine(120),
  description: text(2000),
  /** One emoji shown beside the topic, or nothing. */
  emoji: emoji(),
  tags: z.array(filledLine(32)).max(8),
  /** BCP 47 tag of the language spoken here. */
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
  /** How many may be inside at once, 2–200. */
  capacity: z.int().min(2).max(200),
  /** Ground rules in order. An empty list asks for nothing. */
  rules: z.array(Rule).max(20),
  /** Whether a host lets each person in. */
  approval: z.boolean(),
  /** What a newcomer may do: speak, or only listen until a host invites them. */
  newcomers: z.enum(['speaker', 'listener']),
  /** Whether people may speak with their own voice after agreeing to it, or a disguise always stays on. */
  undisguised: z.enum(['with-consent', 'never']),
  /** Minutes after the end until everything said here is erased, 0–10,080. */
  eraseAfterMinutes: z.int().min(0).max(10_080),
  /** Minutes the room stays open, locked, without a host before it ends by itself, 1–1,440. */
  hostAbsenceMinutes: z.int().min(1).max(1440),
}

/** What a room is like, as everyone inside sees it. */
export const RoomSettings = z.object({
  ...settings,
  /** Grows with each change of the rules; joining acknowledges one version. */
  rulesVersion: z.int(),
  state: z.enum(['live', 'ended']),
  locked: z.boolean(),
  createdAt: z.string(),
  /** When the room ends by itself if nobody ends it. */
  expiresAt: z.string(),
  endedAt: z.string().optional(),
  /** When everything said here is erased; known once the room has ended. */
  erasedAt: z.string().optional(),
})
export type RoomSettings = z.infer<typeof RoomSettings>

/** What somebody with the link sees before joining. */
export const RoomPreview = RoomSettings.extend({
  id: RoomId,
  /** How many are inside now. */
  people: z.int(),
  /** Names of the hosts inside now. */
  hosts: z.array(z.string()),
  /** Whether there is sound, and the sentence that says why not. */
  audio: z.object({ state: z.enum(['ready', 'starting', 'absent', 'down']), message: z.string() }),
})
export type RoomPreview = z.infer<typeof RoomPreview>

/** Rooms: create, look at, change, lock, end. */
export const rooms = defineContract('rooms', {
  records: {
    /** The room itself, under the key `room`. */
    settings: record({ channel: 'room', keep: 'state', value: RoomSettings }),
  },
  operations: {
    create: rest('POST /rooms', {
      summary: 'Create a room. The host key in the reply is shown once and never again.',
      role: 'anyone',
      rate: 'create',
      input: z.strictObject({
        topic: settings.topic,
        description: settings.description.default(''),
        emoji: settings.emoji.default(''),
        tags: settings.tags.default([]),
        language: settings.language.default('en'),
        capacity: settings.capacity.default(50),
        rules: settings.rules.default([]),
        approval: settings.approval.default(false),
        newcomers: settings.newcomers.default('speaker'),
        undisguised: settings.undisguised.default('with-consent'),
        eraseAfterMinutes: settings.eraseAfterMinutes.default(120),
        hostAbsenceMinutes: settings.hostAbsenceMinutes.default(15),
        /** Days until the room ends by itself, 1–90. */
        lifetimeDays: z.int().min(1).max(90).default(30),
      }),
      reply: z.object({ room: RoomPreview, hostKey: z.string() }),
    }),
    read: rest('GET /rooms/:room', {
      summary: 'Look at a room before joining it.',
      role: 'anyone',
      rate: 'read',
      input: z.strictObject({ room: RoomId }),
      reply: RoomPreview,
    }),
    update: live({
      summary: 'Change the room. New ground rules get a new version; forbidding undisguised voices takes back every agreement to one.',
      role: 'host',
      rate: 'staff',
      input: z.strictObject({
        topic: settings.topic.optional(),
        description: settings.description.optional(),
        emoji: settings.emoji.optional(),
        tags: settings.tags.optional(),
        language: settings.language.optional(),
        capacity: settings.capacity.optional(),
        rules: settings.rules.optional(),
        approval: settings.approval.optional(),
        newcomers: settings.newcomers.optional(),
        undisguised: settings.undisguised.optional(),
      }),
      reply: z.object({}),
    }),
    lock: live({
      summary: 'Lock the room against newcomers, or open it again. People who were inside can still come back.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ locked: z.boolean() }),
      reply: z.object({}),
    }),
    end: live({
      summary: 'End the room for everyone.',
      role: 'host',
      rate: 'staff',
      input: z.strictObject({ reason: text(200).optional() }),
      reply: z.object({}),
    }),
  },
})
