import type { Frame, Snapshot } from '@sanctuary/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { createFakeChannel } from '../testing/server/fake-channel.ts'
import { createCatchUp } from './catch-up.ts'
import { createReplica } from './replica.ts'

const own = 'participant:me'
const keys = ['a', 'b', 'c', 'd']

/** What may happen between a server and a page. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('write' as const), key: fc.constantFrom(...keys), remove: fc.boolean() }),
  fc.record({ what: fc.constantFrom('lose' as const, 'double' as const, 'late' as const) }),
  fc.record({ what: fc.constantFrom('restore' as const, 'purge' as const, 'turn' as const) }),
)

test('whatever is lost, doubled or late, page and server hold the same in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 60 }), async (happenings) => {
      const server = createFakeChannel('room')
      const clock = createFakeClock()
      const replica = createReplica(own)
      replica.replace({
        channel: own,
        epoch: 'own',
        seq: 1,
        windows: {},
        records: [{ type: 'sync.membership', key: 'room', seq: 1, created: 1, at: '', value: {} }],
      })
      replica.replace(server.snapshot())
      const catchUp = createCatchUp({
        replica,
        clock,
        resume: async (positions) => answer(positions.find(({ channel }) => channel === 'room')) as never,
        onWhole: () => {},
        onDiscontinuity: () => {},
        onFailure: (error) => expect.unreachable(error.message),
      })
      function answer(position: { epoch: string; seq: number } | undefined) {
        const following = position && server.after(position)
        return {
          frames: following?.frames ?? [],
          snapshots: following ? [] : ([server.snapshot()] as Snapshot[]),
          discontinuities: [],
          more: following?.more ? ['room'] : [],
        }
      }

      let next: 'lose' | 'double' | 'late' | undefined
      const late: Frame[] = []
      for (const step of happenings) {
        if (step.what === 'write') {
          const sent = server.write([{ type: 'hands.raised', key: step.key, value: step.remove ? undefined : {} }], '')
          if (sent && next === 'late') late.push(sent)
          else if (sent && next !== 'lose') for (let time = 0; time < (next === 'double' ? 2 : 1); time += 1) catchUp.frame(sent)
          next = undefined
        } else if (step.what === 'restore') server.renewEpoch()
        else if (step.what === 'purge') server.raiseFloor()
        else if (step.what === 'turn') await settle()
        else next = step.what
      }
      for (const frame of late) catchUp.frame(frame)
      catchUp.request()
      await clock.advance(60_000)

      const held = replica
        .records('hands.raised')
        .get()
        .map(({ key, seq, created }) => [key, seq, created])
      expect(held).toEqual(server.all('hands.raised').map(({ key, seq, created }) => [key, seq, created]))
      expect(replica.reached('room')).toBe(server.position().seq)
    }),
    { numRuns: 300 },
  )
})
