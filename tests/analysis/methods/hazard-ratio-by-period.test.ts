import { expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { analysed } from '../small.ts'

const planWithCuts = (cuts: string): string => `${smallPlan.trimEnd()}
  - id: by-period
    label: By period
    method: hazard ratio by period
    role: supplementary
    data: reconstructed
    identification: randomised
    question: Is the ratio the same at all times?
    arm: new
    control: old
    cuts: ${cuts}
    estimand: { treatment: t, population: p, variable: v, intercurrent events: i, summary: s }
    assumptions: [None.]
`
const unprinted = (cuts: string) => {
  const { results } = analysed(planWithCuts(cuts), smallRecord)
  const found = /No survival is printed of both arms at [^:]*/u
  return {
    finding: found.exec(results.scenarios.find((it) => it.id === 'by-period')?.finding ?? '')?.[0],
    rows: results.rows
      .filter((it) => it.scenario === 'by-period' && it.measure === 'hazard-ratio')
      .map((it) => found.exec(it.assumption)?.[0]),
  }
}

test('a cut without a printed landmark is said to be the model’s, with the ratios on both of its sides', () => {
  const said = 'No survival is printed of both arms at 3 months'
  expect(unprinted('[3]')).toEqual({ finding: said, rows: [undefined, said, said] })
})

test('a cut at which both arms print survival is not', () => {
  expect(unprinted('[6]')).toEqual({ finding: undefined, rows: [undefined, undefined, undefined] })
})
