import { defineTexts } from '../base/messages/texts.ts'

export const noticeTexts = defineTexts({
  'notice-promoted-speaker': 'You may speak now. Your microphone stays off until you switch it on.',
  'notice-promoted-moderator': 'You are a moderator now.',
  'notice-promoted-host': 'You are a host now.',
  'notice-demoted-listener': 'You are in the audience now. You can listen, write and raise your hand.',
  'notice-demoted-speaker': 'You are a speaker now.',
  'notice-demoted-moderator': 'You are a moderator now.',
  'notice-muted': 'A host muted you. You can raise your hand.',
  'notice-unmuteAsked': 'A host asks you to speak.',
  'notice-admitted': 'A host let you in. Welcome.',
  'notice-becameHost': 'The hosts have gone. You are the host now.',
  'notice-pingSeen': 'A host has seen that you asked for one.',
  'notice-reason': '{ $sentence } Reason: { $reason }',
  'notice-rules': 'The ground rules have changed.',
  'notice-unmute': 'Unmute',
  'notice-not-now': 'Not now',
  'notice-dismiss': 'All right',
  'notice-read-rules': 'Read them',
})
