const formats = new Map<string, Intl.DateTimeFormat>()

/** The time of day a message was written. */
export const sayTime = (lang: string, at: string): string => format(lang, { timeStyle: 'short' }).format(new Date(at))

/** The day, for the line between two days. */
export const sayDay = (lang: string, at: string): string =>
  format(lang, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at))

/** Making one costs more than a thousand uses. */
function format(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(lang, options)
  formats.set(key, known)
  return known
}
