import { describe, expect, test } from 'vitest'
import { analyse } from '../../../src/analysis/analyse.ts'
import { checkBorrowed } from '../../../src/analysis/check-borrowed.ts'
import { parsePlan } from '../../../src/analysis/parse-plan.ts'
import { formatDiagnostic } from '../../../src/record/format-diagnostic.ts'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { changed, oneArm, problemsOf } from '../small.ts'
import { recordOf } from '../../record/record-of.ts'

const otherRecord = changed(smallRecord, {
  'id: small-2024': 'id: other-2020',
  'trial: SMALL': 'trial: OTHER',
  'median: 6.0 (4.5 to 8.5)': 'median: 8.0 (6.0 to 11.0)',
  '{ 6: 50%, 12: 25% }': '{ 6: 60%, 12: 33% }',
  '0.55 (0.38 to 0.80)': '0.68 (0.47 to 0.98)',
})
const estimand = `    estimand:
      treatment: New drug
      population: All randomised patients
      variable: Time to progression or death
      intercurrent events: "Not being treated: treatment policy"
      summary: Hazard ratio
    assumptions:
      - The arm of the other trial stands for the control arm.
`
const borrowing = (head: string): string =>
  changed(head, {
    'records: [small-2024]\n': 'records: [small-2024]\nother records: [other-2020]\n',
  })
const replaced = `${borrowing(smallPlan)}  - id: replaced
    label: The control arm of OTHER
    method: control arm replaced
    role: sensitivity
    data: reconstructed
    identification: assumption
    question: What if the control arm had been that of OTHER?
    arm: new
    borrow: {record: other-2020, endpoint: pfs, arm: old}
${estimand}`

function resultsOf(planText: string, own: string, other: string) {
  const parsed = parsePlan(planText, 'small.yaml')
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  const { plan, spans } = parsed
  const others = [recordOf(other)]
  const done = analyse({
    plan,
    spans,
    planFile: 'small.yaml',
    planHash: '0'.repeat(64),
    records: [recordOf(own)],
    others,
  })
  if (done.kind === 'refused') throw new Error(done.diagnostics.map(formatDiagnostic).join('\n'))
  return done.results
}

/** What is wrong with what a plan borrows. */
function borrowProblems(planText: string, other: string): readonly string[] {
  const parsed = parsePlan(planText, 'small.yaml')
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  return checkBorrowed(parsed.plan, [recordOf(smallRecord)], [recordOf(other)], parsed.spans, 'small.yaml').map(
    (it) => `${it.severity} ${formatDiagnostic(it)}`,
  )
}

describe('what a scenario borrows', () => {
  test('is there, and of the same kind of event', () => {
    expect(borrowProblems(replaced, otherRecord)).toEqual([])
    const endpoint = borrowProblems(
      changed(replaced, { 'endpoint: pfs, arm: old}': 'endpoint: pfss, arm: old}' }),
      otherRecord,
    )
    expect(endpoint).toEqual([
      'error small.yaml:35:44 unknown-endpoint the record other-2020 has no endpoint "pfss"; did you mean "pfs"? (expected pfs, write "pfs")',
    ])
    const arm = borrowProblems(changed(replaced, { 'arm: old}': 'arm: oldd}' }), otherRecord)
    expect(arm.join()).toMatch(
      /^error .* unknown-arm the endpoint pfs of other-2020 has no arm "oldd"; did you mean "old"/u,
    )
    const deaths = borrowProblems(replaced, changed(otherRecord, { 'class: progression-like': 'class: death' }))
    expect(deaths.join()).toMatch(
      /^error .* other-event pfs of small-2024 is of class progression-like, pfs of other-2020 of class death/u,
    )
  })
  test('is another arm than its own', () => {
    const self = changed(replaced, {
      'record: other-2020, endpoint: pfs, arm: old}': 'record: small-2024, endpoint: pfs, arm: new}',
    })
    expect(borrowProblems(self, otherRecord).join()).toMatch(/^error .* same-arm the arm borrows itself/u)
  })
  test('counts from the same clock, or the plan names the lag: noted before it is refused', () => {
    const elsewhere = changed(otherRecord, { 'clock: randomisation': 'clock: first dose' })
    expect(borrowProblems(replaced, elsewhere).join()).toMatch(
      /^note .* refused-scenario this scenario will be refused: the time of SMALL is counted from randomisation, that of OTHER from first dose, and no lag is given/u,
    )
    expect(borrowProblems(changed(replaced, { 'arm: old}\n': 'arm: old}\n    lag: 1\n' }), elsewhere)).toEqual([])
  })
})

