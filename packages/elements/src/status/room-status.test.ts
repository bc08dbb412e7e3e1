import { expect, fixture, html } from '@open-wc/testing'
import type { ErrorCode } from '@sanctuary/protocol'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { type FakeRoomOverrides, sampleSettings } from '@sanctuary/sdk-core/testing'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, find, names, plain, press, textOf } from '../testing/find.ts'
import { show } from '../testing/show.ts'
import type { RoomStatus } from './room-status.ts'
import './room-status.ts'

const failing = (code: ErrorCode) => new SanctuaryError(code)
const live: FakeRoomOverrides['audio'] = { $sound: { state: 'live' } }

/** What is wrong, what is said, and what its one button calls. */
const faults: Record<string, [FakeRoomOverrides, title: string, button: string, call?: string]> = {
  offline: [{ $connection: { state: 'offline' } }, 'You are offline', 'Try now', 'retryNow []'],
  reconnecting: [{ $connection: { state: 'reconnecting', nextTryAt: Date.now() + 60_000 } }, 'Reconnecting', 'Try now', 'retryNow []'],
  removed: [{ $standing: { state: 'removed', role: 'speaker', reason: 'Rule 2' } }, 'A host removed you', 'Back to the entrance'],
  banned: [{ $standing: { state: 'banned', role: 'speaker' } }, 'You cannot come back to this room', 'Leave this page'],
  denied: [{ $standing: { state: 'denied', role: 'listener' } }, 'A host did not let you in', 'Back to the entrance'],
  waiting: [{ $standing: { state: 'waiting', role: 'listener' } }, 'A host will let you in', 'Stop waiting', 'leave [null]'],
  ended: [{ $settings: { ...sampleSettings, state: 'ended' } }, 'The circle has ended', 'Leave this page'],
  'microphone blocked': [
    { audio: { ...live, $microphone: { state: 'off', reason: failing('MICROPHONE_BLOCKED') } } },
    'Your browser blocks the microphone',
    'Try again',
    'audio.unmute []',
  ],
  'microphone absent': [
    { audio: { ...live, $microphone: { state: 'off', reason: failing('MICROPHONE_ABSENT') } } },
    'No microphone was found',
    'Try again',
    'audio.unmute []',
  ],
  'microphone in use': [
    { audio: { ...live, $microphone: { state: 'off', reason: failing('MICROPHONE_BUSY') } } },
    'Another program uses the microphone',
    'Try again',
    'audio.unmute []',
  ],
  'blocked by policy': [
    { audio: { ...live, $microphone: { state: 'off', reason: failing('MICROPHONE_NOT_PERMITTED') } } },
    'This page may not use the microphone',
    'Go on listening',
  ],
  'microphone interrupted': [
    { audio: { ...live, $microphone: { state: 'off', reason: failing('MICROPHONE_INTERRUPTED') } } },
    'You were muted: a call or the system took the microphone',
    'Unmute',
    'audio.unmute []',
  ],
  insecure: [
    { audio: { $sound: { state: 'failed', reason: failing('INSECURE_CONTEXT') } } },
    'Sound needs a secure page',
    'Go on listening',
  ],
  autoplay: [{ audio: { $sound: { state: 'blocked' } } }, 'Your browser holds back sound', 'Hear the room', 'audio.start []'],
  'another tab': [{ audio: { $sound: { state: 'elsewhere' } } }, 'Sound is in your other tab', 'Move it here', 'audio.moveHere []'],
  disguise: [
    { audio: { ...live, $microphone: { state: 'stopped', reason: failing('DISGUISE_FAILED') } } },
    'Your voice is off: the disguise stopped',
    'Try again',
    'audio.retry []',
  ],
  'no sound': [
    { audio: { $sound: { state: 'failed', reason: failing('AUDIO_UNAVAILABLE') } } },
    'There is no sound at the moment',
    'Try again',
    'audio.retry []',
  ],
  'sound on its way': [
    { audio: { $sound: { state: 'unavailable' }, $service: { state: 'starting', message: '' } } },
    'There is no sound at the moment',
    'Go on without sound',
  ],
  // A room that is over: whoever joined it (`<sanctuary-room>`, `<sanctuary-join>` or the page) hears of the press and joins again.
  version: [{ $connection: { state: 'closed', reason: failing('SERVER_TOO_OLD') } }, 'The server is older than this page', 'Try again'],
  'changed rules': [
    { $connection: { state: 'closed', reason: failing('RULES_NOT_ACCEPTED') } },
    'The ground rules have changed',
    'Back to the entrance',
  ],
  'unknown credential': [
    { $connection: { state: 'closed', reason: failing('CREDENTIAL_UNKNOWN') } },
    'The room does not know this page any more',
    'Back to the entrance',
  ],
}

