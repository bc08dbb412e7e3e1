import { until } from '../until.ts'
import { claim, expectEqual, expectRefusal } from './world.ts'

/** What staff may do, and what nobody else may. */
export const hostingClaims = [
  claim('a removed person is told why, and nothing they held works any more', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other, visitor } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await host.hosts.remove({ participant: other.me, reason: 'Not kind' })
    const { reason } = await until(other.$connection, ({ state }) => state === 'closed')
    expectEqual(reason?.code, 'REMOVED', 'the reason')
    expectEqual(other.$standing.get().reason, 'Not kind', 'what the host gave as the reason')
    expectEqual(other.participants.$people.get(), [], 'whom they still see')
    await until(host.participants.$people, (people) => people.length === 1)
    await expectRefusal(other.call('chat.send', { id: crypto.randomUUID(), text: 'Still here' }), 'REMOVED', 'sending afterwards')
    expectEqual(await visitor.client.recall(id), false, 'whether they can come back as who they were')
  }),

  claim('a banned person stays out', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other, visitor } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await host.hosts.remove({ participant: other.me, ban: true })
    const { reason } = await until(other.$connection, ({ state }) => state === 'closed')
    expectEqual(reason?.code, 'BANNED', 'the reason')
    await expectRefusal(visitor.client.join(id), 'BANNED', 'coming back')
    await until(host.hosts.$banned, (banned) => banned.some(({ participant }) => participant === other.me))
  }),

  claim('who is not staff is refused what only staff may do', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await expectRefusal(other.hosts.mute({ participant: host.me }), 'FORBIDDEN', 'muting the host')
    await expectRefusal(other.hosts.remove({ participant: host.me }), 'FORBIDDEN', 'removing the host')
    await expectRefusal(other.hosts.setRole({ participant: other.me, role: 'host' }), 'FORBIDDEN', 'making oneself a host')
    await expectRefusal(other.settings.lock(true), 'FORBIDDEN', 'locking')
    await expectRefusal(other.settings.end(), 'FORBIDDEN', 'ending')
    expectEqual(other.hosts.$acts.get(), [], 'what they see of the staff’s acts')
  }),

  claim('a moderator sees what staff see, and no more once they are not', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await host.hosts.setRole({ participant: other.me, role: 'moderator', reason: 'Helps tonight' })
    await until(other.hosts.$acts, (acts) => acts.some(({ act, subject }) => act === 'setRole' && subject === other.me))
    await until(other.$standing, ({ role }) => role === 'moderator')
    expectEqual(
      other.hosts.$notices.get().map(({ kind, role }) => [kind, role]),
      [['promoted', 'moderator']],
      'what they were told',
    )
    await host.hosts.setRole({ participant: other.me, role: 'speaker' })
    await until(other.hosts.$acts, (acts) => acts.length === 0)
    await until(other.$standing, ({ role }) => role === 'speaker')
  }),

  claim('a muted person is told, and asked to speak again', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await host.hosts.mute({ participant: other.me })
    await until(other.participants.$me, (me) => me?.silenced === true)
    await until(other.hosts.$notices, (notices) => notices.some(({ kind }) => kind === 'muted'))
    await host.hosts.askToUnmute({ participant: other.me })
    await until(other.participants.$me, (me) => me?.silenced === false)
    await until(other.hosts.$notices, (notices) => notices.some(({ kind }) => kind === 'unmuteAsked'))
    expectEqual(
      other.hosts.$notices.get().some(({ kind }) => kind === 'muted'),
      false,
      'whether the first word is still there',
    )
    await other.hosts.dismissNotice({ kind: 'unmuteAsked' })
    await until(other.hosts.$notices, (notices) => notices.length === 0)
  }),

  claim('a question for a host reaches staff only, and its answer the asker', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    const { room: third } = await guest(id)
    await Promise.all([other, third].map((each) => until(each.$connection, ({ state }) => state === 'live')))
    await other.hosts.ask({ note: 'Can we talk?' })
    const [ping] = await until(host.hosts.$pings, (pings) => pings.length === 1)
    expectEqual([ping?.participant, ping?.note], [other.me, 'Can we talk?'], 'what the host sees')
    await host.hosts.answerPing({ participant: other.me })
    await until(other.hosts.$notices, (notices) => notices.some(({ kind }) => kind === 'pingSeen'))
    await until(host.hosts.$pings, (pings) => pings.length === 0)
    expectEqual([third.hosts.$pings.get(), third.hosts.$notices.get()], [[], []], 'what somebody else sees')
  }),

  claim('the host key makes somebody a host later', async ({ room, guest }) => {
    const { id, hostKey } = await room()
    const { room: other } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await expectRefusal(other.hosts.takeBack({ hostKey: 'AAAA-AAAA-AAAA-AAAA-AAAA' }), 'HOST_KEY_WRONG', 'a wrong key')
    await other.hosts.takeBack({ hostKey })
    await until(other.$standing, ({ role }) => role === 'host')
  }),
]
