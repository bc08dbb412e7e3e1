/** Names whose values are never written: what opens something, what says where somebody is, what somebody wrote. */
const hidden = new Set(
  `authorization cookie credential credentials hostkey jwt password secret token apikey apisecret identity subject
  address addresses agent email forwarded headers ip referer referrer remoteaddress useragent xforwardedfor
  agreedto alias args body description input message note parameters picture query reason reply rules text topic value`.split(/\s+/),
)
/** Names of ids: they tell who did what where, so they are for debugging only. */
const ids = new Set('author channel channels key participant participants room rooms tab'.split(' '))

/** Shapes of what must not be written, wherever they turn up in a sentence. */
const shapes = new RegExp(
  [
    /\beyJ[\w-]+\.[\w-]+\.[\w-]*/, // a JWT
    /\b[a-z]+_[\w-]{43}/, // a credential
    /\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b/, // a host key
    /(?<=:\/\/)[^\s/@]+@/, // user and password of an address
    /[\w.+-]+@[\w-]+\.[\w.]+/, // an e-mail address
    /\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b/, // IPv4, but for this computer's own
    /\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b|(?:[0-9a-f]{1,4}:)*[0-9a-f]{1,4}::(?:[0-9a-f]{1,4}:?)*/, // IPv6
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

/**
 * A copy of something to be logged without what must never be in a log.
 * @param options.ids - whether room and participant ids may stay
 */
export function redact(value: unknown, options: { readonly ids: boolean }, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 5) return '[deep]'
  if (value instanceof Error) return redactError(value, options, depth)
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, options, depth + 1))
  if ('toJSON' in value && typeof value.toJSON === 'function') return redact(value.toJSON(), options, depth + 1)
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const plain = name.toLowerCase().replace(/[-_]/g, '')
      const isHidden = hidden.has(plain) || (!options.ids && ids.has(plain))
      return [name, isHidden ? '[hidden]' : redact(item, options, depth + 1)]
    }),
  )
}

/** A sentence without credentials, addresses and the like. */
export const redactText = (text: string): string => text.replace(shapes, '[hidden]')

/**
 * What helps to find a fault, and nothing more: a database error's detail, query and parameters hold what people wrote, and so do the
 * quotes of its message when a value had the wrong form (class 22) or was there already (class 23).
 */
function redactError(error: Error, options: { readonly ids: boolean }, depth: number): object {
  const { code, constraint_name: constraint, table_name: table, cause } = error as Error & Record<string, unknown>
  const aboutData = typeof code === 'string' && /^2[23]/.test(code)
  const message = redactText(aboutData ? error.message.replace(/"[^"]*"/g, '"…"') : error.message)
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint, table }),
    stack: places?.join('\n'),
    ...(cause === undefined ? {} : { cause: redact(cause, options, depth + 1) }),
  }
}