const putsAway = new Set(['Go on listening', 'Go on without sound'])

describe('<room-status>', () => {
  it('draws nothing while all is well', async () => {
    const { element } = await show('room-status', { audio: live })
    expect(element.fault).to.equal(undefined)
    expect(plain((element.shadowRoot as ShadowRoot).textContent)).to.equal('')
  })

  for (const [name, [overrides, title, button, call]] of Object.entries(faults)) {
    it(`${name}: one plain sentence, said once, and one action that works`, async () => {
      const { element, calls } = await show('room-status', overrides)
      expect(textOf(element, 'h2')).to.equal(title)
      expect(names(element)).to.deep.equal([button])
      expect(announced(element)).to.have.length(1)
      expect(announced(element)[0]).to.contain(title)
      const acts: string[] = []
      element.addEventListener('sanctuary-status-act', (event) => acts.push(event.detail.act))
      await press(find(element, button), element)
      expect(acts).to.have.length(1)
      expect(calls()).to.deep.equal(call ? [call] : [])
      if (putsAway.has(button)) expect(names(element)).to.deep.equal([])
    })
  }

  for (const [code, title] of Object.entries({
    SERVER_UNREACHABLE: 'The room cannot be reached',
    ORIGIN_NOT_ALLOWED: 'This site may not use this server',
    ROOM_FULL: 'The room is full',
    ROOM_LOCKED: 'The room is locked',
    ROOM_NOT_FOUND: 'There is no such room',
    CLIENT_TOO_OLD: 'This page is older than the server',
    BUSY: 'Something went wrong',
  })) {
    it(`before joining, ${code} is a card with an action for the page`, async () => {
      const element = await fixture<RoomStatus>(html`<room-status .error=${failing(code as ErrorCode)}></room-status>`)
      await drawn(element)
      const acts: string[] = []
      element.addEventListener('sanctuary-status-act', (event) => {
        event.preventDefault()
        acts.push(event.detail.fault)
      })
      expect(textOf(element, '.card h2')).to.equal(title)
      find(element, names(element)[0] ?? '').click()
      expect(acts).to.have.length(1)
      await expectAccessible(element)
    })
  }

  it('says the host’s reason, when the next try comes, and when the room is erased', async () => {
    const removed = await show('room-status', faults.removed?.[0])
    expect(textOf(removed.element, '.card')).to.contain('Reason: Rule 2')
    const again = await show('room-status', faults.reconnecting?.[0])
    expect(textOf(again.element, '.banner')).to.match(/Next try in \d+ s/)
    const ended = await show('room-status', { $settings: { ...sampleSettings, state: 'ended', erasedAt: '2026-01-01T20:00:00Z' } })
    expect(textOf(ended.element, '.card')).to.match(/erased at .*2026/)
  })

  it('does nothing by itself where the page does it', async () => {
    const { element, calls } = await show('room-status', faults.offline?.[0])
    element.addEventListener('sanctuary-status-act', (event) => event.preventDefault())
    await press(find(element, 'Try now'), element)
    expect(calls()).to.deep.equal([])
  })

  it('says a fault again when it comes again, and goes when it is over', async () => {
    const { element, room } = await show('room-status', { audio: live })
    for (const state of ['reconnecting', 'live', 'reconnecting'] as const) {
      room.$connection.set({ state })
      await drawn(element)
    }
    expect(announced(element)).to.have.length(2)
  })

  it('shows only cards or only banners where asked', async () => {
    const { element, room } = await show('room-status', faults.offline?.[0])
    element.only = 'card'
    await drawn(element)
    expect(names(element)).to.deep.equal([])
    room.$standing.set({ state: 'removed', role: 'speaker' })
    await drawn(element)
    expect(names(element)).to.deep.equal(['Back to the entrance'])
    element.only = 'banner'
    await drawn(element)
    expect(names(element)).to.deep.equal([])
  })

  it('is accessible as banner and as card', async () => {
    for (const name of ['reconnecting', 'autoplay', 'disguise', 'removed', 'ended', 'waiting']) {
      const { element } = await show('room-status', faults[name]?.[0])
      await expectAccessible(element)
    }
  })
})
