import { linkWithHostKey } from '@sanctuary/elements'
import { showStatus } from './status.ts'

// A new room opens on its own page. The host key travels behind the #, which is never sent, and is taken out of the address there.
document.addEventListener('sanctuary-room-open', (event) => {
  const { room, hostKey } = event.detail
  const address = `/sanctuary/live/${encodeURIComponent(room)}`
  location.assign(linkWithHostKey(address, hostKey))
})

const status = document.getElementById('status')
const facts = document.getElementById('facts')
if (status && facts) void showStatus(status, facts)
