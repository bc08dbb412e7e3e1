import type { Database } from '../database/connect.ts'
import type { Post } from '../sync/group-commit.ts'
import type { Presence } from '../sync/presence.ts'
import type { Tailer } from '../sync/tailer.ts'
import type { Caller } from './actor.ts'
import type { LoadActor } from './authenticate.ts'
import type { CallInProcess } from './call-in-process.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Emit } from './events.ts'
import type { Log } from './log.ts'
import type { People } from './people.ts'
import type { Tokens } from './tokens.ts'
import type { Transact } from './transact.ts'

/** What every module is given. There is no other way to the rest of the server. */
export interface Kernel {
  readonly db: Database
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly tokens: Tokens
  /** Locks the room, judges the asker again, runs the work, writes the records last. */
  readonly transact: Transact
  /** A single record of a person, by group commit. */
  readonly post: Post
  /** Coming, going and rights, with everything that changes together. */
  readonly people: People
  /** A person's role and standing as the database has them now; refuses whoever is not in the room any more. */
  readonly loadActor: LoadActor
  readonly presence: Presence
  readonly emit: Emit
  /** Calls another module's operation. */
  readonly call: CallInProcess
  /** Names of the mounted modules. */
  readonly modules: readonly string[]
  readonly tailer: Tailer
  /** Who a partner says the caller is; `undefined` for anonymous people. Throws when the partner's word is not good. */
  readonly identify: (caller: Caller) => Promise<string | undefined>
}
