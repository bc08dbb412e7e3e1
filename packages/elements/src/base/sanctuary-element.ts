import { LitElement } from 'lit'
import { property } from 'lit/decorators.js'
import type { ReadableAtom } from 'nanostores'
import type { Urgency } from './announcer.ts'
import type { Messages } from './messages/messages.ts'
import type { TextArguments, Texts } from './messages/texts.ts'
import { RootController } from './root-controller.ts'
import { StoreController } from './store-controller.ts'
import { base } from './styles/base.styles.ts'

/** Colours of an outermost element. `auto` follows the person's system: light or dark, and more contrast. */
export type ThemeName = 'auto' | 'light' | 'dark' | 'neon' | 'contrast'

/**
 * What every Sanctuary element is built on: tokens, language, announcements, stores and events.
 * @attr {string} lang - language of the words, such as `de`; default: that of the page
 * @attr {'auto'|'light'|'dark'|'neon'|'contrast'} theme - colours, where no element around sets them; default `auto`
 */
export abstract class SanctuaryElement extends LitElement {
  static override styles: typeof LitElement.styles = base

  private readonly root = new RootController(this)

  /** Colours, where no element around sets them. */
  @property({ reflect: true }) theme?: ThemeName

  /** The page's own sentences by key, such as `{ 'stage-empty': 'Nobody yet.' }`. Read by the outermost element. */
  @property({ attribute: false }) messages?: Texts

  /**
   * The language in force, also for `Intl`.
   * @internal
   */
  get words(): Messages {
    return this.root.messages
  }

  /** Binds a part's texts: `private readonly text = this.texts(stageTexts)`, then `this.text('stage-empty')`. */
  protected texts<All extends Texts>(texts: All): (key: keyof All & string, args?: TextArguments) => string {
    return (key, args) => this.root.messages.text(texts, key, args)
  }

  /**
   * Says a change once to people who do not see it. `id` names the change.
   * @internal
   */
  announce(id: string, text: string, urgency?: Urgency): void {
    this.root.services?.announcer.say(id, text, urgency)
  }

  /** Renders on every change of a store, which may come late. */
  protected watch<T>(store: () => ReadableAtom<T> | undefined): StoreController<T> {
    return new StoreController(this, store)
  }

  /** Sends a typed event. @returns false when somebody prevented what would follow */
  protected emit(event: Event): boolean {
    return this.dispatchEvent(event)
  }
}
