import { expect, test } from 'vitest'
import { readReferences } from '../../src/node/read-references.ts'
import { compose } from '../../src/report/compose.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { analysed } from '../analysis/small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/* Randomisation identifies the ratio over all events and nothing after a cut. The record is made up. */
test('a scenario says which of its numbers are not identified as the rest', () => {
  const plan = `${smallPlan}  - id: periods
    label: Hazard ratio by period
    method: hazard ratio by period
    role: supplementary
    data: reconstructed
    identification: randomised
    question: When?
    arm: new
    control: old
    cuts: [6]
    estimand: { treatment: x, population: x, variable: x, intercurrent events: x, summary: x }
    assumptions: [x]
`
  const text = renderMarkdown(compose(analysed(plan, smallRecord).results, readReferences()))
  expect(text).toContain(
    'identified by randomisation. Not so: events after 6 months alone, identified by nothing: it has no causal reading.',
  )
})
