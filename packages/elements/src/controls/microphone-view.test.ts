import { expect } from '@open-wc/testing'
import { type Microphone, type Participant, SanctuaryError, type Sound } from '@sanctuary/sdk-core'
import { samplePeople } from '@sanctuary/sdk-core/testing'
import { viewMicrophone } from './microphone-view.ts'

const me = samplePeople[2] as Participant
const ready = { state: 'ready', message: '' } as const

function view(sound: Sound['state'], microphone: Microphone['state'], more: Partial<Parameters<typeof viewMicrophone>[0]> = {}) {
  const { kind, act } = viewMicrophone({
    offered: true,
    service: ready,
    sound: { state: sound },
    microphone: { state: microphone },
    me,
    asked: false,
    ...more,
  })
  return `${kind} ${act ?? '–'}`
}

describe('what the microphone button shows and does', () => {
  for (const [sound, microphone, shown] of [
    ['idle', 'off', 'idle start'],
    ['blocked', 'off', 'blocked start'],
    ['elsewhere', 'off', 'elsewhere moveHere'],
    ['failed', 'off', 'failed retry'],
    ['unavailable', 'off', 'absent –'],
    ['connecting', 'off', 'connecting –'],
    ['connecting', 'starting', 'starting mute'],
    ['reconnecting', 'on', 'on mute'],
    ['live', 'off', 'off unmute'],
    ['live', 'starting', 'starting mute'],
    ['live', 'on', 'on mute'],
    ['live', 'stopped', 'stopped retry'],
    ['live', 'silenced', 'silenced –'],
  ] as const) {
    it(`sound ${sound}, microphone ${microphone}: ${shown}`, () => expect(view(sound, microphone)).to.equal(shown))
  }

  it('never lets a listener speak', () => expect(view('live', 'off', { me: { ...me, role: 'listener' } })).to.equal('listening –'))
  it('never lets the silenced speak', () => expect(view('live', 'off', { me: { ...me, silenced: true } })).to.equal('silenced –'))
  for (const state of ['off', 'stopped'] as const) {
    it(`interrupted and ${state}: one press unmutes`, () =>
      expect(view('live', state, { microphone: { state, reason: new SanctuaryError('MICROPHONE_INTERRUPTED') } })).to.equal(
        'interrupted unmute',
      ))
  }
  it('shows that a host asked', () => expect(view('live', 'off', { asked: true })).to.equal('asked unmute'))
  it('says so where the server has no sound', () => expect(view('idle', 'off', { offered: false })).to.equal('absent –'))
  it('says so while there is no media server', () =>
    expect(view('idle', 'off', { service: { state: 'down', message: '' } })).to.equal('absent –'))
})
