import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { gradeSet } from '../../src/audit/grade-set.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from '../record/record-of.ts'

const read = (part: string): Trial => recordOf(exampleRecord(part)).trial

/** What one rule finds in a record, given in part, with others at hand. By hand where nothing else is said. */
const found = (rule: string, part: string, ...related: readonly string[]): readonly Finding[] =>
  audit(read(part), related.map(read)).findings.filter((it) => it.rule === rule)

const states = (rule: string, part: string, ...related: readonly string[]): readonly string[] =>
  found(rule, part, ...related).map(({ state }) => state)

test.each([
  ['any', '1,2,3,4,5'],
  ['3 or 4', '3,4'],
  ['3-4', '3,4'],
  ['3–4', '3,4'],
  ['3 or higher', '3,4,5'],
  ['≥3', '3,4,5'],
  ['>=3', '3,4,5'],
  ['3+', '3,4,5'],
  ['grade 5', '5'],
  ['1 or 2', '1,2'],
  ['not stated', undefined],
  ['severe', undefined],
  [undefined, undefined],
])('grades of %s: %s', (label, grades) => {
  expect(gradeSet(label)?.join()).toBe(grades)
})

describe('R39 grade-nesting', () => {
  const table = (columns: string, cells: string, form = 'count (percent)'): string => `
tables:
  adverse-events:
    label: Adverse events
    population: treated
    columns: [${columns}]
    form: ${form}
    rows: { Infection: [${cells}] }
`
  const three =
    '{ arm: new, grade: any, of: 250 }, { arm: new, grade: 3 or 4, of: 250 }, { arm: new, grade: "5", of: 250 }'

  test('every pair of nested grades is compared, and grades that do not nest are not', () => {
    expect(states('R39', table(three, '146 (58), 61 (24), 11 (4)'))).toEqual(['pass', 'pass'])
    // 140 of grade 3 or 4 and 11 of grade 5 are more than 146 together: a patient may have both.
    expect(states('R39', table(three, '146 (58), 140 (56), 11 (4)'))).toEqual(['pass', 'pass'])
    expect(states('R39', table(three, '146 (58), 161 (64), 11 (4)'))).toEqual(['fail', 'pass'])
    expect(states('R39', table(three, '10 (4), 10 (4), 11 (4)'))).toEqual(['pass', 'fail'])
  })

  test('not across arms, labels, denominators or sources', () => {
    const none = ['not-applicable']
    const arms = '{ arm: new, grade: any, of: 250 }, { arm: old, grade: 3 or 4, of: 250 }'
    expect(states('R39', table(arms, '1 (0), 61 (24)'))).toEqual(none)
    const labels = '{ arm: new, grade: any, label: late, of: 250 }, { arm: new, grade: 3 or 4, of: 250 }'
    expect(states('R39', table(labels, '1 (0), 61 (24)'))).toEqual(none)
    const sizes = '{ arm: new, grade: any, of: 225 }, { arm: new, grade: 3 or 4, of: 250 }'
    expect(states('R39', table(sizes, '1 (0), 61 (24)'))).toEqual(none)
    const sources = `sources: { paper: { citation: P, kind: primary }, review: { citation: R, kind: secondary } }`
    const columns = '{ arm: new, grade: any }, { arm: new, grade: 3 or 4 }'
    expect(states('R39', `${sources}${table(columns, '4%, { printed: 5%, source: review }', 'percent')}`)).toEqual(none)
  })

  test('percentages by their rounding', () => {
    const columns = '{ arm: new, grade: any }, { arm: new, grade: 3 or higher }'
    expect(states('R39', table(columns, '5%, 5.4%', 'percent'))).toEqual(['pass'])
    expect(states('R39', table(columns, '5%, 5%', 'percent'))).toEqual(['pass'])
    expect(states('R39', table(columns, '5%, 5.6%', 'percent'))).toEqual(['fail'])
  })
})

describe('R34 definition-label', () => {
  const table = (first: string, second: string, source: string): string => `
sources: { paper: { citation: P, kind: primary }, review: { citation: R, kind: secondary } }
tables:
  crs:
    label: Cytokine release syndrome
    population: patients
    columns: [{ arm: new, grade: ${first} }, { arm: new, grade: ${second} }]
    form: percent
    rows: { Cytokine release syndrome: [5%, { printed: 5%, source: ${source} }] }
`
  test.each([
    ['3 or higher', '3 or 4', 'review', 'note'],
    ['3 or higher', '3 or 4', 'paper', 'not-applicable'],
    ['3 or higher', '≥3', 'review', 'not-applicable'],
    ['any', '3 or 4', 'review', 'not-applicable'],
  ])('%s and %s, by %s: %s', (first, second, source, state) => {
    expect(states('R34', table(first, second, source))).toEqual([state])
  })

  test('nobody has any label', () => {
    expect(states('R34', table('3 or higher', '3 or 4', 'review').replaceAll('5%', '0%'))).toEqual(['not-applicable'])
  })
})

