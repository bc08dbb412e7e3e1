import { type ErrorKind, errors, SanctuaryError } from '../src/index.ts'

/** `docs/errors.md`, from the table of errors. */
export function errorsPage(): string {
  const all = Object.entries(errors) as [keyof typeof errors, ErrorKind][]
  const fromServer = all.filter(([, { status }]) => status > 0)
  const fromPage = all.filter(([, { status }]) => status === 0)
  return `# Errors

Written by \`packages/protocol/scripts/snapshot.ts\` from the table in \`packages/protocol/src/errors.ts\`; change it there.

Every action of the SDK rejects with a \`SanctuaryError { code, message, retryable, details?, retryAfterMs?, help }\`; the HTTP door answers the same
as \`application/problem+json\`. Switch on \`code\`. The sentence is for people: it may be shown as it is, and it may improve.
**Retryable** means that the same call may succeed later without change; wait at least \`retryAfterMs\`, or the \`Retry-After\` header, where there is one.

## From the server
${fromServer.map(section).join('')}
## From the page itself
These never cross the wire: they say what happened on the way to the server, or to microphone and sound.
${fromPage.map(section).join('')}`
}

function section([code, { status, retryable, message }]: [keyof typeof errors, ErrorKind]): string {
  const [, anchor = ''] = new SanctuaryError(code).help.split('#')
  const facts = [...(status > 0 ? [`HTTP ${status}`] : []), retryable ? 'retryable' : 'not retryable'].join(' · ')
  return `
### <a id="${anchor}"></a>${code}
${message}

${facts}
`
}
