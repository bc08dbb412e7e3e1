import { expect } from '@open-wc/testing'
import { type ErrorCode, errors } from '@sanctuary/protocol'
import { SanctuaryError } from '@sanctuary/sdk-core'
import { type Circumstances, faultOf, findFault } from './fault.ts'
import { faultViews } from './fault-view.ts'
import { statusTexts } from './status-texts.ts'

const well: Circumstances = {
  connection: { state: 'live' },
  standing: { state: 'inside', role: 'speaker' },
  settings: undefined,
  service: { state: 'ready', message: '' },
  sound: { state: 'live' },
  microphone: { state: 'on' },
}
const kind = (change: Partial<Circumstances>) => findFault({ ...well, ...change })?.kind

describe('what stands between a person and a room', () => {
  it('is nothing while all is well', () => expect(findFault(well)).to.equal(undefined))

  it('is whether one is in it, before the connection, before sound', () => {
    const connection = { state: 'reconnecting', nextTryAt: 5 } as const
    const sound = { state: 'blocked' } as const
    expect(kind({ sound })).to.equal('playback')
    expect(kind({ sound, connection })).to.equal('reconnecting')
    expect(kind({ sound, connection, standing: { state: 'removed', role: 'speaker' } })).to.equal('removed')
  })

  it('names the microphone’s trouble, and stays silent about a host’s mute', () => {
    const reason = new SanctuaryError('MICROPHONE_BUSY')
    expect(kind({ microphone: { state: 'off', reason } })).to.equal('microphone-busy')
    expect(kind({ microphone: { state: 'silenced', reason: new SanctuaryError('MUTED_BY_HOST') } })).to.equal(undefined)
    expect(kind({ microphone: { state: 'stopped', reason: new SanctuaryError('DISGUISE_FAILED') } })).to.equal('disguise')
  })

  it('is none that there never was sound', () => {
    expect(kind({ sound: { state: 'unavailable' }, service: { state: 'absent', message: 'No media server.' } })).to.equal(undefined)
    expect(findFault({ ...well, sound: { state: 'unavailable' }, service: { state: 'down', message: 'It is restarting.' } })).to.deep.equal(
      { kind: 'no-sound', said: 'It is restarting.' },
    )
  })

  it('says why the connection was closed for good', () => {
    expect(kind({ connection: { state: 'closed', reason: new SanctuaryError('CLIENT_TOO_OLD') } })).to.equal('page-too-old')
    expect(kind({ connection: { state: 'closed', reason: new SanctuaryError('CLOSED') } })).to.equal('left')
    expect(kind({ connection: { state: 'closed' } })).to.equal('left')
  })

  it('has words, a picture and an action for every code of the contract', () => {
    for (const code of Object.keys(errors) as ErrorCode[]) {
      const fault = faultOf(new SanctuaryError(code))
      expect(statusTexts).to.have.property(`fault-${fault.kind}`)
      expect(statusTexts).to.have.property(`fault-${fault.kind}-what`)
      expect(statusTexts).to.have.property(`status-act-${faultViews[fault.kind].act}`)
    }
  })
})
