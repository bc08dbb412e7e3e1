import { defineTexts } from '../base/messages/texts.ts'

/** What the shell says before and around the live room. */
export const roomTexts = defineTexts({
  'room-incomplete': 'This room tag is not complete',
  'room-incomplete-what': 'It needs the address of a server and the id of a room: <sanctuary-room server="https://…" room="…">.',
  'room-quick-exit': 'Quick exit',
  'room-quick-exit-what': 'Leaves at once, forgets you and opens another page. Also: press Esc three times.',
})
