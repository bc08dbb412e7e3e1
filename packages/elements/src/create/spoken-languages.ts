const codes =
  'am ar az bg bn cs da de el en es et fa fi fil fr gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ku lt lv ml mr ms my nb ne nl pa pl ps pt ro ru sk sl so sq sr sv sw ta te th ti tr uk ur uz vi yo zh zu'

/**
 * Languages to choose from, by their names in the reader's language, in that language's order.
 * @param lang - the reader's; it is always among them
 */
export function spokenLanguages(lang: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([lang, 'en'], { type: 'language' })
  const own = new Intl.Locale(lang).language
  const all = new Set([...codes.split(' '), own])
  const { compare } = new Intl.Collator(lang)
  return [...all].map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name))
}
