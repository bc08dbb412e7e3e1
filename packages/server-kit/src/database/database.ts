import type { Sql, TransactionSql } from 'postgres'

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
