import { html } from 'hono/html'
import { page } from '../page.ts'

/** What this is, and the way in. */
export const home = () =>
  page({
    title: 'Talk without being recognised',
    body: html`<main>
  <section class="hero">
    <h1>Talk, write, be heard. Nobody has to know who you are.</h1>
    <p class="lead">A room for people who must stay anonymous: no account, a name for this room only, and a disguised voice.</p>
    <p class="actions"><a class="action" href="/sanctuary">Start a room</a></p>
  </section>
  <ul class="facts">
    <li><h2>No account</h2><p>Nothing personal is asked. Your name and picture belong to one room and cannot be linked to another.</p></li>
    <li><h2>A disguised voice</h2><p>Your voice is changed on your device before it leaves it. If the disguise stops, you are silent, never heard undisguised.</p></li>
    <li><h2>Hosts who can act</h2><p>A host can mute, remove, lock and end, and the server makes it so.</p></li>
    <li><h2>Erased</h2><p>What is said in a room is erased after it ends. The room says when.</p></li>
  </ul>
  <section class="limits">
    <h2>What it cannot do</h2>
    <p>A disguise makes you harder to recognise, not anonymous. Your wording, your accent and the sounds around you can still give you away, and people in the room may remember what you say.</p>
  </section>
</main>`,
  })
