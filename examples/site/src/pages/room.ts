import { html } from 'hono/html'
import { page } from '../page.ts'

/** The room: one element is the whole page. */
export const room = (id: string) =>
  page({ title: 'Room', bare: true, body: html`<sanctuary-room server="/api" room="${id}" theme="auto"></sanctuary-room>` })
