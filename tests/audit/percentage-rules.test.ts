import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attainable, attainingCounts } from '../../src/audit/attainable.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { audit } from '../../src/audit/audit.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { readMeasures } from '../../src/audit/read-measures.ts'
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts'
import { jeffreys } from '../../src/statistics/jeffreys.ts'
import { wald } from '../../src/statistics/wald.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { recordOf } from '../record/record-of.ts'

/** What one rule finds in a record, given in part; by hand where nothing else is said. */
const found = (rule: string, part: string): readonly Finding[] => {
  const parsed = recordOf(exampleRecord(part), 'example-2024.yaml')
  return audit(parsed.trial).findings.filter((it) => it.rule === rule)
}

const table = (rows: string, { of = 'of: 28', form = 'percent', more = '' } = {}): string => `
tables:
  response:
    label: Response
    population: patients treated
    columns: [{ arm: new, ${of} }]
    form: ${form}
    rows: { ${rows} }
    ${more}
`

const states = (rule: string, part: string): readonly string[] => found(rule, part).map(({ state }) => state)

describe('R01 pct-count', () => {
  test('a percentage that only rounding twice gives passes, and R05 notes it', () => {
    // 309 of 695 is 44.46%: 44.5, then 45.
    const rows = table('Any: [309 (45)]', { of: 'of: 695', form: 'count (percent)' })
    expect(states('R01', rows)).toEqual(['pass'])
    expect(found('R05', rows)).toMatchObject([{ state: 'note', figures: ['response.new.any'] }])
    expect(states('R01', table('Any: [309 (46)]', { of: 'of: 695', form: 'count (percent)' }))).toEqual(['fail'])
  })

  test('names the denominators that would fit', () => {
    const [it] = found('R01', table('Any: [20 (10)]', { of: 'of: 254', form: 'count (percent)' }))
    // 20 / 0.105 = 190.5 and 20 / 0.095 = 210.5.
    expect(it?.explanation).toContain('Of 191 to 210 patients, 20 would be 10')
  })

  test('a row of another population does not take the denominator of the column', () => {
    const row = 'Any: { cells: [20 (10)], population: not stated }'
    expect(states('R01', table(row, { of: 'of: 254', form: 'count (percent)' }))).toEqual(['not-applicable'])
  })

  test('a denominator that follows from the name of the population alone proves less', () => {
    const part = (percent: string): string => `
flow: { new: { chains: [[randomised: 100, infused: 80]] } }
tables:
  response:
    { label: Response, population: infused, columns: [new], rows: { Any: [40 (${percent})] } }
`
    expect(states('R01', part('50'))).toEqual(['pass'])
    expect(states('R01', part('40'))).toEqual(['note'])
  })
})

describe('R02 grim-pct', () => {
  test.each([
    ['21%', 'of: 28', 'pass'], // 6/28 = 21.43
    ['22%', 'of: 28', 'fail'], // 21.43 and 25
    ['22%', 'of: 128', 'uninformative'],
    ['44.8%', 'of: 128', 'fail'], // 57/128 = 44.53, 58/128 = 45.31
    ['44.8%', 'of: 97', 'fail'], // 43/97 = 44.33, 44/97 = 45.36
    ['44.8%', 'of: 165', 'pass'], // 74/165 = 44.85, which is 44.8 or 44.9? 44.848...: 44.8
    ['12.5%', 'of: 8', 'pass'],
    ['<1%', 'of: 28', 'not-applicable'],
  ])('%s %s: %s', (percent, of, state) => {
    expect(states('R02', table(`Any: [${percent}]`, { of }))).toEqual([state])
  })

  test('a percentage of which the denominator is not known is not compared', () => {
    expect(states('R02', table('Any: [22%]', { of: 'grade: any' }))).toEqual(['not-applicable'])
  })

  test('property: a share of whole patients, rounded, is always possible', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.integer({ min: 0, max: 2 }), (n, k, decimals) => {
        const count = k % (n + 1)
        const scale = [100, 1000, 10000][decimals] ?? 100
        // Whole numbers throughout: the nearest, a half upwards.
        const digits = Math.floor((2 * scale * count + n) / (2 * n))
        expect(attainable({ digits, decimals, count }, n)).toBe(true)
        const [first, last] = attainingCounts({ digits, decimals }, n)
        expect(first <= count && count <= last).toBe(true)
        // Rounded twice, half upwards both times.
        const finer = Math.floor((20 * scale * count + n) / (2 * n))
        expect(attainable({ digits: Math.floor((finer + 5) / 10), decimals, count }, n, 'twice')).toBe(true)
      }),
    )
  })
})