describe('control arm replaced', () => {
  const results = resultsOf(replaced, smallRecord, otherRecord)
  const rows = results.rows.filter((it) => it.scenario === 'replaced')
  const at = (measure: string, arm: string) => rows.find((it) => it.measure === measure && it.arm === arm)

  test('the borrowed arm comes with its own printed figures, the own arm is unchanged', () => {
    expect(at('survival', 'other-2020.old')?.estimate).toBeCloseTo(0.33, 2)
    const published = results.rows.find(
      (it) => it.scenario === 'as-published' && it.measure === 'median' && it.arm === 'new',
    )
    expect(at('median', 'new')?.estimate).toBe(published?.estimate)
    expect(at('survival-difference', 'new')?.estimate).toBeCloseTo(
      (at('survival', 'new')?.estimate ?? 0) - (at('survival', 'other-2020.old')?.estimate ?? 0),
      12,
    )
    // The other control arm did better: the ratio comes nearer to 1 than the published 0.55.
    expect(at('hazard-ratio', 'new')?.estimate).toBeGreaterThan(0.58)
    expect(at('hazard-ratio', 'new')).toMatchObject({
      versus: 'other-2020.old',
      identification: 'assumption',
      role: 'sensitivity',
    })
  })
  test('an own arm borrowed is the published result', () => {
    const self = resultsOf(
      changed(replaced, { 'record: other-2020,': 'record: small-2024,' }),
      smallRecord,
      otherRecord,
    )
    const of = (scenario: string) => self.rows.find((it) => it.scenario === scenario && it.measure === 'hazard-ratio')
    expect(of('replaced')?.estimate).toBeCloseTo(of('as-published')?.estimate ?? NaN, 12)
    expect(of('replaced')?.lower).toBeCloseTo(of('as-published')?.lower ?? NaN, 12)
  })
  test('other clocks: refused without a lag, moved by it with one', () => {
    const elsewhere = changed(otherRecord, { 'clock: randomisation': 'clock: first dose' })
    const refused = resultsOf(replaced, smallRecord, elsewhere)
    const found = refused.rows.filter((it) => it.scenario === 'replaced')
    expect(found.map((it) => [it.measure, it.status, it.estimate])).toEqual([
      ['survival-difference', 'refused', null],
      ['hazard-ratio', 'refused', null],
    ])
    expect(refused.scenarios[1]?.finding).toBe(
      'Refused. The time of SMALL is counted from randomisation, that of OTHER from first dose: a comparison needs the lag between them.',
    )
    const medianWith = (lag: number): number => {
      const given = changed(replaced, { 'arm: old}\n': `arm: old}\n    lag: ${lag}\n` })
      const { rows: moved } = resultsOf(given, smallRecord, elsewhere)
      return (
        moved.find((it) => it.scenario === 'replaced' && it.measure === 'median' && it.arm === 'other-2020.old')
          ?.estimate ?? NaN
      )
    }
    expect(medianWith(1)).toBeCloseTo(medianWith(0) + 1, 9)
  })
  test('the finding claims no randomisation', () => {
    expect(results.scenarios[1]?.finding).toContain('nothing here was randomised')
  })
  test('mistakes: a record that the plan does not name; an arm that is not there; a single arm', () => {
    const unnamed = parsePlan(changed(replaced, { 'other records: [other-2020]\n': '' }), 'small.yaml')
    expect(unnamed.kind === 'invalid' ? unnamed.diagnostics.map(formatDiagnostic).join() : '').toContain(
      'does not name it',
    )
    expect(() => resultsOf(changed(replaced, { 'arm: old}': 'arm: older}' }), smallRecord, otherRecord)).toThrow(
      /unknown-arm the endpoint pfs of other-2020 has no arm "older"/u,
    )
    const single = changed(replaced, {
      'identification: randomised': 'identification: none',
      ', milestone difference 12, hazard ratio]': ']',
    })
    expect(problemsOf(single, oneArm.record).join()).toContain('as if it had been randomised')
  })
})

