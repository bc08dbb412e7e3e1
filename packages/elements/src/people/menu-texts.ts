import { defineTexts } from '../base/messages/texts.ts'

/** A person's menu and what it opens. */
export const menuTexts = defineTexts({
  'person-menu': 'What you can do about { $name }',
  'person-menu-self': 'What you can do about yourself',
  'person-mute-for-me': 'Mute for me',
  'person-hear-again': 'Hear again',
  'person-hide': 'Hide for me',
  'person-show': 'Show again',
  'person-ask-to-unmute': 'Ask to unmute',
  'person-mute': 'Mute for everyone',
  'person-lower-hand': 'Lower the hand',
  'person-to-host': 'Make host',
  'person-to-moderator': 'Make moderator',
  'person-invite': 'Invite to speak',
  'person-to-speaker': 'Make speaker',
  'person-to-listener': 'Move to the audience',
  'person-name-successor': 'Takes over when the hosts have gone',
  'person-remove': 'Remove…',
  'person-rename': 'Change name and picture…',

  'remove-title': 'Remove { $name }?',
  'remove-what': 'They are gone at once: sound, messages and every page they have open.',
  'remove-reason': 'Reason, shown to them',
  'remove-ban': 'They cannot come back to this room',
  'remove-honest':
    'We do not know who people are. In a fresh browser the same human is a new person to this room. To keep the room safe from that, close the door behind them:',
  'remove-lock': 'Lock the room: nobody new can come in',
  'remove-approval': 'Ask before letting anybody in',
  'remove-cancel': 'Cancel',
  'remove-act': 'Remove',

  'rename-title': 'How you appear here',
  'rename-name': 'Name in this room',
  'rename-short': 'A name has at least two characters.',
  'rename-picture': 'New picture',
  'rename-note': 'Only for this room. Nobody can link it to another one.',
  'rename-act': 'Save',
})
