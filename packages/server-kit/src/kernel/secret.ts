import { inspect } from 'node:util'

/** A value that must not appear anywhere by accident: printed, logged or serialised it is `[secret]`. */
export interface Secret {
  /** The value itself. Call it where the value is used, and do not keep the result. */
  reveal(): string
}

/** Wraps a secret value. */
export function secretOf(value: string): Secret {
  const hidden = () => '[secret]'
  return Object.freeze({ reveal: () => value, toString: hidden, toJSON: hidden, [inspect.custom]: hidden })
}
