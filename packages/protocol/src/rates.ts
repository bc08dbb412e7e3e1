/** How often one person may do a thing: `points` in `seconds`. Servers may change the numbers, not the names. */
export interface Rate {
  readonly points: number
  readonly seconds: number
}

/** The rate classes operations and signals name. `create` and `join` count by network prefix, the others by participant. */
export const rates = {
  create: { points: 20, seconds: 60 },
  join: { points: 300, seconds: 60 },
  read: { points: 120, seconds: 60 },
  chat: { points: 30, seconds: 10 },
  gesture: { points: 30, seconds: 10 },
  staff: { points: 120, seconds: 10 },
  sync: { points: 240, seconds: 10 },
  signal: { points: 20, seconds: 2 },
} as const satisfies Record<string, Rate>

export type RateClass = keyof typeof rates
