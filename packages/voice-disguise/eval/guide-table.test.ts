import { expect, it } from 'vitest'
import { guideTable } from './guide-table.mjs'

it('the guide’s table has the real readers, the figure that counts in bold, and a dash for what was not measured', () => {
  const row = { setting: 'veil', pool: 'real', ignorant: 1, lazy: 2, semi: 3, cross: 4, min: 1, trained: null, first5s: 6, wer: 7.5 }
  expect(guideTable([row, { ...row, pool: 'synthetic' }]).split('\n')).toEqual([
    '|  | ignorant | lazy | semi | cross | **smallest** | better taught | first 5 s | words wrong |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    '| veil | 1 | 2 | 3 | 4 | **1** | – | 6 | 7.5 |',
  ])
})
