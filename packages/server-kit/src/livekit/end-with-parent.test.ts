import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { killGroup } from './end-with-parent.ts'
import { isRunning } from './testing/processes.ts'

let parent: ChildProcess | undefined

afterEach(() => {
  parent?.kill('SIGKILL')
})

/** A process that starts a child with a child of its own, neither of which would end by itself. */
async function startFamily(parentThen: string): Promise<{ parent: ChildProcess; pids: number[] }> {
  const program = `
    import { spawn } from 'node:child_process'
    import { endWithParent } from ${JSON.stringify(new URL('./end-with-parent.ts', import.meta.url).href)}
    const child = spawn('/bin/sh', ['-c', 'trap "" TERM; sleep 600 & echo $$ $!; wait; wait'], { stdio: ['ignore', 'inherit', 'ignore'], detached: true })
    endWithParent(child)
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

test('a parent that is killed takes its child and grandchild along, even if they ignore a request to end', async () => {
  const { parent, pids } = await startFamily('')
  expect(pids.map(isRunning)).toEqual([true, true])
  parent.kill('SIGKILL')
  await allEnded(pids)
})

test('so does one that exits', async () => {
  const { parent, pids } = await startFamily('process.exit()')
  parent.stdin?.write('exit')
  await allEnded(pids)
})

test('a parent whose child has ended may end by itself', async () => {
  const { parent, pids } = await startFamily('child.unref(); process.stdin.unref?.()')
  for (const pid of pids.slice(0, 1)) killGroup(pid, 'SIGKILL')
  parent.stdin?.end('done')
  const [code] = await once(parent, 'exit')
  expect(code).toBe(0)
})

test('a group that has ended already is fine to signal', async () => {
  const child = spawn('/bin/sh', ['-c', 'exit 0'], { detached: true })
  await once(child, 'exit')
  if (child.pid === undefined) throw new Error('The child was not started.')
  const { pid } = child
  expect(() => killGroup(pid, 'SIGTERM')).not.toThrow()
})