describe('beside a historical control', () => {
  const plan = `${borrowing(oneArm.plan)}  - id: beside
    label: Beside OTHER
    method: beside a historical control
    role: diagnostic
    data: reconstructed
    identification: none
    question: How do the clocks compare?
    arm: new
    borrow: {record: other-2020, endpoint: pfs, arm: old}
    earlier clock: {clock: enrolment, lag: 1.5, infused: {stage: treated, of: enrolled}}
${estimand}`
  const record = changed(oneArm.record, {
    'clock: randomisation': 'clock: treatment',
    'population: randomised': 'population: treated',
    'randomised: 120, treated: 118': 'enrolled: 120, treated: 108',
  })
  const { rows: all, scenarios } = resultsOf(plan, record, otherRecord)
  const rows = all.filter((it) => it.scenario === 'beside')

  test('the hazard ratio is refused, with the reason; nothing is identified', () => {
    const ratios = rows.filter((it) => it.measure === 'hazard-ratio')
    expect(ratios).toHaveLength(1)
    expect(ratios[0]).toMatchObject({ status: 'refused', estimate: null, versus: 'other-2020.old' })
    expect(ratios[0]?.assumption).toContain('counted from treatment, that of OTHER from randomisation')
    expect(rows.filter((it) => it.origin !== 'bound').every((it) => it.identification === 'none')).toBe(true)
    expect(rows.every((it) => it.role === 'diagnostic')).toBe(true)
    expect(rows.some((it) => it.measure.endsWith('difference'))).toBe(false)
  })
  test('an arm that is not there is refused', () => {
    expect(() => resultsOf(changed(plan, { 'arm: old}': 'arm: older}' }), record, otherRecord)).toThrow(
      /unknown-arm the endpoint pfs of other-2020 has no arm "older"/u,
    )
  })
  test('each side on its own clock', () => {
    const medians = rows.filter((it) => it.measure === 'median' && it.variant === 'on its own clock')
    expect(medians.map((it) => [it.arm, it.clock])).toEqual([
      ['new', 'treatment'],
      ['other-2020.old', 'randomisation'],
    ])
  })
  test('from enrolment the curve of the treated is later by the lag, and all of the enrolled lie below it', () => {
    const own = rows.find((it) => it.measure === 'median' && it.arm === 'new' && it.variant === 'on its own clock')
    const moved = rows.find((it) => it.measure === 'median' && it.variant === 'treated only, from enrolment')
    const bound = rows.find((it) => it.measure === 'median' && it.origin === 'bound')
    expect(moved?.estimate).toBeCloseTo((own?.estimate ?? NaN) + 1.5, 9)
    expect(moved?.assumption).toContain('first 1.5 months')
    expect(bound?.lower).toBeLessThan(moved?.estimate ?? NaN)
    expect(bound?.upper).toBeGreaterThan(moved?.estimate ?? NaN)
  })
  test('the finding', () => {
    expect(scenarios[1]?.finding).toMatchInlineSnapshot(
      `"New drug of SMALL (treated, counted from treatment) beside Old drug of OTHER (randomised, counted from randomisation), each on its own clock: median 12.0 (9.0–16.0) months beside 8.0 (6.0–11.0) months; survival at 12 months 49.6% (39.4–58.9) beside 32.6% (21.0–44.7). Counted from enrolment, an assumed 1.5 months before, in which nobody of the treated can have died and none is taken to have had another event, and whatever became of the others (sampling error apart): median 13.5 (10.5–17.5) months of the treated, 11.8–15.8 of all enrolled; survival at 12 months 55.0% (44.8–64.1) of the treated, 49.5–59.5% of all enrolled. A hazard ratio between a single arm and a historical control is refused: nothing was randomised, and no covariates are known with which to adjust. The time of SMALL is counted from treatment, that of OTHER from randomisation."`,
    )
  })
})
