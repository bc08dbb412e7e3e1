import { sampleSettings } from '@sanctuary/sdk-core/testing'
import { expectAccessible } from '../testing/accessibility.ts'
import { drawn, find, press } from '../testing/find.ts'
import { show, withMe } from '../testing/show.ts'
import { createFakeCheck } from './testing/fake-check.ts'
import './voice-panel.ts'

describe('<voice-panel> by axe, in every theme and direction', () => {
  const states: Record<string, Parameters<typeof show>[1]> = {
    veil: {},
    loading: { audio: { $disguise: { phase: 'starting' } } },
    costume: {
      audio: { $voice: { mode: 'costume', name: 'Callum' }, $disguise: { phase: 'locked', simplified: true }, $hearingMyself: 'loop' },
    },
    'own voice': { audio: { $voice: { mode: 'off' } } },
    'own voice forbidden': { $settings: { ...sampleSettings, undisguised: 'never' } },
    paused: { audio: { $disguise: { phase: 'gated', reason: 'context-suspended' } } },
    failed: { audio: { $disguise: { phase: 'failed' } } },
    listener: { participants: withMe({ role: 'listener' }) },
  }
  for (const [name, overrides] of Object.entries(states)) {
    it(`is accessible: ${name}`, async () => {
      const { element } = await show('voice-panel', overrides)
      await expectAccessible(element)
    })
  }

  it('is accessible: the question, and its reminder', async () => {
    const { element } = await show('voice-panel')
    await press(find(element, 'Off', '[role=radio]'), element)
    await expectAccessible(element)
    await press(find(element, 'Speak undisguised'), element)
    await expectAccessible(element)
  })

  it('is accessible: before joining', async () => {
    const { element } = await show('voice-panel')
    element.check = createFakeCheck().check
    await drawn(element)
    await expectAccessible(element)
  })
})
