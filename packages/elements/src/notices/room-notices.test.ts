import { expect } from '@open-wc/testing'
import type { HostNotice } from '@sanctuary/sdk-core'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { expectAccessible } from '../testing/accessibility.ts'
import { announced, drawn, find, names, plain, press, textOf } from '../testing/find.ts'
import { show } from '../testing/show.ts'
import './room-notices.ts'

const at = '2026-01-01T18:30:00Z'
const lines = (element: Element) => [...(element.shadowRoot?.querySelectorAll('.words') ?? [])].map(({ textContent }) => plain(textContent))
const every: HostNotice[] = [
  { kind: 'promoted', role: 'speaker', at },
  { kind: 'demoted', role: 'listener', at },
  { kind: 'muted', reason: 'Noise', at },
  { kind: 'unmuteAsked', at },
  { kind: 'admitted', at },
  { kind: 'becameHost', role: 'host', at },
  { kind: 'pingSeen', at },
]

describe('<room-notices>', () => {
  it('says what hosts did, with their reason, each once', async () => {
    const { element, room } = await show('room-notices', { hosts: { $notices: every } })
    expect(lines(element)).to.deep.equal([
      'You may speak now. Your microphone stays off until you switch it on.',
      'You are in the audience now. You can listen, write and raise your hand.',
      'A host muted you. You can raise your hand. Reason: Noise',
      'A host asks you to speak.',
      'A host let you in. Welcome.',
      'The hosts have gone. You are the host now.',
      'A host has seen that you asked for one.',
    ])
    room.hosts.$notices.set([...every])
    await drawn(element)
    expect(announced(element).sort()).to.deep.equal(lines(element).sort())
  })

  it('says it again when it happens again', async () => {
    const { element, room } = await show('room-notices', { hosts: { $notices: [{ kind: 'muted', at }] } })
    room.hosts.$notices.set([{ kind: 'muted', at: '2026-01-01T18:40:00Z' }])
    await drawn(element)
    expect(announced(element)).to.have.length(2)
  })

  it('leaves it to the person whether the microphone goes on', async () => {
    const { element, calls } = await show('room-notices', { hosts: { $notices: [{ kind: 'unmuteAsked', at }] } })
    expect(names(element)).to.deep.equal(['Not now', 'Unmute'])
    await press(find(element, 'Unmute'), element)
    expect(calls()).to.deep.equal(['audio.unmute []', 'hosts.dismissNotice [{"kind":"unmuteAsked"}]'])
  })

  it('keeps the question while the microphone does not come on', async () => {
    const { element, room, calls } = await show('room-notices', { hosts: { $notices: [{ kind: 'unmuteAsked', at }] } })
    room.refuseNext('audio.unmute', new SanctuaryError('MICROPHONE_BLOCKED'))
    await press(find(element, 'Unmute'), element)
    expect(calls()).to.deep.equal(['audio.unmute []'])
    expect(textOf(element, '.banner')).to.contain('Your browser blocks the microphone.')
  })

  it('puts a notice away by asking the server, never by itself', async () => {
    const { element, room, calls } = await show('room-notices', { hosts: { $notices: [{ kind: 'muted', at }] } })
    await press(find(element, 'All right'), element)
    expect(calls()).to.deep.equal(['hosts.dismissNotice [{"kind":"muted"}]'])
    expect(lines(element)).to.have.length(1)
    room.hosts.$notices.set([])
    await drawn(element)
    expect(element.shadowRoot?.querySelector('ul')).to.equal(null)
  })

  it('is accessible with every notice', async () => {
    const { element } = await show('room-notices', { hosts: { $notices: every } })
    await expectAccessible(element)
  })
})
