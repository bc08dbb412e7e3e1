import { css } from 'lit'

export const styles = css`
  :host { position: relative; isolation: isolate; block-size: 100dvh; min-block-size: 30rem; background: var(--s-bg); overflow: clip; container-type: inline-size; }
  :host([gone]) { visibility: hidden; }
  live-room { block-size: 100%; }
  .entrance { position: relative; display: flex; flex-direction: column; min-block-size: 100%; max-block-size: 100%; overflow-y: auto; isolation: isolate; }
  .entrance > .head { display: flex; align-items: center; gap: var(--s-3); inline-size: 100%; max-inline-size: 76rem; margin-inline: auto; padding: var(--s-6) var(--s-8) var(--s-4); } .entrance > .content { position: relative; z-index: 1; flex: 1; inline-size: 100%; max-inline-size: 76rem; margin-inline: auto; padding: var(--s-2) var(--s-8) var(--s-14); }
  .entrance > .garden { position: sticky; flex: none; margin-block-start: -11rem; }
  .content:has(> room-status, > .card) { display: grid; align-content: safe center; } .brand { display: inline-flex; gap: var(--s-3); align-items: center; font-weight: 600; min-inline-size: 0; }
  @container (inline-size < 43.75rem) { .entrance > .head { padding: var(--s-4); } .entrance > .content { padding: var(--s-2) var(--s-4) var(--s-10); } .entrance > .garden { block-size: 5rem; margin-block-start: -5rem; } }
`
