/** What an operator has to change before the server can start. */
export type SetupCode =
  | 'ASSETS_MISSING'
  | 'CONFIG_INVALID'
  | 'FOLDER_IN_USE'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_TOO_OLD'
  | 'DATABASE_STOPPED'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'SCHEMA_NEWER'

/** The server cannot start or go on. The message says what happened and what to do; it is for the operator and never crosses the wire. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
  readonly code: SetupCode

  /**
   * @param code - what kind of thing is wrong
   * @param message - one or two sentences: what happened, what to do
   * @param cause - the error underneath, if there is one
   */
  constructor(code: SetupCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
