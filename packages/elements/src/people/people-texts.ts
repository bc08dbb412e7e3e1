import { defineTexts } from '../base/messages/texts.ts'

export const peopleTexts = defineTexts({
  'people-label': 'People',
  'people-filter': 'Find a name',
  'people-filter-none': 'Nobody here is called that.',
  'people-on-stage': 'On the stage',
  'people-listening': 'Listening',
  'people-more': 'More about { $name }',
  'people-waiting': 'Waiting to come in',
  'people-waiting-since': `{ $minutes ->
    [0] just now
   *[other] for { $minutes } min
}`,
  'people-admit': 'Let in',
  'people-admit-name': 'Let in: { $name }',
  'people-deny': 'Turn away',
  'people-deny-name': 'Turn away: { $name }',
  'people-pings': 'Asks for a host',
  'people-ping-seen': 'Seen',
  'people-ping-seen-name': 'Seen: { $name }',
  'people-banned': 'Kept out',
  'people-readmit': 'Let back',
  'people-readmit-name': 'Let back: { $name }',
  'people-waits': '{ $name } waits to come in',
  'people-asks': '{ $name } asks for a host',
})
