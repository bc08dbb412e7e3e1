import { SanctuaryError } from '@sanctuary/protocol'

/** Whatever was thrown, as the one error the SDK throws. */
export const toSanctuaryError = (thrown: unknown): SanctuaryError =>
  thrown instanceof SanctuaryError ? thrown : new SanctuaryError('INTERNAL', { cause: thrown })
