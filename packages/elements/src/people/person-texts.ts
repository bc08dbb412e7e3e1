import { defineTexts } from '../base/messages/texts.ts'

/** How a person's state is said, on the stage and in the list. */
export const personTexts = defineTexts({
  'person-you': 'You · { $state }',
  'person-you-on': 'You · Mic on',
  'person-reconnecting': 'Reconnecting…',
  'person-voice-paused': 'Voice paused',
  'person-speaking': 'Speaking',
  'person-hand': `{ $place ->
    [1] Hand up, first
    [2] Hand up, second
    [3] Hand up, third
   *[other] Hand up, number { $place }
}`,
  'person-silenced': 'Muted by a host',
  'person-asked': 'Asked to unmute',
  'person-muted-for-me': 'Muted for you',
  'person-hidden': 'Hidden for you',
  'person-away': 'Away',
  'person-writing': 'Writing…',
  'person-microphone-on': 'Microphone on',
  'person-muted': 'Muted',
  'person-listening': 'Listening',
  'person-successor': 'Next host',
  'role-host': 'Host',
  'role-moderator': 'Moderator',
  'role-speaker': 'Speaker',
  'role-listener': 'Listener',
})
