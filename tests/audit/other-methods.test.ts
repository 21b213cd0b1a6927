import { describe, expect, test } from 'vitest'
import { auditRule } from '../../src/audit/audit.ts'
import { exampleEndpoint } from '../../src/audit/example-endpoint.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { recordOf } from '../record/record-of.ts'

/* Figures that are right by another method than the one that a rule recomputes: invented, each true and consistent. By hand. */

const states = (rule: string, part: string): readonly string[] => {
  const parsed = recordOf(exampleRecord(part), 'example-2024.yaml')
  return auditRule(rule, parsed.trial).map(({ state }) => state)
}

const ratio = (printed: string, model: string, p = ''): string =>
  exampleEndpoint(`arms: { new: { n: 100, events: 20 }, old: { n: 100, events: 80 } }, contrast: {
    hazard ratio: { printed: ${printed}, model: '${model}', stratified: false, adjusted: false }${p} }`)

const table = (rows: string, said: string): string => `
tables:
  t:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 200 }]
    ${said}
    rows: { ${rows} }
`

describe('R01 to R06: percentages of a curve', () => {
  const rules = ['R01', 'R02', 'R05', 'R06']
  test.each(rules)('%s does not compare Kaplan-Meier percentages', (rule) => {
    const percents = 'Alive: { cells: [55.3%], form: percent }'
    for (const part of [
      table(percents, 'method: Kaplan-Meier, log-log'),
      table(percents.replace('{', '{ definition: Kaplan-Meier estimate at 12 months,'), ''),
      table('Alive: [100 (55.3)]', 'method: Kaplan-Meier, log-log'),
    ])
      expect(states(rule, part)).toEqual(['not-applicable'])
  })
  test('a percentage of patients is still compared', () => {
    expect(states('R02', table('Alive: [55.3%]', 'form: percent'))).toEqual(['fail'])
    expect(states('R01', table('Alive: [100 (55)]', ''))).toEqual(['fail'])
    // The method is that of the interval: a count beside it is a count.
    expect(states('R01', table('Alive: [100 (55)]', 'method: stratified Wilson'))).toEqual(['fail'])
  })
})

describe('R06: intervals by methods of other names', () => {
  const interval = (method: string): string =>
    table('Response: { form: count, cells: [2], of: [20], percents: [10 (1.8-31.0)] }', `method: '${method}'`)

  test.each([
    'Wald with continuity correction',
    'asymptotic with continuity correction',
    'continuity-corrected Wald',
    'Wald on the logit scale',
    'exact (Blaker)',
    'exact (Blyth-Still-Casella)',
    'exact, mid-p',
    'Wilson, stratified',
    'Bayesian, Jeffreys prior and a model',
  ])('%s is none of the six', (method) => {
    expect(states('R06', interval(method))).toEqual(['not-applicable'])
  })
  test.each([
    'Wald, two-sided',
    '95% CI by the Clopper-Pearson (exact) method',
    'exact binomial',
    'Wilson score',
    'Jeffreys',
  ])('%s is one of them, and does not give this', (method) => {
    expect(states('R06', interval(method))).toEqual(['fail'])
  })
})

describe('R08: intervals that are not symmetric', () => {
  test.each([
    'Cox with Firth penalised likelihood',
    'rank-preserving structural failure time',
    'Cox after RPSFT adjustment',
    'proportional hazards, posterior median with credible interval',
    'Cox, profile likelihood',
    'Cox, bootstrap percentiles',
  ])('%s', (model) => {
    expect(states('R08', ratio('0.26 (0.05 to 0.94)', model))).toEqual(['not-applicable'])
    expect(states('R08', ratio('0.26 (0.05 to 0.94)', 'Cox'))).toEqual(['fail'])
  })
})

describe('R09 and R10: tests of something else than equal hazards', () => {
  const tested = (name: string): string =>
    ratio('0.95 (0.80 to 1.13)', 'Cox', `, p: { printed: '0.0009', test: '${name}', stratified: false, sides: 1 }`)

  test.each([
    'log-rank, for non-inferiority (margin 1.25)',
    'log-rank, for noninferiority',
    'weighted log-rank (Fleming-Harrington 0 1)',
    'Fleming-Harrington log-rank',
    'max-combo of log-rank tests',
    'MaxCombo log-rank',
    'log-rank test of equivalence',
  ])('%s', (name) => {
    expect(states('R09', tested(name))).toEqual(['not-applicable'])
    expect(states('R10', tested(name))).toEqual(['not-applicable'])
  })
  test('the log-rank test itself is compared', () => {
    expect(states('R09', tested('log-rank'))).toEqual(['fail'])
    expect(states('R10', tested('log-rank'))).toEqual(['note'])
  })
})

describe('R12: standard errors below those of the events', () => {
  const narrow = '0.25 (0.17 to 0.37)'
  test('prove something for the Cox model only', () => {
    expect(states('R12', ratio(narrow, 'Cox'))).toEqual(['fail'])
    expect(states('R12', ratio(narrow, 'not stated'))).toEqual(['note'])
  })
  test.each([
    'Cox, inverse probability of treatment',
    'Cox, propensity score',
    'Cox, robust variance (clusters)',
    'Cox, sandwich standard errors',
    'marginal Cox',
    'Peto (O-E)/V',
  ])('%s', (model) => {
    expect(states('R12', ratio(narrow, model))).toEqual(['not-applicable'])
  })
})

