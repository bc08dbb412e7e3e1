import { defineTexts } from '../base/messages/texts.ts'

export const rulesTexts = defineTexts({
  'rules-title': 'Ground rules',
  'rules-none': 'This room has no rules of its own.',
  'rules-version': 'Version { $version }',
  'rules-changed': 'These rules have changed while you were here.',
  'rules-accept': 'I will keep them',
  'rules-about': 'About this room',
  'rules-erased-at-end': 'What is said here is erased at the end.',
  'rules-erased-minutes': `{ $count ->
    [one] What is said here is erased { $count } minute after the end.
   *[other] What is said here is erased { $count } minutes after the end.
}`,
  'rules-erased-hours': `{ $count ->
    [one] What is said here is erased { $count } hour after the end.
   *[other] What is said here is erased { $count } hours after the end.
}`,
  'rules-erased-days': `{ $count ->
    [one] What is said here is erased { $count } day after the end.
   *[other] What is said here is erased { $count } days after the end.
}`,
  'rules-capacity': 'Room for { $count } people.',
  'rules-locked': 'Locked: nobody new can come in.',
  'rules-approval': 'A host lets each person in.',
})
