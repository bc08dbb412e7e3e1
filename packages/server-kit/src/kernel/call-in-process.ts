import type { Input, OperationName, Reply } from '@sanctuary/protocol'
import type { Caller } from './actor.ts'

/** Calls an operation in process, past doors and rate limits, with the caller's own rights. */
export type CallInProcess = <Name extends OperationName>(name: Name, asking: Caller, input: Input<Name>) => Promise<Reply<Name>>
