import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { killGroup, spawnDependent } from './spawn-dependent.ts'
import { isRunning } from './testing/processes.ts'

describe('a program whose parent ends', () => {
  let parent: ChildProcess | undefined

  afterEach(() => {
    parent?.kill('SIGKILL')
  })

  /** A process that starts a program with a child of its own, neither of which would end by itself or when asked. */
  async function startFamily(parentThen: string): Promise<{ parent: ChildProcess; pids: number[] }> {
    const stubborn = `trap "" TERM; sleep 600 & echo $$ $!; wait; wait`
    const program = `
      import { spawnDependent } from ${JSON.stringify(new URL('./spawn-dependent.ts', import.meta.url).href)}
      const child = spawnDependent('/bin/sh', ['-c', ${JSON.stringify(stubborn)}], { env: { PATH: process.env.PATH } })
      child.stdout.pipe(process.stdout)
      process.stdin.once('data', () => { ${parentThen} })`
    parent = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    if (!parent.stdout) throw new Error('The parent prints nothing.')
    const [line] = await once(createInterface({ input: parent.stdout }), 'line')
    return { parent, pids: String(line).split(' ').map(Number) }
  }

  const allEnded = (pids: number[]) => vi.waitUntil(() => !pids.some(isRunning), { timeout: 10_000 })

  test('by SIGKILL ends too, with what it started, even if they refuse to when asked', async () => {
    const { parent, pids } = await startFamily('')
    expect(pids.map(isRunning)).toEqual([true, true])
    parent.kill('SIGKILL')
    await allEnded(pids)
  })

  test('by itself ends too', async () => {
    const { parent, pids } = await startFamily('process.exit()')
    parent.stdin?.write('exit')
    await allEnded(pids)
  })
})

test('a parent whose program has ended is not kept running', async () => {
  const program = `
    import { spawnDependent } from ${JSON.stringify(new URL('./spawn-dependent.ts', import.meta.url).href)}
    spawnDependent('/bin/sh', ['-c', 'exit 0'], { env: {} })`
  const parent = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  expect(await once(parent, 'exit')).toEqual([0, null])
})

test('the program is our child: its exit code, its output and its arguments are its own', async () => {
  const child = spawnDependent('/bin/sh', ['-c', 'echo "$1" $$; cat; exit 7', 'name', 'a "b" $c'], { env: { PATH: process.env.PATH } })
  const output = child.stdout.setEncoding('utf8').toArray()
  expect(await once(child, 'close')).toEqual([7, null])
  expect((await output).join('')).toBe(`a "b" $c ${child.pid}\n`)
})

test('a program that is not there ends with code 127', async () => {
  const child = spawnDependent('/nowhere/program', [], { env: {} })
  expect(await once(child, 'close')).toEqual([127, null])
})

test('a group that has ended already is fine to signal', async () => {
  const child = spawnDependent('/bin/sh', ['-c', 'exit 0'], { env: {} })
  await once(child, 'close')
  const { pid } = child
  if (pid === undefined) throw new Error('The program was not started.')
  await vi.waitUntil(() => {
    killGroup(pid, 'SIGTERM')
    return !isRunning(pid)
  })
})
