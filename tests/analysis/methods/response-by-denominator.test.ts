import { describe, expect, test } from 'vitest'
import { analysed, changed, oneArm, problemsOf } from '../small.ts'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'

const table = `tables:
  response:
    label: Response
    population: treated
    columns: [new]
    form: count/total (percent)
    rows:
      Overall response: [94/128 (73%)]
    at: Results
`
const record = changed(oneArm.record, { 'randomised: 120, treated: 118': 'enrolled: 140, treated: 128' }) + table
const scenario = `  - id: response
    label: Response of all
    method: response by denominator
    role: supplementary
    data: counts
    identification: assumption
    question: What share of all who were enrolled responded?
    arm: new
    figure: response.new.overall-response
    infused: {stage: treated, of: enrolled}
    responders: [0, 6, 12]
    target: 0.6
    estimand:
      treatment: New drug
      population: All enrolled
      variable: Response
      intercurrent events: "Not being treated: treatment policy"
      summary: Proportion
    assumptions:
      - Response of those not treated is not reported.
`
const plan = oneArm.plan + scenario
const own = (planText: string, recordText: string) => {
  const { results } = analysed(planText, recordText)
  return { rows: results.rows.filter((it) => it.scenario === 'response'), finding: results.scenarios[1]?.finding ?? '' }
}

// KarMMa's counts (Munshi 2021): 94 of 128 infused responded, of 140 enrolled. Limits: R binom.test.
describe('reported of the infused: 94 of 128, 140 enrolled', () => {
  const { rows, finding } = own(plan, record)
  test('of all, for 0, 6 and 12 responders among the 12', () => {
    const all = rows.filter(
      (it) => it.population === 'enrolled (140)' && it.method === 'clopper-pearson' && it.origin === 'scenario',
    )
    expect(all.map((it) => [it.value, it.nEvent])).toEqual([
      [0, 94],
      [6, 100],
      [12, 106],
    ])
    expect(all[0]?.lower).toBeCloseTo(0.5870336152756, 9)
    expect(all[0]?.upper).toBeCloseTo(0.7483940070124, 9)
    expect(all[2]?.upper).toBeCloseTo(0.8255774918719, 9)
  })
  test('of the infused, as reported', () => {
    const infused = rows.filter((it) => it.population === 'treated (128)' && it.method === 'clopper-pearson')
    expect(infused.map((it) => [it.estimate, it.reported, it.value])).toEqual([[94 / 128, '94/128 (73%)', null]])
  })
  test('two of the 12 must have responded for the lower limit to exceed 60%', () => {
    expect(rows.find((it) => it.origin === 'tipping')).toMatchObject({ estimate: 2, status: 'ok', data: 'counts' })
  })
  test('bounds: 94 / 140 to 106 / 140', () => {
    expect(rows.find((it) => it.origin === 'bound')).toMatchObject({
      lower: 94 / 140,
      upper: 106 / 140,
      identification: 'bounded',
    })
  })
  test('the finding', () => {
    expect(finding).toMatchInlineSnapshot(
      `"Overall response: 94 of 128 treated, 73.4% (64.9–80.9) (95% Clopper-Pearson limits). Of all 140 enrolled it is 67.1% (58.7–74.8) if none of the 12 not infused had it too, 75.7% (67.8–82.6) if all 12 not infused had it too; whatever became of those not infused, it lies within 67.1–75.7%. From 2 responders among those not infused on, the lower limit among all crosses 0.6. What became of those not infused is not reported."`,
    )
  })
})

describe('reported of all, with a control arm', () => {
  // KarMMa-3's shape: 181 of 254 against 56 of 132 (Rodriguez-Otero 2023), 225 infused.
  const both =
    changed(smallRecord, {
      'randomised: 120, treated: 118': 'randomised: 254, treated: 225',
      'randomised: 60, treated: 57': 'randomised: 132, treated: 126',
    }) +
    changed(table, {
      'population: treated': 'population: randomised',
      'columns: [new]': 'columns: [new, old]',
      '[94/128 (73%)]': '[181/254 (71%), 56/132 (42%)]',
    })
  const against =
    smallPlan +
    changed(scenario, {
      'of: enrolled': 'of: randomised',
      '    responders: [0, 6, 12]\n    target: 0.6\n': '    control figure: response.old.overall-response\n',
    })
  test('the difference of all is Newcombe’s and does not depend on the others; of the infused it is bounded', () => {
    const { rows } = own(against, both)
    const differences = rows.filter((it) => it.measure === 'proportion-difference')
    expect(differences.map((it) => it.value)).toEqual([null])
    for (const it of differences) {
      expect(it.estimate).toBeCloseTo(0.2883560009544, 9)
      expect(it.lower).toBeCloseTo(0.1849410083251, 9)
      expect(it.upper).toBeCloseTo(0.38469507904, 9)
    }
    expect(rows.find((it) => it.origin === 'bound')).toMatchObject({
      lower: 152 / 225,
      upper: 181 / 225,
      population: 'treated (225)',
    })
    expect(rows.some((it) => it.origin === 'tipping')).toBe(false)
  })
})

describe('what a record does not give', () => {
  test.each([
    [
      'an unknown figure',
      { 'overall-response\n    infused': 'overall-respons\n    infused' },
      {},
      'did you mean "response.new.overall-response"',
    ],
    ['another denominator', {}, { '94/128 (73%)': '90/120 (75%)' }, 'neither the 128 treated nor the 140 enrolled'],
    ['more than there are', { '[0, 6, 12]': '[13]' }, {}, '13 of those not infused cannot have responded'],
    [
      'a percentage that 93 and 94 give',
      {},
      { 'form: count/total (percent)': 'form: percent', '94/128 (73%)': '73%' },
      'no number of patients stands behind',
    ],
    ['one that only 94 gives', {}, { 'form: count/total (percent)': 'form: percent', '94/128 (73%)': '73.4%' }, ''],
  ])('%s', (_, planChange, recordChange, message) => {
    const problems = problemsOf(changed(plan, planChange), changed(record, recordChange))
    if (message === '') expect(problems.filter((it) => it.startsWith('error'))).toEqual([])
    else expect(problems.join('\n')).toContain(message)
  })
})
