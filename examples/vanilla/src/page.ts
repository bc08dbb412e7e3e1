import { createSanctuaryClient } from '@sanctuary/sdk-core'

const element = <Type extends HTMLElement>(id: string) => document.getElementById(id) as Type
const list = (id: string, lines: readonly string[]) =>
  element(id).replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li')
      item.textContent = line
      return item
    }),
  )

const client = createSanctuaryClient({ server: location.origin })

// The room's id travels in the fragment: the first window makes the room, whoever has the link joins it.
async function roomId(): Promise<string> {
  if (location.hash.length > 1) return location.hash.slice(1)
  const { room } = await client.rooms.create({ topic: 'A plain room' })
  location.hash = room.id
  return room.id
}

const room = await client.join(await roomId())
room.$settings.subscribe((settings) => {
  element('topic').textContent = settings?.topic ?? ''
})
room.$connection.subscribe(({ state, reason }) => {
  element('status').textContent = reason?.message ?? state
})
room.participants.$people.subscribe((people) => {
  list(
    'people',
    people.map(({ alias, role, id }) => `${alias} (${role})${id === room.me ? ', you' : ''}`),
  )
})
room.chat.$messages.subscribe((messages) => {
  const names = new Map(room.participants.$people.get().map(({ id, alias }) => [id, alias]))
  list(
    'messages',
    messages.map(({ author, text }) => `${names.get(author) ?? 'Somebody who left'}: ${text}`),
  )
})
element<HTMLFormElement>('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const text = String(new FormData(form).get('text'))
  form.reset()
  room.chat.send(text).catch((error) => {
    element('status').textContent = error.message
  })
})
