/**
 * What one part of the interface says, in English, by key. Values are Fluent patterns: `{ $name }` for an argument,
 * `{ $count -> [one] … *[other] … }` for plurals (https://projectfluent.org/fluent/guide).
 */
export type Texts<Key extends string = string> = Readonly<Record<Key, string>>

/** What a pattern may be given. */
export type TextArguments = Readonly<Record<string, string | number>>

/**
 * Declares the texts of a part. Keys begin with the part's word and are known to the compiler, so a missing one does not build.
 * They are public: pages override sentences by key.
 */
export const defineTexts = <const All extends Texts>(texts: All): All => texts
