import type { Input, OperationName, Reply } from '@sanctuary/protocol'
import { randomId } from '../random-id.ts'
import type { CallOptions, Transport } from './transport.ts'

/** Asks the server as nobody in particular. */
export type Ask = <Name extends OperationName>(op: Name, input: Input<Name>, options?: CallOptions) => Promise<Reply<Name>>

/** Gives the plain door the contract's types. The server keeps the contract; below this line a reply is unknown. */
export const createAsk =
  (transport: Pick<Transport, 'call'>): Ask =>
  async (op, input, options) =>
    (await transport.call({ op, id: randomId(), input }, options)) as Reply<typeof op>
