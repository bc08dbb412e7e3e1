import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { relayOutput } from './server-output.ts'

async function relay(...lines: string[]): Promise<{ logged: string[]; complaints: string[] }> {
  const output = new PassThrough()
  const logged: string[] = []
  const complaints: string[] = []
  relayOutput(output, { error: (message: unknown) => logged.push(String(message)) }, (text) => complaints.push(text))
  output.end(lines.join('\n'))
  await once(output, 'close')
  return { logged, complaints }
}

test('a person’s address, identity and room stay out of our log', async () => {
  const entry = {
    level: 'error',
    msg: 'could not restart ICE',
    participant: 'p-1',
    room: 'r-1',
    remote: '203.0.113.7:4444',
    error: 'from 203.0.113.7',
  }
  const { logged, complaints } = await relay(JSON.stringify(entry))
  expect(logged).toEqual(['Media server: could not restart ICE'])
  expect(complaints).toEqual(['could not restart ICE: from 203.0.113.7'])
})

test('what it prints outside its log is not repeated, but a crash is told', async () => {
  const { logged, complaints } = await relay('listen tcp 127.0.0.1:1: bind: address already in use', 'panic: 203.0.113.7', '"text"', '')
  expect(logged).toEqual(['The media server crashed.'])
  expect(complaints).toEqual(['listen tcp 127.0.0.1:1: bind: address already in use', 'panic: 203.0.113.7', '"text"'])
})
