import { ContextConsumer, ContextProvider } from '@lit/context'
import type { CSSResult, LitElement, ReactiveController } from 'lit'
import { atom } from 'nanostores'
import { createAnnouncer } from './announcer.ts'
import { closestLanguage } from './messages/closest-language.ts'
import { findLanguage } from './messages/languages.ts'
import { createMessages, type Messages } from './messages/messages.ts'
import type { Texts } from './messages/texts.ts'
import { type Services, servicesContext } from './services.ts'
import { StoreController } from './store-controller.ts'
import { tokens } from './styles/tokens.styles.ts'

/** An element that may be the outermost one. */
interface Host extends LitElement {
  /** The page's own sentences by key. */
  messages?: Texts
}

/**
 * Finds the services of the element around the host. Where there is none the host is the outermost element: it carries the tokens,
 * follows the page's language and holds the live regions, for itself and for everything inside.
 */
export class RootController implements ReactiveController {
  private outer: Services | undefined
  private own: Services | undefined
  private provider: ContextProvider<typeof servicesContext, Host> | undefined
  private readonly $messages = atom<Messages>(createMessages())
  private readonly shown: StoreController<Messages>
  private watcher: MutationObserver | undefined
  private wanted: string | undefined
  private turned = false
  private overrides: Texts | undefined
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
    new ContextConsumer(host, { context: servicesContext, callback: (services) => this.adopt(services), subscribe: true })
    host.addController(this)
    this.shown = new StoreController(host, () => this.services?.$messages)
  }

  /** Those of the element around, or the host's own. Known once connected. */
  get services(): Services | undefined {
    return this.outer ?? this.own
  }

  get messages(): Messages {
    return this.shown.value ?? this.$messages.get()
  }

  hostConnected(): void {
    if (!this.outer) this.lead()
  }

  hostUpdate(): void {
    if (this.own && this.host.messages !== this.overrides) this.speak()
  }

  hostDisconnected(): void {
    this.outer = undefined
    this.resign()
  }

  private adopt(services: Services | undefined): void {
    if (!services || services === this.own) return
    this.outer = services
    this.resign()
  }

  private lead(): void {
    const root = this.host.renderRoot as ShadowRoot
    wear(root, tokens)
    this.own = { $messages: this.$messages, announcer: createAnnouncer(root) }
    this.provider ??= new ContextProvider(this.host, { context: servicesContext })
    this.provider.setValue(this.own)
    this.watcher = new MutationObserver(() => this.speak())
    for (const element of [this.host, document.documentElement]) this.watcher.observe(element, { attributeFilter: ['lang'] })
    this.speak()
  }

  private resign(): void {
    this.watcher?.disconnect()
    this.own?.announcer.stop()
    this.own = undefined
    this.wanted = undefined
    this.provider?.setValue(this.outer)
  }

  /** Follows the language in force; a translation that cannot be loaded leaves English. */
  private speak(): void {
    const lang = closestLanguage(this.host)
    const overrides = this.host.messages
    if (lang === this.wanted && overrides === this.overrides) return
    this.wanted = lang
    this.overrides = overrides
    const found = findLanguage(lang)
    if (!found) this.use(createMessages({ lang: lang.startsWith('en') ? lang : 'en', overrides }))
    found?.load().then(
      ({ default: translation }) => {
        if (this.wanted === lang) this.use(createMessages({ lang, translation, overrides }))
      },
      () => this.use(createMessages({ overrides })),
    )
  }

  /** A language given to the element alone also turns it round, unless the page says which way it runs. */
  private use(messages: Messages): void {
    this.$messages.set(messages)
    if (this.turned) this.host.removeAttribute('dir')
    this.turned = this.host.hasAttribute('lang') && !this.host.hasAttribute('dir') && !this.host.matches(`:dir(${messages.dir})`)
    if (this.turned) this.host.dir = messages.dir
  }
}

function wear(root: ShadowRoot, sheet: CSSResult): void {
  const style = sheet.styleSheet
  if (style && !root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [style, ...root.adoptedStyleSheets]
}