describe('R25 overlap-sum and R23 subset-bounds', () => {
  const table = (whole: number, parts: string): string => `
tables:
  refractory:
    label: Refractory status
    population: randomised
    columns: [{ arm: new, of: 100 }]
    form: count
    rows: { Class: ['${whole}'], ${parts} }
    unions: { Class: [A, B] }
`
  test.each([
    [50, "A: ['40'], B: ['20']", ['pass'], ['pass', 'pass', 'pass', 'pass', 'pass']],
    [60, "A: ['40'], B: ['20']", ['pass'], ['pass', 'pass', 'pass', 'pass', 'pass']],
    [61, "A: ['40'], B: ['20']", ['note'], ['pass', 'pass', 'pass', 'pass', 'pass']],
    [39, "A: ['40'], B: ['20']", ['pass'], ['pass', 'pass', 'pass', 'fail', 'pass']],
    [90, "A: ['40'], B: ['unreadable']", ['not-applicable'], ['pass', 'pass', 'pass']],
  ])('%i of %s', (whole, parts, overlap, bounds) => {
    expect(states('R25', table(whole, parts))).toEqual(overlap)
    expect(states('R23', table(whole, parts))).toEqual(bounds)
  })

  test('percentages of the same patients are compared, of others not', () => {
    const rows = (part: string): string => `
tables:
  response:
    label: Response
    population: patients
    columns: [new]
    form: percent
    rows: { Response: [63%], Complete: ${part} }
    within: { Complete: Response }
`
    expect(states('R23', rows('[39.4%]'))).toEqual(['pass'])
    expect(states('R23', rows('[63.4%]'))).toEqual(['pass'])
    expect(states('R23', rows('[63.6%]'))).toEqual(['fail'])
    expect(states('R23', rows('{ cells: [79%], population: responders }'))).toEqual(['not-applicable'])
  })
})

describe('R20 and R22 on percentages', () => {
  const table = (rows: string, more: string): string => `
tables:
  response: { label: Response, population: patients, columns: [new], form: percent, rows: { ${rows} }, ${more} }
`
  test.each([
    // Three roundings: 33.3 + 33.3 + 33.3 is printed as 99%.
    ['A: [33%], B: [33%], C: [33%]', 'pass'],
    ['A: [33.3%], B: [33.3%], C: [33.3%]', 'pass'],
    ['A: [33.3%], B: [33.3%], C: [33.1%]', 'fail'],
    ['A: [33%], B: [33%], C: [31%]', 'fail'],
    ['A: [33%], B: [33%], C: { cells: [33%], population: responders }', 'not-applicable'],
  ])('a partition %s: %s', (rows, state) => {
    expect(states('R20', table(rows, 'partitions: [[A, B, C]]'))).toEqual([state])
  })

  test.each([
    ['All: [71%], A: [40%], B: [30%]', 'pass'],
    ['All: [72%], A: [40%], B: [30%]', 'fail'],
  ])('a sum %s: %s', (rows, state) => {
    expect(states('R22', table(rows, 'sums: { All: [A, B] }'))).toEqual([state])
  })

  test('a whole that cannot be read is compared by its percentage', () => {
    const rows = (percent: number): string => `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 132 }]
    rows: { All: { form: count, cells: [unreadable], percents: [${percent}] }, A: [6 (5)], B: [1 (1)] }
    sums: { All: [A, B] }
`
    // 7 of 132 is 5.30%; 5 + 1 rounded percentages would be 6.
    expect(states('R22', rows(5))).toEqual(['pass'])
    expect(states('R22', rows(6))).toEqual(['fail'])
  })
})

