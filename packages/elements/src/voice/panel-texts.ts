import { defineTexts } from '../base/messages/texts.ts'

/** Where one's voice stands in a room, and what to do about it. */
export const panelTexts = defineTexts({
  'voice-idle': 'Switch your microphone on and say a few words: the disguise finds your pitch. Nothing is sent before that.',
  'voice-loading': 'The disguise is being loaded. Nothing is sent before it is ready.',
  'voice-ready': 'Say a few words and the disguise finds your pitch. Nothing is sent before that.',
  'voice-on': 'Others hear the disguised voice. It stays the same if you reconnect.',
  'voice-simplified': 'A simpler disguise is in use',
  'voice-simplified-what': 'This device is too busy for the whole one. You are easier to recognise now. Close other pages or programs.',
  'voice-simplified-said': 'This device is too busy: a simpler disguise is in use, and you are easier to recognise',
  'voice-whole': 'Use the whole disguise',

  'voice-off': 'Your voice is off: the disguise stopped',
  'voice-off-what': 'Your own voice was not sent instead.',
  'voice-off-module-load': 'The disguise could not be loaded. Your own voice was not sent instead.',
  'voice-gated': 'Your voice is off: the disguise is paused',
  'voice-gated-context-suspended': 'The browser paused the sound of this page. Your own voice was not sent instead.',
  'voice-gated-overload': 'This device is too busy. Close other pages or programs. Your own voice was not sent instead.',
  'voice-retry': 'Try again',
  'voice-write': 'Write instead',
  'voice-undisguised': 'Speak undisguised in this room',

  'voice-now-own': 'You speak with your own voice',
  'voice-now-own-what': 'People may recognise you. Only you see this sign.',
  'voice-cover': 'Put the disguise back on',
  'voice-forbidden': 'A host has switched own voices off in this room. You no longer speak with yours.',
  'voice-said-stopped': 'Your voice is off: the microphone stopped',
  'voice-said-interrupted': 'Your voice is off: a call or the system took the microphone',
  'voice-said-own': 'You speak with your own voice now',
  'voice-said-covered': 'You no longer speak with your own voice',

  'voice-listener': 'You are listening. Nobody hears you. When a host invites you to speak, your voice is disguised.',
  'voice-listener-own': 'You are listening. Nobody hears you. If a host invites you to speak, it is with your own voice.',
  'voice-note':
    'A disguise makes you harder to recognise, not anonymous. Wording, accent, rhythm and sounds around you can still give you away.',
  'voice-more': 'What it protects, and what not',
})

/** Asking before somebody speaks without a disguise. */
export const consentTexts = defineTexts({
  'consent-title': 'Speak undisguised in this room?',
  'consent-what': 'People may recognise you.',
  'consent-heard': 'Everyone in this room hears your own voice, as soon as your microphone is on.',
  'consent-server': 'Whoever runs this server could hear it too.',
  'consent-until': 'It is for this room only, and ends when you choose a disguise, open the room again, or a host forbids it.',
  'consent-back': 'What people have heard cannot be taken back.',
  'consent-kept': 'Your agreement is kept on the server for this room. Nobody in the room is told.',
  'consent-sentence': 'I want to speak with my own voice in this room. I know that people may recognise me.',
  'consent-missing': 'Tick the sentence first, if you agree.',
  'consent-act': 'Speak undisguised',
  'consent-acting': 'One moment…',
  'consent-keep': 'Keep the disguise',
})
