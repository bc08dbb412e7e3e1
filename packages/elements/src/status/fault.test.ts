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
    expect(kind({ microphone: { state: 'off', reason: new SanctuaryError('MUTED_BY_HOST') } })).to.equal(undefined)
    expect(kind({ microphone: { state: 'stopped', reason: new SanctuaryError('DISGUISE_FAILED') } })).to.equal('disguise')
  })

  it('is none that there never was sound', () => {
    expect(kind({ sound: { state: 'unavailable' }, service: { state: 'absent', message: 'No media server.' } })).to.equal(undefined)
    expect(findFault({ ...well, sound: { state: 'unavailable' }, service: { state: 'down', message: 'It is restarting.' } })).to.deep.equal(
      { kind: 'sound-later', said: 'It is restarting.' },
    )
  })

  it('is never a card for want of sound: nobody loses the chat over it', () => {
    for (const code of Object.keys(errors) as ErrorCode[]) {
      const reason = new SanctuaryError(code)
      for (const change of [{ sound: { state: 'failed', reason } }, { microphone: { state: 'off', reason } }] as const) {
        const shown = kind(change)
        if (shown) expect(`${code} ${faultViews[shown].shape}`).to.equal(`${code} banner`)
      }
    }
    expect(kind({ sound: { state: 'failed' } })).to.equal('no-sound')
    expect(findFault({ ...well, sound: { state: 'failed', reason: new SanctuaryError('FORBIDDEN') } })).to.deep.equal({
      kind: 'no-sound',
      said: errors.FORBIDDEN.message,
    })
  })

  it('is over for somebody who waited, too', () => {
    const waiting = { standing: { state: 'waiting', role: 'listener' } } as const
    expect(kind(waiting)).to.equal('waiting')
    expect(kind({ ...waiting, connection: { state: 'offline' } })).to.equal('waiting')
    const closed = (code: ErrorCode) => kind({ ...waiting, connection: { state: 'closed', reason: new SanctuaryError(code) } })
    expect(closed('CLOSED')).to.equal('left')
    expect(closed('ROOM_LOCKED')).to.equal('locked')
    expect(kind({ standing: { state: 'ended', role: 'listener' } })).to.equal('ended')
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
