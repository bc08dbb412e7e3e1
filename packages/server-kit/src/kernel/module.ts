import type { Contract, contracts, OperationName, ParsedInput, Reply } from '@sanctuary/protocol'
import type { Hono } from 'hono'
import type { Actor, Caller } from './actor.ts'
import type { Events } from './events.ts'
import type { Kernel } from './kernel.ts'

type Contracts = typeof contracts
type OperationsOf<C extends keyof Contracts> = Contracts[C]['operations']
type Asking<Declared> = Declared extends { door: 'live' } ? Actor : Caller
type NameOf<C, Part> = `${C & string}.${Part & string}` & OperationName

/**
 * The handlers of a contract, one for each operation. `dispatch` has parsed the input and judged role and rate before.
 * Live operations hear the `Actor`; REST ones hear the `Caller`, who may be nobody in particular.
 */
export type Handlers<C extends keyof Contracts> = {
  [Part in keyof OperationsOf<C>]: (
    asking: Asking<OperationsOf<C>[Part]>,
    input: ParsedInput<NameOf<C, Part>>,
  ) => Promise<Reply<NameOf<C, Part>>>
}

/** A handler as dispatch sees it. */
export type AnyHandler = (asking: Actor | Caller, input: unknown) => Promise<unknown>

/** A task the server repeats. It must be safe to run on two nodes at once. */
export interface Job {
  readonly name: string
  readonly everyMs: number
  run(): Promise<void>
}

/** What a module brings once it is set up. */
export interface Mounted<C extends keyof Contracts = keyof Contracts> {
  readonly handlers: Handlers<C>
  /** Runs inside the transaction that caused it, so that nothing is half done after a crash. */
  readonly on?: Partial<Events>
  readonly jobs?: readonly Job[]
  /** Routes that are no operations, such as webhooks. Mounted under the server's path. */
  readonly routes?: Hono
  ready?(): Promise<void>
  close?(): Promise<void>
}

/** The server half of a feature, as data. */
export interface Module<C extends keyof Contracts = keyof Contracts> {
  readonly contract: Contract & { readonly name: C }
  /** Folder of numbered `.sql` files, for tables of the module's own. */
  readonly migrations?: URL
  /** Features this one cannot do without. */
  readonly requires?: readonly string[]
  setup(kernel: Kernel): Mounted<C>
}

/** Declares a module; the compiler checks that every operation has its handler. */
export const defineModule = <C extends keyof Contracts>(module: Module<C>): Module => module as unknown as Module