describe('R21 arm-sum and R37 weighted-total', () => {
  const flow = (stage: string): string => `
design: { sample size: 386 }
flow: { new: { chains: [[${stage}: 225]] }, old: { chains: [[randomised: 132]] } }
`
  test('a stage that is not the whole arm only bounds it', () => {
    expect(states('R21', flow('infused'))).toEqual(['uninformative'])
    expect(states('R21', flow('randomised'))).toEqual(['fail'])
    expect(states('R21', flow('infused').replace('386', '350'))).toEqual(['fail'])
  })

  const all = (cell: string, form = 'count (percent)'): string => `
tables:
  refractory:
    label: Refractory
    population: randomised
    columns: [{ arm: new, of: 254 }, { arm: old, of: 132 }, { arm: all, of: 386 }]
    form: ${form}
    rows: { Daratumumab: [${form === 'percent' ? '95%, 93%' : '242 (95), 123 (93)'}, ${cell}] }
`
  // KarMMa-3: 242 + 123 = 365, 94.56% of 386.
  test.each([
    ['365 (95)', ['pass'], ['pass']],
    ['364 (94)', ['fail'], ['pass']],
    ['365 (96)', ['pass'], ['fail']],
  ])('%s', (cell, sums, weighted) => {
    expect(states('R21', all(cell))).toEqual(sums)
    expect(states('R37', all(cell))).toEqual(weighted)
  })

  test('percentages alone; without the patients only between those of the arms', () => {
    expect(states('R37', all('94%', 'percent'))).toEqual(['pass'])
    expect(states('R37', all('93%', 'percent'))).toEqual(['fail'])
    const open = all('93%', 'percent').replaceAll(/, of: \d+/gu, '')
    expect(states('R37', open)).toEqual(['pass'])
    expect(states('R37', open.replace('93%]', '92%]'))).toEqual(['fail'])
  })

  test('a total of more patients than the arms is of others', () => {
    expect(states('R37', all('93%', 'percent').replace('of: 386', 'of: 400'))).toEqual(['not-applicable'])
  })

  test('property: totals of whole counts never fail', () => {
    const sizes = fc.integer({ min: 1, max: 500 })
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), fc.nat(), (n, m, a, b) => {
        const counts = [a % (n + 1), b % (m + 1)] as const
        const of = [n, m, n + m] as const
        const cells = [...counts, counts[0] + counts[1]].map((k, arm) => `${k} (${Math.round((100 * k) / of[arm]!)})`)
        const part = `
tables:
  x:
    label: X
    population: randomised
    columns: [{ arm: new, of: ${n} }, { arm: old, of: ${m} }, { arm: all, of: ${n + m} }]
    rows: { Any: [${cells.join(', ')}] }
`
        expect(states('R21', part)).toEqual(['pass'])
        expect(states('R37', part)).toEqual(['pass'])
        expect(states('R01', part)).toEqual(['pass', 'pass', 'pass'])
      }),
      { numRuns: 60 },
    )
  })
})

describe('R36 range-provenance', () => {
  const pooled = (range: string): string => `
tables:
  infections:
    label: Infections
    population: not stated
    columns: [{ arm: all }]
    form: percent range
    pooled: [karmma-2021, cartitude-1-2021]
    rows: { Infections: [${range}] }
`
  const study = (id: string, n: number): string =>
    `id: ${id}\ntrial: ${id}\narms: { new: { label: New, role: single } }\nflow: { new: { chains: [[infused: ${n}]] } }\n`
  const studies = [study('karmma-2021', 128), study('cartitude-1-2021', 97)]

  test('an end that no study can give is noted', () => {
    // Of 128: 57 are 44.53%, 58 are 45.31%. Of 97: 43 are 44.33%, 44 are 45.36%.
    expect(states('R36', pooled('44.8-69%'), ...studies)).toEqual(['note', 'uninformative'])
    expect(states('R36', pooled('44.5-45.4%'), ...studies)).toEqual(['pass', 'pass'])
  })

  test('without the records nothing is said', () => {
    expect(states('R36', pooled('44.8-69%'), ...studies.slice(1))).toEqual(['uninformative'])
  })
})

describe('R38 limits', () => {
  const quantity = (value: string, permitted: string, statistic = 'maximum'): string => `
quantities:
  dose: { label: Dose, about: dose, statistic: median (range), unit: cells, permitted: limit, values: { new: ${value} } }
  limit: { label: Limit, about: dose, statistic: ${statistic}, unit: cells, values: { new: ${permitted} } }
`
  test.each([
    // KarMMa-3: the target is exceeded, the permitted dose is not.
    ['445×10^6 (175×10^6 to 529×10^6)', '≤540×10^6', 'maximum', ['pass', 'pass']],
    ['445×10^6 (175×10^6 to 549×10^6)', '≤540×10^6', 'maximum', ['pass', 'note']],
    ['545×10^6 (175×10^6 to 529×10^6)', '≤540×10^6', 'maximum', ['fail', 'pass']],
    ['63 (30–81)', '18 years or older', 'minimum', ['pass', 'pass']],
    ['63 (17–81)', '18 years or older', 'minimum', ['pass', 'note']],
    ['3 (2–4)', 'two to four', 'range', ['pass', 'pass']],
    ['3 (1–4)', 'two to four', 'range', ['pass', 'note']],
    ['3 (3–3)', '3', 'range', ['pass']],
  ])('%s, permitted %s', (value, permitted, statistic, expected) => {
    expect(states('R38', quantity(value, permitted, statistic))).toEqual(expected)
  })

  test('in another unit nothing is compared', () => {
    const part = quantity('3 (2–4)', '≤1').replace('statistic: maximum, unit: cells', 'statistic: maximum, unit: g')
    expect(states('R38', part)).toEqual(['pass'])
  })

  test('follow-up, and ranges in a field of their own', () => {
    const followUp = (median: string): string =>
      `follow-up: { median: ${median}, range: 0.4 to 35.4, from: randomisation, definition: potential }`
    expect(states('R38', followUp("'18.6'"))).toEqual(['pass'])
    expect(states('R38', followUp("'38.6'"))).toEqual(['fail'])
  })
})
