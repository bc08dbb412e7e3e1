/** A program to run, a server that already runs somewhere, or one sentence that says why there is neither and what to do. */
export type FoundServer = { binary: string } | { url: string; apiKey: string; apiSecret: string } | { missing: string }
