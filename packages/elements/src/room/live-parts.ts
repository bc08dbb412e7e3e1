/** Every part of a joined room. They load together, after joining. */
import '../controls/sanctuary-controls.ts'
import '../hands/hand-queue.ts'
import '../notices/room-notices.ts'
import '../people/sanctuary-people.ts'
import '../rules/sanctuary-rules.ts'
import '../stage/sanctuary-stage.ts'
import '../status/room-status.ts'
import '../voice/voice-panel.ts'
