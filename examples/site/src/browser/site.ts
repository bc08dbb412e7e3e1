import '@sanctuary/elements'
import { showStatus } from './status.ts'

// A new room opens on its own page. The host key was shown by the element; it travels in the fragment, which is never sent.
document.addEventListener('sanctuary-room-open', (event) => {
  const { room, hostKey } = (event as CustomEvent<{ room: string; hostKey?: string }>).detail
  location.assign(`/sanctuary/live/${encodeURIComponent(room)}${hostKey ? `#host=${encodeURIComponent(hostKey)}` : ''}`)
})

const status = document.getElementById('status')
const facts = document.getElementById('facts')
if (status && facts) void showStatus(status, facts)
