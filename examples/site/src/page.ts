import { html } from 'hono/html'

/** One page of the site around its body. */
export const page = ({ title, body, bare = false }: { title: string; body: unknown; bare?: boolean }) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="dark light">
<title>${title} · Sanctuary</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/assets/style.css">
<script type="module" src="/api/assets/site.js"></script>
</head>
<body${bare ? html` class="bare"` : ''}>
${bare ? '' : html`<header class="top"><a class="brand" href="/">Sanctuary</a><nav aria-label="Site"><a href="/sanctuary">Start a room</a><a href="/status">Status</a></nav></header>`}
${body}
</body>
</html>`
