import { expect } from '@open-wc/testing'
import type { Participant } from '@sanctuary/sdk-core'
import { samplePeople } from '@sanctuary/sdk-core/testing'
import { describePerson, type PersonState, type Surroundings } from './person-state.ts'

const somebody = samplePeople[2] as Participant
const nothing: Surroundings = { speaking: false, writing: false, asked: false, mutedForMe: false, hidden: false }
const described = (person: Partial<Participant>, around: Partial<Surroundings> = {}) =>
  describePerson({ ...somebody, ...person }, { ...nothing, ...around })

/** From what matters least to what matters most: each line is added to all before it. */
const ladder: [Partial<Participant>, Partial<Surroundings>, PersonState['words']][] = [
  [{}, {}, 'muted'],
  [{ successor: true }, {}, 'successor'],
  [{}, { writing: true }, 'writing'],
  [{ presence: 'away' }, {}, 'away'],
  [{}, { asked: true }, 'asked'],
  [{ silenced: true }, {}, 'silenced'],
  [{ hand: 2 }, {}, 'hand'],
  [{}, { speaking: true }, 'speaking'],
  [{ microphone: 'stopped' }, {}, 'voice-paused'],
  [{}, { mutedForMe: true }, 'muted-for-me'],
  [{}, { hidden: true }, 'hidden'],
  [{ presence: 'reconnecting' }, {}, 'reconnecting'],
]

describe('the state of a person in words', () => {
  const person: Partial<Participant> = {}
  const around: Partial<Surroundings> = {}
  for (const [change, more, words] of ladder) {
    it(`${words} stands above everything that matters less`, () => {
      Object.assign(person, change)
      Object.assign(around, more)
      expect(described(person, around).words).to.equal(words)
    })
  }

  it('marks a picture with what keeps a voice from being heard', () => {
    expect(described({}).mark).to.equal('muted')
    expect(described({ microphone: 'on' }).mark).to.equal(undefined)
    expect(described({ microphone: 'stopped' }).mark).to.equal('stopped')
    expect(described({ role: 'listener' }).mark).to.equal(undefined)
    expect(described({ microphone: 'on' }, { mutedForMe: true }).mark).to.equal('muted-for-me')
    expect(described({ presence: 'reconnecting' }, { speaking: true })).to.deep.equal({
      words: 'reconnecting',
      mark: 'lost',
      speaking: false,
      lost: true,
    })
  })
})
