import { FluentBundle, FluentResource } from '@fluent/bundle'
import type { TextArguments, Texts } from './texts.ts'

type Pattern = Parameters<FluentBundle['formatPattern']>[0]

/** Sentences in one language. */
export interface Messages {
  /** BCP 47 tag the sentences, numbers and plurals follow. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  /**
   * A sentence, with its arguments isolated from the direction of the text around them.
   * @param texts - the English texts the key belongs to
   * @param args - what the pattern's `{ $name }` stand for
   */
  text<All extends Texts>(texts: All, key: keyof All & string, args?: TextArguments): string
  /** The page's or the translation's sentence, where there is one; English alone has none. */
  find(key: string, args?: TextArguments): string | undefined
}

const rightToLeft = /^(ar|dv|fa|he|ku|ps|ug|ur|yi)\b/i

/**
 * Makes the sentences of one language. For each key the first of these that has it speaks: the page's override, the translation, English.
 * @param options.lang - BCP 47 tag, default `en`
 * @param options.translation - the language's texts of all parts
 * @param options.overrides - the page's own sentences by key; a pattern that cannot be read is passed over
 */
export function createMessages(options: { lang?: string; translation?: Texts; overrides?: Texts } = {}): Messages {
  const { lang = 'en', translation = {}, overrides = {} } = options
  const bundle = new FluentBundle([lang, 'en'])

  return {
    lang,
    dir: rightToLeft.test(lang) ? 'rtl' : 'ltr',
    text: (texts, key, args) => say(args, foreign(key) ?? read(key, texts[key])) ?? key,
    find: (key, args) => say(args, foreign(key)),
  }

  function say(args: TextArguments | undefined, pattern: Pattern | undefined) {
    return pattern === undefined ? undefined : bundle.formatPattern(pattern, args ?? null, [])
  }

  function foreign(key: string) {
    return read(key, overrides[key]) ?? read(key, translation[key])
  }

  function read(key: string, source: string | undefined) {
    if (source === undefined) return
    const known = bundle.getMessage(key)
    if (known) return known.value ?? undefined
    bundle.addResource(new FluentResource(`${key} = ${source.replaceAll('\n', '\n ')}`))
    return bundle.getMessage(key)?.value ?? undefined
  }
}