describe('R03 grim-power', () => {
  test.each([
    ['21%, 43%', '28', 'pass'],
    ['97%, 67%', '97', 'note'],
    ['97%, 67%', '100', 'uninformative'],
  ])('%s of %s: %s', (percents, of, state) => {
    const rows = percents.split(', ').map((it, index) => `Row ${index + 1}: [${it}]`)
    expect(states('R03', table(rows.join(', '), { of: `of: ${of}` }))).toEqual([state])
  })

  test('28 patients give 29 of 101 whole percentages', () => {
    expect(found('R03', table('Any: [21%]'))[0]?.message).toContain('28 patients give 29 of the 101 percentages')
  })
})

describe('R06 prop-ci', () => {
  const response = (percent: string, method = '', cell = '71'): string =>
    table(`Response: { cells: [${cell}], percents: [${percent}] }`, {
      of: 'of: 100',
      form: 'count',
      more: method === '' ? '' : `method: ${method}`,
    })

  // Limits of 71 of 100 by R: binom.test 61.07 to 79.64, prop.test 61.46 to 78.99 and 60.92 to 79.42, Wald 62.11 to 79.89.
  test.each([
    ['71 (61.1-79.6)', 'exact', 'pass'],
    ['71 (61.1-79.6)', 'Clopper-Pearson', 'pass'],
    ['71 (61.5-79.0)', 'Wilson score', 'pass'],
    ['71 (60.9-79.4)', 'Wilson score', 'pass'],
    ['71 (62.1-79.9)', 'Wald, two-sided', 'pass'],
    ['71 (62.1-79.9)', 'exact', 'fail'],
    ['71 (61.1-79.6)', '', 'pass'],
    ['71 (62.1-79.6)', '', 'note'],
    ['71 (62.1-79.9)', 'stratified Wald', 'not-applicable'],
    ['71 (62.1-79.9)', 'Kaplan-Meier', 'not-applicable'],
  ])('%s by %s: %s', (percent, method, state) => {
    expect(states('R06', response(percent, method))).toEqual([state])
  })

  test('says whose limits they are', () => {
    expect(found('R06', response('71 (61.1-79.6)', 'Wald'))[0]?.explanation).toMatch(
      /^These are the limits of Clopper-Pearson \(61\.07 to 79\.6/u,
    )
  })

  test('a count that cannot be read: any that gives the percentage will do', () => {
    const part = (limits: string): string =>
      table(`Response: { cells: [unreadable], percents: [5 (${limits})] }`, {
        of: 'of: 132',
        form: 'count',
        more: 'method: Wald',
      })
    // 7 of 132: 1.48 to 9.13; 6 of 132: 0.99 to 8.10.
    expect(states('R06', part('1-9'))).toEqual(['pass'])
    expect(states('R06', part('1-8'))).toEqual(['pass'])
    expect(states('R06', part('3-9'))).toEqual(['fail'])
    // KarMMa-3, Table 2: 1.48 to 1.5 to 2.
    expect(states('R06', part('2-9'))).toEqual(['pass'])
    expect(states('R05', part('2-9'))).toEqual(['note'])
    expect(states('R05', part('1-9'))).toEqual(['not-applicable'])
  })

  test('property: what one of the methods gives is found', () => {
    const intervals = [wald, wilson, clopperPearson, jeffreys]
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.nat(), fc.constantFrom(...intervals), (n, k, interval) => {
        const count = 1 + (k % (n - 1))
        const it = interval({ count, total: n })
        if (it.kind !== 'value' || it.lower < 0 || it.upper > 1) return
        const [p, low, high] = [it.value, it.lower, it.upper].map((x) => (100 * x).toFixed(1))
        const part = table(`Any: { cells: ['${count}'], percents: ['${p} (${low}-${high})'] }`, {
          of: `of: ${n}`,
          form: 'count',
        })
        expect(states('R06', part)).toEqual(['pass'])
      }),
      { numRuns: 60 },
    )
  })
})

