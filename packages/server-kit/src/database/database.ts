import type { Sql, TransactionSql } from 'postgres'
import type { Log } from '../kernel/log.ts'

/** An open database, embedded or not: the same driver, the same SQL, the same values. */
export interface Database {
  /** For queries outside a transaction. Inside one it throws: the embedded database has one connection and would wait for itself for ever. */
  readonly sql: Sql
  readonly kind: 'pglite' | 'postgres'
  /** Such as 150014. */
  readonly serverVersion: number
  /**
   * True when an embedded database was not closed and the computer has been started anew since: acknowledged writes may be missing.
   * Change the epochs, then call `settled`.
   */
  readonly unclean: boolean
  /** Says that the epochs have been changed; until then every start reports `unclean`. */
  settled(): Promise<void>
  /**
   * Runs a transaction. It is rolled back when `work` rejects, and also when any of its queries failed, even if the failure was caught:
   * failures that are expected go into a `tx.savepoint`.
   */
  begin<Result>(work: (tx: TransactionSql) => Promise<Result>): Promise<Result>
  /** Runs something that must not count as part of the transaction it is called in, such as waking a queue. */
  outside<Result>(work: () => Result): Result
  /** Finishes what is running, for at most 5 s, and closes. */
  close(): Promise<void>
}

/** How to open one. */
export interface ConnectOptions {
  /** `pglite:./folder` · `pglite:memory`, a temporary folder that is gone when closed · `postgres://user:password@host:5432/name`. */
  readonly url: string
  readonly log: Log
  /** Folder for what can be made anew, such as the template of an empty database. */
  readonly cache: string
  /** Whether to say what the embedded database does not promise. Default false. */
  readonly production?: boolean
  /** Told once when the embedded database dies or its folder is taken away: end the process. Default: a line in the log. */
  readonly onFatal?: (error: Error) => void
}