describe('R26: a table that says its ratios are stratified', () => {
  const odds = (said: string): string => `
tables:
  t:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 200 }, { arm: old, of: 200 }]
    form: count
    ${said}
    rows: { Response: { cells: [100, 40], contrast: { odds ratio: 2.10 (1.40 to 3.10) } } }
`
  test('is a note', () => {
    expect(states('R26', odds(''))).toEqual(['fail'])
    expect(states('R26', odds('note: Odds ratios are stratified (Cochran-Mantel-Haenszel)'))).toEqual(['note'])
  })
})

describe('R30: follow-up and dates', () => {
  const design = (first: string): string =>
    `design: { enrolment: { first: ${first}, last: 2022-04-03 }, cutoff: { date: 2022-04-18 } }`
  const followUp = (range: string, said: string): string =>
    `{ median: '20.0', range: ${range}, definition: potential, ${said} }`
  const all = (range: string, said = 'from: randomisation'): readonly string[] =>
    states('R30', `${design('2019-05')}\nfollow-up: ${followUp(range, said)}`)

  test('the shortest follow-up is that of the last enrolled only where it is of all who were enrolled', () => {
    // The last was enrolled 15 days before the cut-off; the last of one arm, or the last infused, may have been so earlier.
    expect(all('1.2 to 35.1')).toContain('fail')
    expect(all('1.2 to 33.0', 'from: infusion')).toEqual(['pass'])
    const arm = exampleEndpoint(
      `arms: { new: { follow-up: ${followUp('1.2 to 33.0', 'from: randomisation')} }, old: {} }`,
    )
    expect(states('R30', `${design('2019-05-20')}\n${arm}`)).toEqual(['pass'])
  })
  test('the longest potential follow-up is the whole time to the cut-off: 34.6 to 35.6 months here', () => {
    expect(all('0.4 to 35.4')).toEqual(['pass', 'pass'])
    expect(all('0.4 to 34.6')).toEqual(['pass', 'pass'])
    // A month of screening before randomisation is unusual, ten months are impossible.
    expect(all('0.4 to 33.6')).toEqual(['note', 'pass'])
    expect(all('0.4 to 25.4')).toEqual(['fail', 'pass'])
    expect(all('0.4 to 25.4', 'from: randomisation, to: last visit')).toEqual(['pass', 'pass'])
    expect(all('0.4 to 25.4', 'from: infusion')).toEqual(['pass'])
  })
  test.each([
    ['{ citation: An invented paper, published: 2023-02-10, kind: primary }', '2022-04-18', 'pass'],
    ['{ citation: An invented paper, published: 2023-02-10, kind: primary }', '2023-04-18', 'fail'],
    ["{ citation: 'Somebody. N Engl J Med 2023;388:1002-14', kind: primary }", '2023-12-01', 'pass'],
    ["{ citation: 'Somebody. N Engl J Med 2023;388:1002-14', kind: primary }", '2024-01-01', 'fail'],
    ['{ citation: An invented paper, kind: primary }', '2024-01-01', 'not-applicable'],
  ])('published %s, cut-off %s: %s', (source, cutoff, state) => {
    expect(states('R30', `sources: { paper: ${source} }\ndesign: { cutoff: ${cutoff} }`)).toEqual([state])
  })
})

describe('R20: parts of which some are not printed', () => {
  const causes = (progression: number): string => `
tables:
  deaths:
    label: Causes of death
    population: randomised
    columns: [{ arm: new, of: 254 }]
    form: count
    rows: { Any cause: ['75'], Progression: ['${progression}'], Infection: ['12'] }
    parts: { Any cause: [Progression, Infection] }
`
  test.each([
    [44, 'pass'],
    [63, 'pass'],
    [64, 'fail'],
    [84, 'fail'],
  ])('%d and 12 among 75: %s', (progression, state) => {
    expect(states('R20', causes(progression))).toEqual([state])
  })
})

describe('R45: endpoints of responders', () => {
  const record = (assessor: string, population = 'responders', definition = 'partial response or better'): string => `
endpoints:
  dor:
    { label: Duration of response, event: progression or death, class: progression-like, clock: response, population: ${population},
      assessor: ${assessor}, criteria: not stated, visits: not stated, censoring: not stated, arms: { new: { n: 191 } } }
tables:
  response:
    label: Response
    population: randomised
    assessor: independent committee
    columns: [{ arm: new, of: 254 }]
    rows: { Response: { cells: [181 (71)], definition: ${definition} } }
`
  test('fail where the assessor is the same, and are a note where it is not', () => {
    expect(states('R45', record('independent committee'))).toEqual(['fail'])
    expect(states('R45', record('investigator'))).toEqual(['note'])
    expect(states('R45', record('not stated'))).toEqual(['note'])
  })
  test('are not those of a deeper response', () => {
    expect(states('R45', record('independent committee', 'patients with complete response'))).toEqual([
      'not-applicable',
    ])
    expect(states('R45', record('independent committee', 'responders', 'complete response'))).toEqual([
      'not-applicable',
    ])
  })
})
