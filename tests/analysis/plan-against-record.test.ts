import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { compose } from '../../src/report/compose.ts'
import { readReferences } from '../../src/node/read-references.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'
import { analysed, changed, oneArm, problemsOf } from './small.ts'

/* What a plan asks of a record that cannot give it. The record and the plan are made up. */

const censoring = `  - id: drop-out
    label: Drop-out
    method: informative censoring
    role: sensitivity
    data: simulated
    identification: assumption
    question: How informative?
    arm: new
    control: old
    drop-out: { from: the reconstruction }
    milestone: 12
    delta: { to: 100, points: 5 }
    estimand: { treatment: x, population: x, variable: x, intercurrent events: x, summary: x }
    assumptions: [Delta is known.]
`

describe('words of a closed list', () => {
  test.each([
    ['method: as published', 'method: as publised', 'did you mean "as published"?'],
    ['role: reference', 'role: referense', 'did you mean "reference"?'],
    ['data: reconstructed', 'data: reconstucted', 'did you mean "reconstructed"?'],
    ['identification: randomised', 'identification: randomized', 'did you mean "randomised"?'],
    ['before seeing results', 'befor seeing results', 'did you mean "before seeing results"?'],
    ['milestone difference 12', 'milestone diference 12', 'did you mean "milestone difference 12"?'],
    ['[events, median', '[events, medain', 'did you mean "median"?'],
    ['hazard ratio]', 'Hazard-Ratio]', 'did you mean "hazard ratio"?'],
    ['milestone 12,', 'milestone,', 'milestone TIME'],
    ['milestone 12,', 'rmst 0,', 'rmst TIME'],
    ['seed: 1', 'time unit: month\nseed: 1', 'did you mean "months"?'],
  ])('%s', (from, to, says) => {
    const found = problemsOf(changed(smallPlan, { [from]: to }), smallRecord)
    expect(found[0]).toContain(says)
    expect(found).toHaveLength(1)
  })
  test.each([
    ['from: the reconstruction', 'from: the reconstuction', 'did you mean "the reconstruction"?'],
    ['method: informative censoring', 'method: informativ censoring', 'did you mean "informative censoring"?'],
    ['    drop-out: {', '    other arm: oposite\n    drop-out: {', 'did you mean "opposite"?'],
  ])('of a scenario: %s', (from, to, says) => {
    expect(problemsOf(smallPlan + changed(censoring, { [from]: to }), smallRecord)[0]).toContain(says)
  })
})

describe('what a scenario may hold', () => {
  test.each([
    ['role: sensitivity', 'role: reference', '(expected sensitivity, found "reference")'],
    ['data: simulated', 'data: counts', '(expected simulated, found "counts")'],
    ['identification: assumption', 'identification: randomised', '(expected assumption, found "randomised")'],
  ])('is what its own method allows, and no other: %s', (from, to, says) => {
    const found = problemsOf(smallPlan + changed(censoring, { [from]: to }), smallRecord)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(says)
  })
  test('fields of other methods are not offered', () => {
    const found = problemsOf(
      smallPlan + changed(censoring, { 'milestone: 12': 'milestone: 12\n    waiting: [0]' }),
      smallRecord,
    )
    expect(found[0]).toContain('unknown field "waiting"')
    expect(found[0]).toMatch(/milestone, .*delta/u)
    expect(found[0]).not.toContain('landmarks')
  })
  test('a measure spelt right at a wrong time is not offered again', () => {
    const found = problemsOf(changed(smallPlan, { 'milestone 12,': 'rmst 0,' }), smallRecord)
    expect(found[0]).not.toContain('did you mean')
    expect(found[0]).toContain('TIME above 0')
  })
  test('numbers out of order: what is wrong, what was expected, how to mend it', () => {
    const scaled = changed(censoring, {
      'informative censoring': 'control arm scaled',
      'data: simulated': 'data: reconstructed',
      'drop-out: { from: the reconstruction }': 'multipliers: [1]',
      'milestone: 12': 'tip: { measure: hazard ratio, reaches: upper, target: 1, from: 2, to: 1 }',
      '    delta: { to: 100, points: 5 }\n': '',
    })
    expect(problemsOf(smallPlan + scaled, smallRecord).join()).toContain(
      '"from" is not below "to" (expected "from" below "to", put the lower number first)',
    )
  })
})

