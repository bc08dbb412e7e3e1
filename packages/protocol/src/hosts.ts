import * as z from 'zod'
import { defineContract, live, record } from './define-contract.ts'
import { ParticipantId } from './ids.ts'
import { roles } from './roles.ts'
import { text } from './text.ts'

const reason = text(200).optional()
const person = z.strictObject({ participant: ParticipantId, reason })
const done = z.object({})

/** What staff did, for staff: who, what, to whom, why. */
export const Act = z.object({
  act: z.enum([
    'setRole',
    'mute',
    'askToUnmute',
    'remove',
    'ban',
    'readmit',
    'admit',
    'deny',
    'nameSuccessor',
    'takeBack',
    'handOver',
    'lock',
    'unlock',
    'update',
    'end',
    'answerPing',
    'newHostKey',
  ]),
  /** Absent when the server acted by rule. */
  actor: ParticipantId.optional(),
  subject: ParticipantId.optional(),
  subjectAlias: z.string().optional(),
  role: z.enum(roles).optional(),
  reason: z.string().optional(),
})
export type Act = z.infer<typeof Act>

/** What a host's act means for the person concerned; the page says it in their language. */
export const Notice = z.object({
  kind: z.enum(['promoted', 'demoted', 'muted', 'unmuteAsked', 'admitted', 'becameHost', 'pingSeen']),
  role: z.enum(roles).optional(),
  reason: z.string().optional(),
})
export type Notice = z.infer<typeof Notice>

/** What hosts and moderators do, and how people reach them. */
export const hosts = defineContract('hosts', {
  records: {
    /** What staff did, in order. */
    act: record({ channel: 'staff', keep: 'log', value: Act }),
    /** Somebody asked for a host, quietly. The key is the person. */
    ping: record({ channel: 'staff', keep: 'state', instant: true, value: z.object({ note: z.string().optional() }) }),
    /** A plain word to the person concerned. The key is the kind; the newest of each kind is kept. */
    notice: record({ channel: 'participant', keep: 'state', instant: true, value: Notice }),
    /** People a host banned, under their id, so that a ban can be lifted. */
    banned: record({ channel: 'staff', keep: 'state', value: z.object({ alias: z.string(), reason: z.string().optional() }) }),
  },
  operations: {
    setRole: live({
      summary: 'Promote or demote. Moderators may make speakers and listeners; hosts may make anyone anything. The last host stays.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId, role: z.enum(roles), reason }),
      reply: done,
    }),
    mute: live({
      summary: 'Take away the right to speak until staff ask the person to speak again.',
      role: 'moderator',
      rate: 'staff',
      input: person,
      reply: done,
    }),
    muteAll: live({
      summary: 'Mute everybody who is not staff.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ reason }),
      reply: z.object({ muted: z.int() }),
    }),
    askToUnmute: live({
      summary: 'Give the right to speak back and ask the person to switch the microphone on. Nobody can switch it on for them.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId }),
      reply: done,
    }),
    remove: live({
      summary: 'Remove a person: every connection, token, credential and sound ends. With `ban` the person stays out.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId, ban: z.boolean().default(false), reason }),
      reply: done,
    }),
    readmit: live({
      summary: 'Lift a ban.',
      role: 'host',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId }),
      reply: done,
    }),
    admit: live({ summary: 'Let a waiting person in.', role: 'moderator', rate: 'staff', input: person, reply: done }),
    deny: live({ summary: 'Turn a waiting person away.', role: 'moderator', rate: 'staff', input: person, reply: done }),
    nameSuccessor: live({
      summary: 'Name a person who takes over when the hosts have gone, or take that back.',
      role: 'host',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId, successor: z.boolean() }),
      reply: done,
    }),
    takeBack: live({
      summary: 'Become host with the host key.',
      role: 'waiting',
      rate: 'join',
      input: z.strictObject({ hostKey: z.string().max(200) }),
      reply: done,
    }),
    newHostKey: live({
      summary: 'Make a new host key; the one before stops working. It is shown once.',
      role: 'host',
      rate: 'staff',
      input: z.strictObject({}),
      reply: z.object({ hostKey: z.string() }),
    }),
    ask: live({
      summary: 'Ask for a host, quietly. Only staff see it.',
      role: 'listener',
      rate: 'gesture',
      input: z.strictObject({ note: text(200).optional() }),
      reply: done,
    }),
    answerPing: live({
      summary: 'Tell the person that their question for a host was seen.',
      role: 'moderator',
      rate: 'staff',
      input: z.strictObject({ participant: ParticipantId }),
      reply: done,
    }),
    dismissNotice: live({
      summary: 'Put away a notice to oneself.',
      role: 'waiting',
      rate: 'gesture',
      input: z.strictObject({ kind: Notice.shape.kind }),
      reply: done,
    }),
  },
})
