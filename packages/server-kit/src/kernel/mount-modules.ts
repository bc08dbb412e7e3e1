import type { Hono } from 'hono'
import type { Emit, EventName, Events } from './events.ts'
import type { Kernel } from './kernel.ts'
import type { Log } from './log.ts'
import type { AnyHandler, Job, Module, Mounted } from './module.ts'
import { SetupError } from './setup-error.ts'

/** The modules of one server, put together. */
export interface MountedModules {
  readonly names: readonly string[]
  /** Names of the operations that have a handler. */
  readonly operations: ReadonlySet<string>
  readonly handlers: ReadonlyMap<string, AnyHandler>
  readonly routes: readonly Hono[]
  readonly emit: Emit
  setup(kernel: Kernel): Promise<void>
  startJobs(log: Log): { stop(): void }
  ready(): Promise<void>
  close(): Promise<void>
}

/** Checks that modules fit together; `setup` then brings them up in order. */
export function mountModules(modules: readonly Module[]): MountedModules {
  const names = modules.map(({ contract }) => contract.name)
  for (const { contract, requires = [] } of modules) {
    const missing = requires.find((name) => !(names as string[]).includes(name))
    if (missing) throw new SetupError('CONFIG_INVALID', `The module ${contract.name} needs ${missing}. Mount ${missing}() as well.`)
  }
  const handlers = new Map<string, AnyHandler>()
  const operations = new Set<string>()
  const routes: Hono[] = []
  const mounted: Mounted[] = []
  for (const { contract } of modules) for (const name of Object.keys(contract.operations)) operations.add(`${contract.name}.${name}`)

  return {
    names,
    operations,
    handlers,
    routes,
    async emit<Name extends EventName>(name: Name, event: Parameters<Events[Name]>[0]) {
      for (const { on } of mounted) {
        const listener = on?.[name] as ((event: Parameters<Events[Name]>[0]) => Promise<void>) | undefined
        await listener?.(event)
      }
    },
    async setup(kernel) {
      for (const { contract, setup } of modules) {
        const one = setup(kernel)
        mounted.push(one)
        if (one.routes) routes.push(one.routes)
        for (const [name, handler] of Object.entries(one.handlers)) handlers.set(`${contract.name}.${name}`, handler as AnyHandler)
      }
    },
    startJobs(log) {
      const timers = mounted.flatMap(({ jobs = [] }) => jobs).map((job) => repeat(job, log))
      return { stop: () => timers.forEach(clearInterval) }
    },
    async ready() {
      for (const { ready } of mounted) await ready?.()
    },
    async close() {
      for (const { close } of [...mounted].reverse()) await close?.()
    },
  }
}

/** A job that is still running when its time comes again is left alone. */
function repeat({ name, everyMs, run }: Job, log: Log): NodeJS.Timeout {
  let running = false
  const timer = setInterval(async () => {
    if (running) return
    running = true
    try {
      await run()
    } catch (error) {
      log.warn({ error, job: name }, 'a job failed; it runs again')
    } finally {
      running = false
    }
  }, everyMs)
  timer.unref()
  return timer
}
