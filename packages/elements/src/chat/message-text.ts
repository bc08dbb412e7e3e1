import { tokenize } from 'linkifyjs'
import { html, type TemplateResult } from 'lit'

/** A piece of a message: words, or the address of another page. */
type Piece = string | { readonly text: string; readonly href: string }

/** Every address has a point or a colon between two characters. */
const mayHaveLinks = /\S[.:]\S/

/**
 * Finds the addresses in what a person wrote. Only pages of the web become links; nothing is fetched, and everything else stays text.
 * @param text - as it was written
 */
export function findLinks(text: string): Piece[] {
  if (!mayHaveLinks.test(text)) return [text]
  return tokenize(text).map((token) => {
    const words = token.toString()
    const href = token.isLink && token.t === 'url' ? webAddress(token.toHref('https')) : undefined
    return href === undefined ? words : { text: words, href }
  })
}

/** What a person wrote, as text and links. */
export function messageText(text: string, newTab: string): (string | TemplateResult)[] {
  return findLinks(text).map((piece) =>
    typeof piece === 'string'
      ? piece
      : html`<a class="link" href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${piece.text}<span class="sr"> ${newTab}</span></a>`,
  )
}

/** An address to follow, or undefined: other schemes, and names that hide where it leads (`https://bank.example@evil.example`). */
function webAddress(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined
  const { protocol, username, password, href: whole } = new URL(href)
  return (protocol === 'https:' || protocol === 'http:') && !username && !password ? whole : undefined
}
