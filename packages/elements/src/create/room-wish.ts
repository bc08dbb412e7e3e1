import type { SanctuaryClient, SanctuaryError } from '@sanctuary/sdk-core'
import type { createTexts } from './create-texts.ts'
import { limits } from './limits.ts'

type Wish = Parameters<SanctuaryClient['rooms']['create']>[0]

/** Fields that can be wrong, in their order on the page. */
export const fieldNames = ['topic', 'description', 'rules', 'capacity', 'emoji', 'language', 'tags'] as const
export type FieldName = (typeof fieldNames)[number]

/** What is wrong, by field. */
export type Problems = Partial<Record<FieldName, keyof typeof createTexts>>

/** Reads the form as the room somebody wishes for. */
export function readWish(data: FormData, rules: readonly string[]): Wish {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  return {
    topic: text('topic'),
    description: text('description'),
    rules: [...rules],
    newcomers: text('newcomers') === 'listener' ? 'listener' : 'speaker',
    capacity: Number(text('capacity') || Number.NaN),
    eraseAfterMinutes: Number(text('erase')),
    approval: data.has('approval'),
    undisguised: data.has('ownVoices') ? 'with-consent' : 'never',
    emoji: text('emoji'),
    language: text('language'),
    tags: [
      ...new Set(
        text('tags')
          .split(/[,،、]/)
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ],
  }
}

/** What would be refused, found before asking. */
export function findProblems({ topic, capacity = 0, emoji = '', tags = [] }: Wish): Problems {
  const { least, most } = limits.capacity
  return {
    ...(topic === '' ? { topic: 'create-topic-missing' } : {}),
    ...(Number.isInteger(capacity) && capacity >= least && capacity <= most ? {} : { capacity: 'create-capacity-wrong' }),
    ...(isEmoji(emoji) ? {} : { emoji: 'create-emoji-wrong' }),
    ...(tags.length <= limits.tags && tags.every((tag) => tag.length <= limits.tag) ? {} : { tags: 'create-tags-wrong' }),
  }
}

/** The fields a server refused; none where it was about something else. */
export function refusedFields({ code, details }: SanctuaryError): Problems {
  const { fields } = (details ?? {}) as { fields?: { path?: unknown }[] } // the server's word; only compared
  if (code !== 'INVALID_INPUT' || !Array.isArray(fields)) return {}
  const names = fields.map(({ path }) => String(path).split('.')[0])
  return Object.fromEntries(fieldNames.filter((name) => names.includes(name)).map((name) => [name, 'create-refused']))
}

function isEmoji(text: string): boolean {
  if (text === '') return true
  const one = [...new Intl.Segmenter().segment(text)].length === 1
  return one && text.length <= limits.emoji && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text)
}
