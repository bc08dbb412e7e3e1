import { SanctuaryError } from '@sanctuary/sdk-core'
import '../../src/index.ts'
import '../../src/room/live-room.ts'
import { chatScenes } from './chat-scenes.ts'
import { entrances } from './entrance-scenes.ts'
import { scenes } from './scenes.ts'

/** What one picture shows. */
interface Request {
  readonly tag: string
  readonly scene?: string
  readonly error?: string
  readonly theme: string
  readonly dir: string
  /** What is written into fields, by their id. */
  readonly fill?: Readonly<Record<string, string>>
  /** Labels of buttons to press one after another, anywhere inside. */
  readonly press?: readonly string[]
}

/** Puts one element on the page in the state of a scene. */
async function show({ tag, scene, error, theme, dir, fill = {}, press = [] }: Request): Promise<void> {
  document.body.replaceChildren()
  document.documentElement.dir = dir
  const element = document.createElement(tag) as HTMLElement & { room?: unknown; joined?: unknown; error?: unknown }
  element.setAttribute('theme', theme)
  const room = scene ? (scenes[scene] ?? chatScenes[scene])?.() : undefined
  if (tag === 'sanctuary-room') element.joined = room
  else if (room) element.room = room
  if (error) element.error = new SanctuaryError(error as never)
  if (scene) await entrances[scene]?.(element)
  document.body.append(element)
  await customElements.whenDefined('live-room')
  await settle()
  for (const [id, value] of Object.entries(fill)) {
    const field = element.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`)
    if (field) field.value = value
  }
  for (const label of press) {
    find(document.body, label)?.click()
    await settle()
  }
}

function find(root: ParentNode, label: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
    if (element.matches('button, summary, [role=tab]') && name.replace(/[\u2068\u2069]/g, '').startsWith(label) && element.offsetParent)
      return element
    const inside = element.shadowRoot && find(element.shadowRoot, label)
    if (inside) return inside
  }
  return undefined
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 120))

Object.assign(globalThis, { show })
document.documentElement.dataset.ready = ''
