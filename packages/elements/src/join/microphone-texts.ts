import { defineTexts } from '../base/messages/texts.ts'

export const microphoneTexts = defineTexts({
  'microphone-device': 'Microphone',
  'microphone-system': 'The system’s choice',
  'microphone-number': 'Microphone { $number }',
  'microphone-none': 'No microphone, I will listen',
  'microphone-level': 'Microphone level',
  'microphone-speak': 'Say a few words',
  'microphone-heard': 'We can hear you',
  'microphone-quiet': 'Very quiet',
  'microphone-good': 'Good level',
  'microphone-loud': 'Very loud',
  'microphone-loading': 'The disguise is being loaded.',
  'microphone-ready': 'Say a few words and the disguise finds your pitch.',
  'microphone-on': 'The disguise has found your pitch and covers your voice.',
  'microphone-simplified': 'This device is too busy for the whole disguise: a simpler one covers your voice, and hides less.',
  'microphone-off': 'The disguise stopped. Nobody would hear you.',
  'microphone-retry': 'Try again',
})
