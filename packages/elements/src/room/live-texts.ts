import { defineTexts } from '../base/messages/texts.ts'

/** What the live room says around its parts. */
export const liveTexts = defineTexts({
  'live-here': `{ $count ->
    [one] { $count } here
   *[other] { $count } here
}`,
  'live-erased-at-end': 'erased at the end',
  'live-erased-minutes': 'erased { $count } min after the end',
  'live-erased-hours': `{ $count ->
    [one] erased { $count } hour after the end
   *[other] erased { $count } hours after the end
}`,
  'live-erased-days': `{ $count ->
    [one] erased { $count } day after the end
   *[other] erased { $count } days after the end
}`,
  'live-connected': 'Connected',
  'live-connecting': 'Connecting…',
  'live-reconnecting': 'Reconnecting…',
  'live-offline': 'Offline',
  'live-locked': 'Locked',
  'live-ask': 'Ask a host',
  'live-help': 'Help',
  'live-panel': 'Side panel',
  'live-views': 'Views',
  'live-header': 'Room',
  'live-stage': 'Stage',
  'live-controls': 'Your controls',
  'live-audio': 'Audio',
  'live-chat': 'Chat',
  'live-chat-unread': `{ $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}`,
  'live-people': 'People',
  'live-people-count': '{ $count } here',
  'live-people-calls': `{ $count ->
    [one] { $count } waits for a host
   *[other] { $count } wait for a host
}`,
  'live-rules': 'Rules',
  'live-voice': 'Voice',
  'live-rules-changed': 'The ground rules have changed.',
  'live-rules-read': 'Read them',
})
