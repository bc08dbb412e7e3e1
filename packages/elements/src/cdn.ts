/** What a script tag brings: the room at once, any other element when the page uses it. */
import { loadWhenUsed } from './load-when-used.ts'
import './room/sanctuary-room.ts'

loadWhenUsed({
  'hand-queue': () => import('./hands/hand-queue.ts'),
  'room-notices': () => import('./notices/room-notices.ts'),
  'room-status': () => import('./status/room-status.ts'),
  'sanctuary-chat': () => import('./chat/sanctuary-chat.ts'),
  'sanctuary-controls': () => import('./controls/sanctuary-controls.ts'),
  'sanctuary-create': () => import('./create/sanctuary-create.ts'),
  'sanctuary-join': () => import('./join/sanctuary-join.ts'),
  'sanctuary-people': () => import('./people/sanctuary-people.ts'),
  'sanctuary-rules': () => import('./rules/sanctuary-rules.ts'),
  'sanctuary-stage': () => import('./stage/sanctuary-stage.ts'),
  'voice-panel': () => import('./voice/voice-panel.ts'),
})
