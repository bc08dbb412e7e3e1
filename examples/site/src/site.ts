import { Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { page } from './page.ts'
import { home } from './pages/home.ts'
import { room } from './pages/room.ts'
import { start } from './pages/start.ts'
import { status } from './pages/status.ts'

/**
 * The pages around the kit. Every one works under a strict content security policy with trusted types.
 * @param mediaServer - where browsers reach a media server elsewhere; default: on this computer
 */
export function createSite(kit: Hono, mediaServer?: string): Hono {
  const site = new Hono()
  site.route('/', kit)
  site.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      crossOriginEmbedderPolicy: false,
      permissionsPolicy: { microphone: ['self'], screenWakeLock: ['self'] },
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        // The media server listens on a port of its own.
        connectSrc: ["'self'", 'ws://localhost:*', 'ws://127.0.0.1:*', 'http://127.0.0.1:*', ...originsOf(mediaServer)],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    }),
  )
  site.get('/', (context) => context.html(home()))
  site.get('/sanctuary', (context) => context.html(start()))
  site.get('/sanctuary/live/:room', (context) => context.html(room(context.req.param('room'))))
  site.get('/status', (context) => context.html(status()))
  site.notFound((context) =>
    context.html(
      page({
        title: 'Nothing here',
        body: html`<main class="narrow"><h1>There is nothing at this address</h1><p>The link may be cut short. Ask for it again, or start a room of your own.</p><p><a class="action" href="/sanctuary">Start a room</a></p></main>`,
      }),
      404,
    ),
  )
  return site
}

/** Both ways a page speaks to a media server: the connection, and the request that says why there is none. */
function originsOf(address: string | undefined): string[] {
  if (address === undefined) return []
  const { host, protocol } = new URL(address)
  return protocol === 'wss:' || protocol === 'https:' ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`]
}
