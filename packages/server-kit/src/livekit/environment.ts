/**
 * Environment values as the caller read them. Nothing here reads `process.env`: two servers in one process may be given
 * different ones.
 */
export type Environment = Readonly<Record<string, string | undefined>>