describe('a share of patients', () => {
  test('is some of all, whatever the order of their names', () => {
    const bounds = changed(censoring, {
      'informative censoring': 'bounds over the not infused',
      sensitivity: 'supplementary',
      simulated: 'reconstructed',
      'identification: assumption': 'identification: bounded',
      'drop-out: { from: the reconstruction }': 'infused: { stage: randomised, of: treated }',
      '    delta: { to: 100, points: 5 }\n': '',
    })
    expect(problemsOf(smallPlan + bounds, smallRecord)[0]).toMatch(
      / no-share 120 randomised of 118 treated is no share/u,
    )
    const same = changed(bounds, { 'stage: randomised, of: treated': 'stage: treated, of: treated' })
    expect(problemsOf(smallPlan + same, smallRecord)[0]).toMatch(
      / same-stage the stage and what it is a share of are both/u,
    )
    const right = changed(bounds, { 'stage: randomised, of: treated': 'stage: treated, of: randomised' })
    expect(problemsOf(smallPlan + right, smallRecord)).toEqual([])
    const level = problemsOf(
      smallPlan + changed(right, { 'milestone: 12': 'milestone: 12\n    level: 0.9' }),
      smallRecord,
    )
    expect(level[0]).toContain('unknown field "level"')
    expect(level[0]).not.toContain('did you mean "level"')
  })
})

describe('one arm', () => {
  test('is not identified by randomisation, and nothing is compared', () => {
    expect(problemsOf(oneArm.plan, oneArm.record)).toEqual([])
    const claims = changed(oneArm.plan, { 'identification: none': 'identification: randomised' })
    expect(problemsOf(claims, oneArm.record)).toEqual([
      'error small.yaml:16:21 not-randomised randomisation identifies nothing in small-2024: this endpoint has one arm (expected none, found "randomised", write "identification: none")',
    ])
    const compares = changed(oneArm.plan, { 'milestone 12]': 'milestone 12, hazard ratio]' })
    expect(problemsOf(compares, oneArm.record)[0]).toContain('nothing-to-compare "hazard ratio" compares arms')
  })
  test('no sentence of its report claims randomisation or a comparison', () => {
    // Words of the record and of the plan that say it are taken out: what is left are the report's own.
    const record = oneArm.record
      .replaceAll('from: randomisation', 'from: enrolment')
      .replace('clock: randomisation', 'clock: enrolment')
      .replace('population: randomised', 'population: treated')
      .replace('randomised: 120', 'enrolled: 120')
    const plan = changed(oneArm.plan, {
      'All randomised patients': 'All patients',
      'New drug against old drug': 'New drug',
      ', hazard ratio\n': '\n',
    })
    const { results } = analysed(plan, record)
    expect(results.rows.every((it) => it.identification === 'none')).toBe(true)
    const text = renderMarkdown(compose(results, readReferences()))
    expect(text).toContain('there is one arm and no comparison, so that no effect of treatment is identified')
    const claims = text
      .split('\n')
      .filter((it) => !it.startsWith('Not applicable: ')) // the names of rules
      .filter((it) => !/^\| (?:Report|Progression-free survival) +\|/u.test(it)) // the list of what does not apply
      .filter((it) => /randomi|compared with (?!its|which)|Cox|log-rank test|\bratio|effects|[Dd]ifference/u.test(it))
    expect(claims).toEqual([])
  })
  test('nor where the record says that nobody was randomised', () => {
    const unrandomised = changed(smallRecord, { 'flow:': 'design: { allocation: none }\nflow:' })
    expect(problemsOf(smallPlan, unrandomised)[0]).toContain('its record says "allocation: none"')
    const none = changed(smallPlan, { 'identification: randomised': 'identification: none' })
    const text = renderMarkdown(compose(analysed(none, unrandomised).results, readReferences()))
    expect(text).toContain('the comparison is identified by nothing: it has no causal reading')
    expect(text).toContain('Not randomised')
  })
})

describe('a time when nobody is watched any more', () => {
  const late = changed(smallPlan, { 'milestone 12,': 'milestone 12, milestone 40, rmst 40,' })
  test('is noted, and is no mistake', () => {
    const notes = problemsOf(late, smallRecord)
    expect(notes).toHaveLength(2)
    expect(notes[0]).toMatch(
      /^note small\.yaml:\d+:\d+ beyond-follow-up milestone at 40 months is later than the longest/,
    )
    expect(notes[0]).toContain('expected a time up to 30.5 months')
  })
  test('a time of a scenario is noted too', () => {
    const notes = problemsOf(smallPlan + changed(censoring, { 'milestone: 12': 'milestone: 60' }), smallRecord)
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatch(/^note small\.yaml:\d+:16 beyond-follow-up milestone at 60 months is later/u)
  })
  test('the report says why there is no number', () => {
    const { results } = analysed(late, smallRecord)
    const none = results.rows.filter((it) => it.status === 'not-estimable')
    expect(none.length).toBeGreaterThan(0)
    for (const it of none)
      expect(it.assumption).toMatch(/Not estimable: .* lies beyond the last follow-up at \d+(\.\d)? months\./)
    expect(renderMarkdown(compose(results, readReferences()))).toMatch(
      /Survival at 40 months, New drug: not estimable: the milestone lies beyond the last follow-up at \d+(\.\d)? months\./,
    )
  })
})

