import { html } from 'hono/html'
import { page } from '../page.ts'

/** Create a room now. */
export const start = () =>
  page({
    title: 'Start a room',
    body: html`<main class="narrow"><sanctuary-create server="/api" room-url="/sanctuary/live/" theme="auto"></sanctuary-create></main>`,
  })
