import type { Texts } from './texts.ts'

/** Translations by language, each loaded when first asked for. English is built in. */
export const languages: Readonly<Record<string, () => Promise<{ default: Texts }>>> = {}

/**
 * The best translation there is for a tag: `de-AT` finds `de`.
 * @returns its language and how to load it, or undefined for English
 */
export function findLanguage(tag: string, from = languages): { lang: string; load: () => Promise<{ default: Texts }> } | undefined {
  const parts = tag.split('-')
  while (parts.length) {
    const lang = parts.join('-')
    const load = from[lang]
    if (load) return { lang, load }
    parts.pop()
  }
  return undefined
}
