import type { Act } from '@sanctuary/protocol'
import type { Transaction } from '../../kernel/transact.ts'

/** Leaves a record for staff of what was done: who, what, to whom, why. */
export function recordAct({ write }: Transaction, act: Act): void {
  write.put('hosts.act', crypto.randomUUID(), act, act.actor === undefined ? {} : { author: act.actor })
}
