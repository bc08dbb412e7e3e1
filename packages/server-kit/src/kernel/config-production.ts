import type * as z from 'zod'
import type { ServerOptions } from './config-schema.ts'

/** What must hold where real people are: nothing guessable, nothing made up, nobody let in by default. */
export function checkForProduction(options: z.output<typeof ServerOptions>): string[] {
  const { secret, previousSecret, origins, publicUrl, livekit, identity } = options
  const problems: string[] = []
  if (secret === undefined) {
    problems.push('secret: must be given in production (SANCTUARY_SECRET). Make one with: openssl rand -base64 48')
  }
  const named = { secret, previousSecret, 'identity.secret': identity?.secret, 'livekit.apiSecret': livekit.apiSecret }
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined && isGuessable(value))
      problems.push(`${name}: is a default or can be guessed. Make one with: openssl rand -base64 48`)
  }
  if (publicUrl === undefined) problems.push('publicUrl: must be given in production (SANCTUARY_PUBLIC_URL), such as https://talk.example')
  if (origins === '*') problems.push('origins: "*" is not for production. Name the sites that may use this server (SANCTUARY_ORIGINS)')
  return problems
}

/** Words of examples, the media server's development secret, and what has hardly any different characters. */
function isGuessable(secret: string): boolean {
  return (
    secret === 'secret' ||
    /change.?(me|this)|example|placeholder|insecure|default|password|your.?secret|0123456789|abcdefgh/i.test(secret) ||
    new Set(secret).size < 10
  )
}
