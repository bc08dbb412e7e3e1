import { until } from '../until.ts'
import { claim, expectEqual, expectRefusal } from './world.ts'

const agreedTo = 'Others in this room hear my own voice.'

/** Agreeing to be heard without a disguise: one's own to know, the room's to forbid. */
export const ownVoiceClaims = [
  claim('who agrees to be heard undisguised finds it written down, and nobody else does', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await Promise.all([host, other].map((each) => until(each.$connection, ({ state }) => state === 'live')))
    await other.call('audio.consent', { agreedTo })
    const [agreement] = await until(other.records('audio.consent'), (held) => held.length === 1)
    expectEqual([agreement?.key, agreement?.value.agreedTo], ['consent', agreedTo], 'what is written down')
    expectEqual(Number.isFinite(Date.parse(agreement?.value.at ?? '')), true, 'whether it has a time')
    await other.chat.send('Afterwards')
    await until(host.chat.$messages, (messages) => messages.length === 1)
    expectEqual(host.records('audio.consent').get(), [], 'what the host sees of it')
    await other.call('audio.withdrawConsent', {})
    await until(other.records('audio.consent'), (held) => held.length === 0)
    await other.call('audio.withdrawConsent', {})
  }),

  claim('who is heard undisguised can tell that the server is there: what is asked for nothing is answered', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await host.chat.send('Hello')
    const { records } = await other.call('sync.history', { channel: 'room', type: 'chat.message', before: 1, limit: 1 })
    expectEqual(records, [], 'what is before the first message')
  }),

  claim('an agreement ends with its page: a reload begins without one, in every page', async ({ room, guest }) => {
    const { id } = await room()
    const { room: other, visitor } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await other.call('audio.consent', { agreedTo })
    await until(other.records('audio.consent'), (held) => held.length === 1)
    const again = await visitor.client.join(id)
    expectEqual([again.me, again.records('audio.consent').get()], [other.me, []], 'who came back, and with which agreement')
    await until(other.records('audio.consent'), (held) => held.length === 0)
  }),

  claim('a host forbids it: every agreement is gone, and no new one is taken', async ({ room, guest }) => {
    const { id, host } = await room()
    const { room: other } = await guest(id)
    await Promise.all([host, other].map((each) => until(each.$connection, ({ state }) => state === 'live')))
    expectEqual(other.$settings.get()?.undisguised, 'with-consent', 'what a room begins with')
    for (const each of [host, other]) {
      await each.call('audio.consent', { agreedTo })
      await until(each.records('audio.consent'), (held) => held.length === 1)
    }
    await host.settings.update({ undisguised: 'never' })
    await until(other.$settings, (settings) => settings?.undisguised === 'never')
    for (const each of [host, other]) await until(each.records('audio.consent'), (held) => held.length === 0)
    await expectRefusal(other.call('audio.consent', { agreedTo }), 'UNDISGUISED_FORBIDDEN', 'agreeing')
    await expectRefusal(host.call('audio.consent', { agreedTo }), 'UNDISGUISED_FORBIDDEN', 'agreeing as the host')
  }),

  claim('a room that never allows it refuses from the start, and says so before one joins', async ({ room, guest, visitor }) => {
    const { id } = await room({ undisguised: 'never' })
    expectEqual((await visitor().client.rooms.read(id)).undisguised, 'never', 'the preview')
    const { room: other } = await guest(id)
    await expectRefusal(other.call('audio.consent', { agreedTo }), 'UNDISGUISED_FORBIDDEN', 'agreeing')
    await other.call('audio.withdrawConsent', {})
  }),

  claim('who only listens has nothing to agree to, and an agreement does not outlast leaving', async ({ room, guest }) => {
    const { id, host } = await room({ newcomers: 'listener' })
    const { room: other, visitor } = await guest(id)
    await until(other.$connection, ({ state }) => state === 'live')
    await expectRefusal(other.call('audio.consent', { agreedTo }), 'FORBIDDEN', 'agreeing as a listener')
    await host.hosts.setRole({ participant: other.me, role: 'speaker' })
    await until(other.$standing, ({ role }) => role === 'speaker')
    await other.call('audio.consent', { agreedTo })
    await until(other.records('audio.consent'), (held) => held.length === 1)
    await other.leave()
    const again = await visitor.client.join(id)
    expectEqual([again.me, again.records('audio.consent').get()], [other.me, []], 'who came back, and with which agreement')
  }),
]