describe('the unit of times', () => {
  /** 24 and 52 weeks are 5.5195 and 11.9595 months. */
  const inWeeks = changed(smallRecord, {
    'time unit: months': 'time unit: weeks',
    "median: '18'": "median: '78'",
    '1 to 30': '4 to 130',
    '12.0 (9.0 to 16.0)': '52.0 (39.0 to 70.0)',
    '6.0 (4.5 to 8.5)': '26.0 (19.0 to 37.0)',
    '{ 6: 70%, 12: 50% }': '{ 24: 72%, 52: 50% }',
    '{ 6: 50%, 12: 25% }': '{ 24: 53%, 52: 25% }',
  })
  test('is said where the record speaks of another than months', () => {
    expect(problemsOf(smallPlan, inWeeks)).toEqual([
      'error small.yaml:5:11 no-time-unit the times of this plan are in an unsaid unit, and those of small-2024 in weeks (expected a line "time unit: weeks", or another of days, weeks, months, years, add "time unit: weeks")',
    ])
    expect(problemsOf(changed(smallPlan, { 'seed: 1': 'time unit: months\nseed: 1' }), inWeeks)).toEqual([])
  })
  test('weeks of a plan meet the weeks of the paper', () => {
    const plan = changed(smallPlan, {
      'seed: 1': 'time unit: weeks\nseed: 1',
      'milestone 12, milestone difference 12,': 'milestone 24, milestone difference 52, rmst 52,',
    })
    const { results } = analysed(plan, inWeeks)
    const { rows } = results
    const text = renderMarkdown(compose(results, readReferences()))
    expect(text).toContain('| 24 weeks (5.52 months) ')
    expect(text).toContain('restricted mean time up to a time')
    expect(text.match(/\| 52 weeks \(11\.96 months\) /gu)).toHaveLength(2)
    const landmark = rows.find((it) => it.measure === 'survival' && it.arm === 'new')
    // 24 * 7 / 30.4375 = 5.5195, on the lattice of patients
    expect(landmark?.time).toBe(5.52)
    expect(landmark).toMatchObject({ reported: '72%', verdict: 'reproduced', status: 'ok' })
    expect(rows.find((it) => it.measure === 'rmst')?.time).toBe(11.959)
  })
})

describe('what a record does not state', () => {
  test('is said once, and never linked', () => {
    const vague = changed(smallRecord, {
      'flow:': 'design: { enrolment: not stated, blinding: open label }\nflow:',
      'kind: primary': 'kind: primary, doi: not stated',
    })
    const text = renderMarkdown(compose(analysed(smallPlan, vague).results, readReferences()))
    expect(text).toContain('enrolment not stated')
    expect(text).not.toContain('not stated to not stated')
    expect(text).not.toMatch(/doi:not|doi\.org\/not/u)
  })
})

describe('what the report would refuse', () => {
  test('an endpoint without a figure about time', () => {
    const timeless = smallRecord
      .replace(/^ {8}(median|survival): .*$/gmu, '')
      .replace(/^ {6}(new|old):$/gmu, '      $1: {}')
    expect(problemsOf(smallPlan, timeless)[0]).toMatch(/^error small-2024\.yaml:14:3 no-time cannot be rebuilt: /u)
  })
  test('an arm that the record has and the endpoint has not', () => {
    const record = changed(smallRecord, {
      '  old: { label': '  third: { label: Third, role: experimental }\n  old: { label',
      'flow:\n': 'flow:\n  third: { chains: [[randomised: 60]] }\n',
    })
    const found = problemsOf(smallPlan + changed(censoring, { 'arm: new': 'arm: third' }), record)
    expect(found[0]).toMatch(/unknown-arm the endpoint pfs of small-2024 has no arm "third"/u)
  })
  test('drop-out where no potential follow-up is printed: a note, as the report still says so and shows the rest', () => {
    const record = changed(smallRecord, { 'definition: potential': 'definition: reverse Kaplan-Meier' })
    const found = problemsOf(smallPlan + censoring, record)
    expect(found).toHaveLength(2)
    expect(found[0]).toMatch(/^note small\.yaml:\d+:\d+ refused-scenario this scenario will be refused: /u)
    expect(problemsOf(smallPlan + censoring, smallRecord)).toEqual([])
    const { rows } = analysed(smallPlan + censoring, record).results
    expect(rows.filter((it) => it.scenario === 'drop-out').map((it) => it.status)).toEqual(['refused'])
  })
})
