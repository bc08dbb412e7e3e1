/** What a code means: HTTP status, whether the same call may work later, and what happened in one sentence with what to do. */
export interface ErrorKind {
  readonly status: number
  readonly retryable: boolean
  readonly message: string
}

const kind = (status: number, message: string, retryable = false): ErrorKind => ({ status, retryable, message })

/** The one table of errors. A code is part of the contract; a sentence may improve. */
export const errors = {
  INVALID_INPUT: kind(400, 'The request does not have the right form. See the details.'),
  UNAUTHENTICATED: kind(401, 'This needs a participant token. Join the room first.'),
  TOKEN_EXPIRED: kind(401, 'The participant token has expired. Resume with the credential to get a new one.', true),
  CREDENTIAL_UNKNOWN: kind(401, 'This credential is not known here. Join the room as a new person.'),
  HOST_KEY_WRONG: kind(401, 'This host key does not open this room. Check the code, or ask the host for a new one.'),
  FORBIDDEN: kind(403, 'Your role in this room does not allow this. Ask a host.'),
  ORIGIN_NOT_ALLOWED: kind(403, 'This site may not use this server. The operator can add its address to the allowed origins.'),
  BANNED: kind(403, 'A host removed you from this room and you cannot come back to it.'),
  REMOVED: kind(403, 'A host removed you from this room.'),
  ROOM_LOCKED: kind(403, 'The room is locked. Ask a host to open it.'),
  MUTED_BY_HOST: kind(403, 'A host muted you. You can speak again when a host asks you to.'),
  UNDISGUISED_FORBIDDEN: kind(403, 'This room does not allow speaking with one’s own voice. A disguise stays on.'),
  RULES_NOT_ACCEPTED: kind(403, 'Read and accept the ground rules of this room first.'),
  ROOM_NOT_FOUND: kind(404, 'There is no such room. Check the link.'),
  NOT_FOUND: kind(404, 'There is no such thing here.'),
  PARTICIPANT_NOT_FOUND: kind(404, 'There is no such person in this room.'),
  METHOD_NOT_ALLOWED: kind(405, 'This address does not answer this method.'),
  CONFLICT: kind(409, 'Somebody changed this at the same time. Look again, then try again.'),
  ALIAS_TAKEN: kind(409, 'Somebody in this room has this name. Choose another one.'),
  ROOM_FULL: kind(409, 'The room is full. Wait for a place, or ask the host to raise the limit.', true),
  ROOM_ENDED: kind(410, 'The room has ended.'),
  GONE: kind(410, 'This no longer exists.'),
  TOO_LARGE: kind(413, 'This is too large to send.'),
  CLIENT_TOO_OLD: kind(426, 'This page is older than the server. Reload it, or update the SDK.'),
  SERVER_TOO_OLD: kind(426, 'The server is older than this page. Ask the operator to update it.'),
  RATE_LIMITED: kind(429, 'That was too often. Wait a moment and try again.', true),
  MODULE_NOT_MOUNTED: kind(501, 'This server does not offer this feature.'),
  AUDIO_UNAVAILABLE: kind(503, 'There is no sound at the moment. Chat works.', true),
  BUSY: kind(503, 'The server is busy. Try again in a moment.', true),
  INTERNAL: kind(500, 'Something went wrong on the server. Try again.', true),
  OFFLINE: kind(0, 'You are offline. What you wrote is kept and sent when you are back.', true),
  TIMEOUT: kind(0, 'The server did not answer in time. Try again.', true),
  SERVER_UNREACHABLE: kind(0, 'The server does not answer. We try again by ourselves.', true),
  CLOSED: kind(0, 'You have left this room.'),
  MICROPHONE_BLOCKED: kind(0, 'Your browser blocks the microphone. Allow it in the site settings, then try again.', true),
  MICROPHONE_ABSENT: kind(0, 'No microphone was found. Connect one, then try again.', true),
  MICROPHONE_BUSY: kind(0, 'Another program uses the microphone. Close it, then try again.', true),
  MICROPHONE_NOT_PERMITTED: kind(0, 'This page may not use the microphone. The site owner can add allow="microphone".'),
  MICROPHONE_INTERRUPTED: kind(0, 'A call or the system took the microphone, so you were muted. Unmute to go on.', true),
  INSECURE_CONTEXT: kind(0, 'Sound needs a secure page (https). Chat works.'),
  DISGUISE_FAILED: kind(0, 'Your voice is off: the disguise stopped. Your own voice was not sent instead.', true),
  PLAYBACK_BLOCKED: kind(0, 'The browser holds back sound until you press a button.', true),
  SOUND_ELSEWHERE: kind(0, 'Sound is in your other tab.', true),
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errors

/** An error as it crosses the wire, also the body of a problem+json answer. */
export interface ErrorBody {
  readonly code: ErrorCode
  readonly message: string
  readonly retryable: boolean
  /** What exactly, such as the fields that were wrong. Never contains what a person wrote. */
  readonly details?: unknown
  /** Wait at least this long, in ms, before trying again. */
  readonly retryAfterMs?: number
}

/** The one error Sanctuary throws, on both sides of the wire. Switch on `code`. */
export class SanctuaryError extends Error {
  override readonly name = 'SanctuaryError'
  readonly code: ErrorCode
  readonly details: unknown
  readonly retryAfterMs: number | undefined

  /**
   * @param code - a code of the table
   * @param options - `message` replaces the table's sentence; `details` name what was wrong; `retryAfterMs` in ms; `cause` is never sent
   */
  constructor(code: ErrorCode, options: { message?: string; details?: unknown; retryAfterMs?: number; cause?: unknown } = {}) {
    super(options.message ?? errors[code].message, { cause: options.cause })
    this.code = code
    this.details = options.details
    this.retryAfterMs = options.retryAfterMs
  }

  /** Whether the same call may succeed later without change. */
  get retryable(): boolean {
    return errors[this.code].retryable
  }

  /** Where the documents explain the code. */
  get help(): string {
    return `docs/errors.md#${this.code.toLowerCase().replaceAll('_', '-')}`
  }

  /** The form that crosses the wire. */
  toJSON(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    }
  }

  /** Rebuilds an error from the wire; an unknown code becomes `INTERNAL`. */
  static from(body: { code: string; message?: string; details?: unknown; retryAfterMs?: number }): SanctuaryError {
    const code = Object.hasOwn(errors, body.code) ? (body.code as ErrorCode) : 'INTERNAL'
    return new SanctuaryError(code, body)
  }
}
