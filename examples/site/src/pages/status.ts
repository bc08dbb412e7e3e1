import { html } from 'hono/html'
import { page } from '../page.ts'

/** Whether the server answers; filled in by the page's script. */
export const status = () =>
  page({
    title: 'Status',
    body: html`<main class="narrow"><h1>Status</h1><p id="status" role="status">Asking the server…</p><dl id="facts" class="pairs"></dl></main>`,
  })
