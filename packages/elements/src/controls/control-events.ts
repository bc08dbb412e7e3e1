import { SanctuaryEvent } from '../base/sanctuary-event.ts'

/** Somebody wants to see and choose their disguise. Prevent it to show the voice panel yourself; else it opens as a dialog. */
export class VoiceOpenEvent extends SanctuaryEvent {
  constructor() {
    super('sanctuary-voice-open', undefined)
  }
}

/** This person left the room by their own choice. */
export class RoomLeaveEvent extends SanctuaryEvent<{ readonly forget: boolean }> {
  /** @param forget - whether nothing leads back to them */
  constructor(forget: boolean) {
    super('sanctuary-room-leave', { forget })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sanctuary-voice-open': VoiceOpenEvent
    'sanctuary-room-leave': RoomLeaveEvent
  }
}
