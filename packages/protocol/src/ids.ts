import * as z from 'zod'

/** A room's id: 16 characters of a URL-safe alphabet, random. */
export const RoomId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,40}$/)
  .brand<'RoomId'>()
export type RoomId = z.infer<typeof RoomId>

/** A person in one room, in lower case. The same person has another id in another room, and the two cannot be linked. */
export const ParticipantId = z.uuid().toLowerCase().brand<'ParticipantId'>()
export type ParticipantId = z.infer<typeof ParticipantId>

/** Made by the client before the first try, so that sending twice finds the first one. UUIDv4: a v7 would publish the device's clock. */
export const MessageId = z.uuidv4().toLowerCase().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

/** One browser tab, chosen at random by the SDK. */
export const TabId = z.uuidv4().toLowerCase().brand<'TabId'>()
export type TabId = z.infer<typeof TabId>
