import { expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'
import { analysed, changed } from './small.ts'

/** What the evidence leaves out stands in the report, not only on the terminal of whoever rebuilt it. */
test('a figure that is not used is among the limits of the report', () => {
  const contrast = 'hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }\n'
  const record = changed(smallRecord, { [contrast]: `${contrast}      odds ratio: 3.4 (2 to 5)\n` })
  const said = 'odds-ratio 3.4 (2 to 5) is not used: an odds ratio says nothing about when the events happened.'
  const { limits } = analysed(smallPlan, record).results
  expect(limits.filter((it) => it.endsWith(said))).toHaveLength(1)
  expect(analysed(smallPlan, smallRecord).results.limits.join()).not.toContain('not used')
})
