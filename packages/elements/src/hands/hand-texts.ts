import { defineTexts } from '../base/messages/texts.ts'

export const handTexts = defineTexts({
  'hands-title': 'Hands',
  'hands-since': `{ $minutes ->
    [0] just now
    [one] waiting { $minutes } min
   *[other] waiting { $minutes } min
}`,
  'hands-you': 'you',
  'hands-invite': 'Invite',
  'hands-invite-name': 'Invite { $name } to speak',
  'hands-lower': 'Lower the hand of { $name }',
  'hands-lower-own': 'Lower my hand',
  'hands-lower-all': 'Lower all',
  'hands-see-all': 'See all',
  'hands-raised': '{ $name } raised a hand',
})
