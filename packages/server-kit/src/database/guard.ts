import { AsyncLocalStorage } from 'node:async_hooks'
import type { Sql, TransactionSql } from 'postgres'
import type { Database } from './database.ts'

type Work = (tx: TransactionSql) => Promise<unknown>

/** What the driver runs at once, without a template. */
const running = new Set(['unsafe', 'file', 'reserve', 'listen', 'notify'])

/**
 * Keeps the outer handle out of transactions. On the embedded database, which has one connection, a query through it would wait for the
 * transaction that waits for it; on Postgres it would quietly run outside the transaction. So it throws on both.
 */
export function guardTransactions(raw: Sql): Pick<Database, 'sql' | 'begin' | 'outside'> {
  const context = new AsyncLocalStorage<{ open: boolean } | undefined>()

  function refuseInside(): void {
    if (!context.getStore()?.open) return
    throw new Error('A query used the outer database handle inside a transaction. Use the transaction’s own handle, or database.outside().')
  }

  async function run<Result>(options: string, work: (tx: TransactionSql) => Promise<Result>): Promise<Result> {
    refuseInside()
    const transaction = { open: true }
    try {
      const result = await raw.begin(options, (tx) => context.run(transaction, () => work(tx)))
      return result as Result // postgres.js unwraps arrays of promises in its type; ours is one promise
    } finally {
      transaction.open = false
    }
  }

  const begin: Database['begin'] = (work) => run('', work)
  /** The driver's own form, with or without options such as `read only`. */
  const driverBegin = (...args: [Work] | [string, Work]) => (args.length === 1 ? run('', args[0]) : run(...args))

  const sql = new Proxy(raw, {
    apply(target, self, args: Parameters<Sql>) {
      if (isTemplate(args[0])) refuseInside()
      return Reflect.apply(target, self, args)
    },
    get(target, name, receiver) {
      if (name === 'begin') return driverBegin
      if (running.has(String(name))) refuseInside()
      return Reflect.get(target, name, receiver)
    },
  })

  return { sql, begin, outside: (work) => context.run(undefined, work) }
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value
}
