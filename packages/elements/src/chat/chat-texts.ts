import { defineTexts } from '../base/messages/texts.ts'

export const chatTexts = defineTexts({
  'chat-label': 'Chat',
  'chat-log': 'Messages',
  'chat-empty': 'No messages yet.',
  'chat-empty-what': 'Write to everyone, or read along.',
  'chat-absent': 'This server has no chat.',
  'chat-erased-at-end': 'Messages are erased at the end.',
  'chat-erased-minutes': `{ $count ->
    [one] Messages are erased { $count } minute after the end.
   *[other] Messages are erased { $count } minutes after the end.
}`,
  'chat-erased-hours': `{ $count ->
    [one] Messages are erased { $count } hour after the end.
   *[other] Messages are erased { $count } hours after the end.
}`,
  'chat-erased-days': `{ $count ->
    [one] Messages are erased { $count } day after the end.
   *[other] Messages are erased { $count } days after the end.
}`,
  'chat-older': 'Show older messages',
  'chat-older-loading': 'Loading older messages…',
  'chat-unread': 'New',
  'chat-to-new': `{ $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}`,
  'chat-to-end': 'To the newest message',
  'chat-you': 'You',
  'chat-who': '{ $name }, { $time }:',
  'chat-gone': 'Somebody who left',
  'chat-show-all': 'Show all',
  'chat-new-tab': '(opens a new tab)',
  'chat-hidden': `{ $count ->
    [one] { $count } message of somebody you hid
   *[other] { $count } messages of people you hid
}`,
  'chat-hidden-show': 'Show',
  'chat-hidden-hide': 'Hide again',
  'chat-sending': 'Sending…',
  'chat-kept': 'Kept until you are connected again',
  'chat-failed': 'Not sent. { $reason }',
  'chat-retry': 'Try again',
  'chat-discard': 'Discard',
  'chat-said': '{ $name }: { $text }',
  'chat-said-many': '{ $count } new messages',
  'chat-typing-one': '{ $name } is writing',
  'chat-typing-two': '{ $name } and { $other } are writing',
  'chat-typing-many': '{ $count } people are writing',
})

export const composerTexts = defineTexts({
  'composer-label': 'Message to everyone',
  'composer-placeholder': 'Write to everyone',
  'composer-send': 'Send',
  'composer-left': `{ $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}`,
  'composer-long': `{ $count ->
    [one] { $count } character too long. Shorten it, or send it in two parts.
   *[other] { $count } characters too long. Shorten it, or send it in two parts.
}`,
  'composer-over': 'You are no longer in this room.',
})