describe('R26 or-2x2 and R44 pct-difference', () => {
  const arms = (contrast: string, cells = "['181', '55']"): string => `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 254 }, { arm: old, of: 132 }]
    form: count
    rows: { Any: { cells: ${cells}, contrast: { ${contrast} } } }
`
  // KarMMa-3, Table 2: 181 x 77 / (73 x 55) = 3.471.
  test.each([
    ['odds ratio: 3.47 (2.24 to 5.39)', 'pass'],
    ['odds ratio: 3.5', 'pass'],
    ['odds ratio: 3.74 (2.24 to 5.39)', 'note'],
    ['odds ratio: 3.47 (2.24 to 5.93)', 'note'],
    ['odds ratio: 0.29 (0.19 to 0.45)', 'fail'],
    ['odds ratio: 7.43 (5.24 to 9.39)', 'fail'],
    ['odds ratio: 7.43 (5.24 to 9.39), p: { printed: <0.001, test: Cochran-Mantel-Haenszel }', 'note'],
    ['odds ratio: 7.43 (5.24 to 9.39), p: { printed: <0.001, stratified: true }', 'note'],
    ['rate ratio: 1.71 (1.38 to 2.12)', 'pass'], // (181/254) / (55/132) = 1.710; Katz by hand 1.379 to 2.121
    ['rate ratio: 2.71 (2.38 to 3.12)', 'note'],
  ])('%s: %s', (contrast, state) => {
    expect(states('R26', arms(contrast))).toEqual([state])
  })

  test('the arms the other way round', () => {
    expect(found('R26', arms('odds ratio: 0.29 (0.19 to 0.45)'))[0]?.explanation).toContain('the other way round')
  })

  test('an empty cell has no odds ratio', () => {
    expect(states('R26', arms('odds ratio: 3.47', "['254', '55']"))).toEqual(['not-applicable'])
  })

  // 71.26 - 41.67 = 29.59.
  test.each([
    ['difference: 29.6 (19.4 to 39.7)', 'pass'],
    ['difference: 30', 'pass'],
    ['difference: 29.6 (95% CI 19.4 to 39.7)', 'pass'],
    ['difference: "0.30 (0.19 to 0.40)"', 'pass'],
    ['difference: 28.9 (18.8 to 39.0)', 'note'],
    ['difference: 42.6 (32.4 to 52.7)', 'fail'],
    ['difference: "-29.6 (-39.7 to -19.4)"', 'fail'],
    ['difference: "42.6 (32.4 to 52.7)", p: { printed: <0.001, test: Mantel-Haenszel }', 'note'],
  ])('%s: %s', (contrast, state) => {
    expect(states('R44', arms(contrast))).toEqual([state])
  })

  test('R07: a difference outside its own interval', () => {
    expect(states('R07', arms('difference: "-3.1 (-5.2 to 2.4)"'))).toEqual(['pass'])
    expect(states('R07', arms('difference: "-6.1 (-5.2 to 2.4)"'))).toEqual(['fail'])
  })
})

test('R07: medians of tables and other quantities', () => {
  const rows = (cell: string): string => table(`Time: ['${cell}']`, { form: 'median (interval)' })
  expect(states('R07', rows('1.9 (1.5 to 2.1)'))).toEqual(['pass'])
  expect(states('R07', rows('2.9 (1.5 to 2.1)'))).toEqual(['fail'])
  expect(states('R07', rows('NR (1.5 to NE)'))).toEqual(['pass'])
  const quantity = (value: string): string =>
    `quantities: { recovery: { label: R, about: time course, statistic: median (interval), values: { new: ${value} } } }`
  expect(states('R07', quantity('1.9 (1.5 to 2.1)'))).toEqual(['pass'])
  expect(states('R07', quantity('1.1 (1.5 to 2.1)'))).toEqual(['fail'])
})

test.each([
  ['445×10^6 (175×10^6 to 529×10^6)', [445e6, 175e6, 529e6]],
  ['150-450 × 10^6', [150e6, 450e6]],
  ['63 (30–81)', [63, 30, 81]],
  ['two to four', [2, 4]],
  ['-3 (-5 to 2)', [-3, -5, 2]],
  ['12.3 (−1.2 to 3)', [12.3, -1.2, 3]],
  ['3·5 (1 to 51)', [3.5, 1, 51]],
  ['within', []],
])('the numbers of "%s"', (text, numbers) => {
  expect(readMeasures(text).map(({ value }) => value)).toEqual(numbers)
})
