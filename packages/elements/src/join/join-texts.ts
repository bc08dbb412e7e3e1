import { defineTexts } from '../base/messages/texts.ts'

export const joinTexts = defineTexts({
  'join-opening': 'Opening the room…',
  'join-incomplete': 'This tag is not complete',
  'join-incomplete-what': 'It needs the address of a server and the id of a room: <sanctuary-join server="https://…" room="…">.',
  'join-live': 'Live now',
  'join-open': 'Open',
  'join-locked': 'Locked',
  'join-people': `{ $count ->
    [0] Nobody is here yet
    [one] { $count } person here
   *[other] { $count } people here
}`,
  'join-hosts': `{ $count ->
    [one] Host: { $names }
   *[other] Hosts: { $names }
}`,
  'join-before': 'Before you come in',
  'join-accept': 'I will keep these rules.',
  'join-version': 'Version { $version }',
  'join-accept-missing': 'Accept the ground rules first.',
  'join-rules-changed': 'The rules have changed meanwhile. Read them again.',
  'join-promises': 'How this room treats what you say',
  'join-no-account': 'No account, no e-mail',
  'join-not-recorded': 'The server records no sound',
  'join-all-disguised': 'Every voice stays disguised',
  'join-erased-at-end': 'Erased at the end',
  'join-erased-minutes': `{ $count ->
    [one] Erased { $count } minute after the end
   *[other] Erased { $count } minutes after the end
}`,
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
  'join-name-short': 'A name has at least two characters.',
  'join-name-wrong': 'This name cannot be shown. Choose another one.',
  'join-name-taken': 'Somebody here has this name. Choose another one.',
  'join-new-name': 'New name and picture',
  'join-new-name-said': 'Your name is { $name } now',
  'join-only-here': 'Only for this room. Nobody can link it to another one.',
  'join-returning': 'You come back as who you were in this room.',
  'join-voice': 'Your voice',
  'join-voice-what': 'Others hear your disguised voice. Choose a disguise and hear it yourself first: nothing is sent.',
  'join-check': 'Check the microphone',
  'join-checking': 'Opening the microphone…',
  'join-checking-what': 'If your browser asks, allow it.',
  'join-without-microphone': 'You join without a microphone.',
  'join-listening': 'You come in to listen. A host can invite you to speak; your voice is disguised then.',
  'join-act': 'Join with microphone off',
  'join-act-listen': 'Join and listen',
  'join-act-write': 'Join and write',
  'join-act-back': 'Come back in',
  'join-joining': 'Joining…',
  'join-approval': 'A host lets each person in. You wait a moment, and they see your name.',
  'join-honest': 'A disguise makes you harder to recognise, not anonymous. Wording and accent can still give you away.',
  'join-host': 'I am the host',
  'join-host-key': 'Host key',
  'join-host-key-what': 'The code you were shown when you made the room.',
  'join-host-key-wrong': 'This key does not open this room. Check the code.',
  'join-host-with-key': 'You come in as host.',
  'join-again': 'We look again every { $seconds } seconds. Last look at { $time }.',
  'join-wait-place': 'You go in by yourself as soon as there is a place. Last look at { $time }.',
  'join-open-now': 'You can come in now.',
  'join-waiting-as': 'You wait as { $name }',
})
