import { defineTexts } from '../base/messages/texts.ts'

export const stageTexts = defineTexts({
  'stage-label': 'Stage',
  'stage-empty': 'Nobody is on the stage yet. You can write, and listen when somebody speaks.',
  'stage-alone': 'You are the first. Others appear here when they come.',
  'stage-listening': `{ $count ->
    [one] { $count } listening
   *[other] { $count } listening
}`,
  'stage-see-everyone': 'See everyone',
})
