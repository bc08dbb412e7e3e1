import type { AudioFeature, OwnVoice } from '@sanctuary/sdk-core'
import type { CostumeName, Sliders, VoiceChoice } from '@sanctuary/sdk-core/voices'
import type { VoiceSource } from './voice-source.ts'

/** The disguises people choose between; `custom` comes from pages only. */
export type DisguiseMode = 'veil' | 'strong-veil' | 'costume'

/** What somebody chooses to sound like. */
export interface Chooser {
  /** How one sounds now, remembered for the way back. */
  read(): OwnVoice
  /** Wears a disguise; `costume` is the one worn before. */
  wear(mode: DisguiseMode): void
  /** Wears a costume, tuned as it was the last time. */
  dress(name: CostumeName): void
  /** Tunes the costume that is worn; undefined: as it was made. */
  tune(sliders: Sliders | undefined): void
  /** Ends one's own voice; the disguise worn before is back, also one that was chosen elsewhere on the page. */
  cover(): void
}

/** Only a room has a way to one's own voice, and back. */
type Source = VoiceSource & Partial<Pick<AudioFeature, 'speakDisguised'>>

const firstCostume: CostumeName = 'River'

/** Makes one for a source that may come late. It remembers how each costume was tuned, so that going back and forth loses nothing. */
export function createChooser(source: () => Source | undefined): Chooser {
  const tuned = new Map<CostumeName, Partial<Sliders>>()
  let costume: CostumeName = firstCostume
  let last: VoiceChoice = { mode: 'veil' }

  function use(choice: VoiceChoice): void {
    source()?.setVoice(choice)
    note(choice)
  }

  function note(voice: OwnVoice): void {
    if (voice.mode === 'off') return
    last = voice
    if (voice.mode !== 'costume') return
    costume = voice.name
    if (voice.sliders) tuned.set(voice.name, voice.sliders)
    else tuned.delete(voice.name)
  }

  function dress(name: CostumeName): void {
    const sliders = tuned.get(name)
    use({ mode: 'costume', name, ...(sliders && { sliders }) })
  }

  return {
    read() {
      const voice = source()?.$voice.get() ?? last
      note(voice)
      return voice
    },
    wear: (mode) => (mode === 'costume' ? dress(costume) : use({ mode })),
    dress,
    tune: (sliders) => use({ mode: 'costume', name: costume, ...(sliders && { sliders }) }),
    cover: () => source()?.speakDisguised?.(),
  }
}
