import { defineTexts } from '../base/messages/texts.ts'

export const joinTexts = defineTexts({
  'join-live': 'Live now',
  'join-people': `{ $count ->
    [0] Nobody is here yet
    [one] { $count } person here
   *[other] { $count } people here
}`,
  'join-hosts': 'Hosts: { $names }',
  'join-locked': 'Locked',
  'join-before': 'Before you come in',
  'join-accept': 'I will keep these rules.',
  'join-version': 'Version { $version }',
  'join-accept-missing': 'Accept the ground rules first.',
  'join-no-account': 'No account, no e-mail',
  'join-nobody-records': 'Nobody records',
  'join-erased-at-end': 'Erased at the end',
  'join-erased-minutes': 'Erased { $count } min after the end',
  'join-erased-hours': `{ $count ->
    [one] Erased { $count } hour after the end
   *[other] Erased { $count } hours after the end
}`,
  'join-erased-days': `{ $count ->
    [one] Erased { $count } day after the end
   *[other] Erased { $count } days after the end
}`,
  'join-appear': 'How you will appear',
  'join-name': 'Name in this room',
  'join-name-short': 'At least two letters.',
  'join-name-taken': 'Somebody here has this name. Choose another one.',
  'join-new-name': 'New name and picture',
  'join-only-here': 'Only for this room. Nobody can link it to another one.',
  'join-voice': 'Your voice',
  'join-check': 'Check the microphone',
  'join-check-what': 'Hear your disguised voice before anybody else does. Nothing is sent.',
  'join-checking': 'Opening the microphone…',
  'join-device': 'Microphone',
  'join-device-default': 'Microphone { $number }',
  'join-listening': 'You come in to listen. A host can invite you to speak.',
  'join-no-audio': 'You can write. { $reason }',
  'join-act': 'Join with microphone off',
  'join-act-listen': 'Join and listen',
  'join-act-write': 'Join and write',
  'join-joining': 'Joining…',
  'join-approval': 'A host lets each person in.',
  'join-host': 'I am the host',
  'join-host-key': 'Host key',
  'join-host-with-key': 'You come in as host.',
})
