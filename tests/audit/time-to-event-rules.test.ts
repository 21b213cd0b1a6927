import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { exampleEndpoint } from '../../src/audit/example-endpoint.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { recordOf } from '../record/record-of.ts'

function findings(rule: string, ...parts: readonly string[]): readonly Finding[] {
  const { trial } = recordOf(exampleRecord(parts.join('\n')))
  return audit(trial).findings.filter((it) => it.rule === rule)
}

function states(rule: string, ...parts: readonly string[]): readonly string[] {
  return findings(rule, ...parts).map(({ state }) => state)
}

const trial = (
  { ratio = '0.70 (0.53 to 0.92)', kind = '', one = '', other = '', p = '', events = '' }: Record<string, string>,
  n = 200,
): string =>
  exampleEndpoint(`arms: { new: { n: ${n}, ${one} }, old: { n: ${n}, ${other} } }, ${events}
    contrast: { hazard ratio: { printed: ${ratio}, model: Cox, ${kind} }, ${p} }`)

describe('R09 ci-to-p', () => {
  const same = 'stratified: false, adjusted: false'
  const p = (printed: string, more = 'stratified: false, sides: 2'): string =>
    `p: { printed: "${printed}", test: log-rank, ${more} }`

  // By hand: log(0.92 / 0.53) / 3.92 = 0.1407, log(0.70) / 0.1407 = -2.535, two-sided p = 0.0112.
  test.each([
    ['0.011', 'pass'],
    ['0.0112', 'pass'],
    ['<0.05', 'pass'],
    // z = 2.54 less a tenth is 2.28 (p = .023), more a tenth 2.79 (p = .005); the rounding of the limits adds .1 on both sides.
    ['0.019', 'pass'],
    ['0.035', 'fail'],
    ['0.003', 'fail'],
    ['<0.001', 'fail'],
    ['0.21', 'fail'],
  ])('p %s: %s', (printed, state) => {
    expect(states('R09', trial({ kind: same, p: p(printed) }))).toEqual([state])
  })

  test('a one-sided p-value is half of it; on the other side it is none at all', () => {
    expect(states('R09', trial({ kind: same, p: p('0.0056', 'stratified: false, sides: 1') }))).toEqual(['pass'])
    expect(states('R09', trial({ kind: same, p: p('0.9944', 'stratified: false, sides: 1') }))).toEqual(['pass'])
  })

  test('never a fail where strata, covariates or sides are not stated or differ', () => {
    expect(states('R09', trial({ kind: same, p: p('0.21', 'stratified: false') }))).toEqual(['note'])
    expect(states('R09', trial({ kind: same, p: p('0.21', 'stratified: true, sides: 2') }))).toEqual(['note'])
    expect(states('R09', trial({ kind: 'stratified: false', p: p('0.21') }))).toEqual(['note'])
    expect(states('R09', trial({ p: p('0.035', 'stratified: true, sides: 2') }))).toEqual(['pass'])
  })

  test('at the ends of p', () => {
    expect(states('R09', trial({ ratio: '1.00 (0.80 to 1.25)', kind: same, p: p('1.00') }))).toEqual(['pass'])
    expect(states('R09', trial({ ratio: '1.00 (0.80 to 1.25)', kind: same, p: p('>0.99') }))).toEqual(['pass'])
    expect(states('R09', trial({ ratio: '0.10 (0.07 to 0.14)', kind: same, p: p('0.000') }))).toEqual(['pass'])
  })

  test('other tests, intervals and ratios are not compared', () => {
    const wilcoxon = 'p: { printed: 0.21, test: Wilcoxon, stratified: false, sides: 2 }'
    expect(states('R09', trial({ kind: same, p: wilcoxon }))).toEqual(['not-applicable'])
    expect(states('R09', trial({ kind: `${same}, events after: 8 weeks`, p: p('0.21') }))).toEqual(['not-applicable'])
    expect(states('R09', trial({ kind: `${same}, weighted: true`, p: p('0.21') }))).toEqual(['not-applicable'])
  })

  /** Einsele 2026 by its summary: 0.0009 in the key findings, 0.0003 in the discussion; the first is that of the interval. */
  test('a p-value that is printed twice is compared twice', () => {
    const twice = 'p: { printed: 0.0009, also: [{ printed: 0.00000001 }] }'
    const found = findings('R09', trial({ ratio: '0.55 (0.39 to 0.79)', p: twice }))
    expect(found.map(({ state }) => state)).toEqual(['pass', 'note'])
    expect(found[0]?.message).toContain('0.00083 to 0.0014')
  })
})

describe('R13 se-events-total', () => {
  const events = (total: number): Record<string, string> => ({ events: `events: { total: ${total} },` })
  // log(0.925 / 0.525) / 3.92 = 0.1445 is the widest that rounding allows: 2 / 0.1445 = 13.84, 13.84^2 = 191.6. The narrowest is
  // log(0.915 / 0.535) / 3.92 = 0.1369; few events give 1 / sqrt(d x .412 x .588), 1.15 times as much is 0.1349 for 300.
  test.each([
    [191, 'fail'],
    [192, 'pass'],
    [210, 'pass'],
    [285, 'pass'],
    [300, 'note'],
  ])('%i events: %s', (total, state) => {
    expect(states('R13', trial(events(total)))).toEqual([state])
  })

  test('not for other ratios; a lower limit of 0 says nothing', () => {
    expect(states('R13', trial({ ...events(150), kind: 'weighted: true' }))).toEqual(['not-applicable'])
    expect(states('R13', trial({ ...events(150), ratio: '0.05 (0.00 to 0.80)' }))).toEqual(['uninformative'])
  })

  // Rodriguez-Otero 2023: 242 events, 254 and 132 patients.
  test('KarMMa-3', () => {
    expect(states('R13', trial({ ...events(242), ratio: '0.49 (0.38 to 0.65)' }))).toEqual(['pass'])
  })
})

describe('R14 landmark-hr', () => {
  const at = (one: string, other: string, ratio = '0.51 (0.38 to 0.68)'): readonly string[] =>
    states('R14', trial({ ratio, one: `survival: { 12: ${one} }`, other: `survival: { 12: ${other} }` }))

  test('by hand: log .74 / log .55 = 0.504', () => {
    expect(at('74%', '55%')).toEqual(['pass'])
    expect(at('74%', '24%')).toEqual(['note'])
    expect(at('30%', '55%')).toEqual(['note'])
  })

  test('100% and a figure that rounding may make 100% say nothing', () => {
    expect(at('100%', '55%')).toEqual(['not-applicable'])
    expect(at('74%', '0%')).toEqual(['not-applicable'])
  })

  test('only landmarks of both arms, and only of a plain ratio', () => {
    const alone = { one: 'survival: { 12: 74% }', other: 'survival: { 6: 24% }' }
    expect(states('R14', trial(alone))).toEqual(['not-applicable'])
    const firing = { one: 'survival: { 12: 74% }', other: 'survival: { 12: 24% }' }
    expect(states('R14', trial({ ...firing, kind: 'events after: 8 weeks' }))).toEqual(['not-applicable'])
  })

  test('exactly proportional curves never fire, whatever their ratio, times and size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 20, max: 2000 }),
        (ratio, control, n) => {
          const survival = Math.exp(ratio * Math.log(control))
          // Two standard errors of about half of the patients with the event, for the limits.
          const width = Math.exp(1.96 * Math.sqrt(4 / n))
          const printed = `${ratio.toFixed(3)} (${(ratio / width).toFixed(3)} to ${(ratio * width).toFixed(3)})`
          const [one, other] = [survival, control].map((it) => `survival: { 12: ${(100 * it).toFixed(1)}% }`)
          const found = states('R14', trial({ ratio: printed, one: one!, other: other! }, n))
          expect(['pass', 'not-applicable']).toContain(found[0])
        },
      ),
      { numRuns: 60, seed: 14 },
    )
  })
})

describe('R15 landmark-ph', () => {
  const curves = (one: string, other: string): readonly string[] =>
    states('R15', trial({ one: `survival: { ${one} }`, other: `survival: { ${other} }` }))

  // log .7 / log .5 = 0.515, log(50/70) / log(25/50) = 0.485; and 0.389 against log(30/70) / log(35/40) = 6.3.
  test('by hand', () => {
    expect(curves('12: 70%, 24: 50%', '12: 50%, 24: 25%')).toEqual(['pass'])
    expect(curves('12: 70%, 24: 30%', '12: 40%, 24: 35%')).toEqual(['note'])
  })

  test('periods with few events, and a single landmark, say nothing', () => {
    expect(curves('12: 70%, 24: 69%', '12: 50%, 24: 49%')).toEqual(['not-applicable'])
    expect(curves('12: 70%', '12: 50%')).toEqual(['not-applicable'])
  })

  test('one comparison for each two neighbouring periods', () => {
    expect(curves('6: 84%, 12: 70%, 24: 50%', '6: 71%, 12: 50%, 24: 25%')).toEqual(['pass', 'pass'])
  })
})

describe('R17 medianci-landmark', () => {
  const arm = (median: string, survival: string, n = 100): readonly string[] =>
    states('R17', exampleEndpoint(`arms: { new: { n: ${n}, median: ${median}, survival: { ${survival} } } }`))

  // sqrt(.55 x .45 / 100) = .050: 55.5% lies 1.1 standard errors above 50%; 60.5% 2.1.
  test.each([
    ['6: 55%', 'note'],
    ['6: 60%', 'pass'],
    ['6: 45%', 'note'],
    ['12: 55%', 'pass'],
    ['12: 90%', 'note'],
    ['18: 45%', 'note'],
    ['18: 39%', 'pass'],
  ])('12.1 (9.8 to 15.0), %s: %s', (survival, state) => {
    expect(arm('12.1 (9.8 to 15.0)', survival)).toEqual([state])
  })

  test('with its own interval, that is asked', () => {
    expect(arm('12.1 (9.8 to 15.0)', '6: 60% (44 to 72)')).toEqual(['note'])
    expect(arm('12.1 (9.8 to 15.0)', '6: 60% (49 to 70)')).toEqual(['pass'])
    expect(arm('12.1 (9.8 to 15.0)', '12: 62% (54 to 70)')).toEqual(['note'])
  })

  test('on a limit nothing is said; without an upper limit nothing comes after it', () => {
    expect(arm('12.1 (10.0 to 15.0)', '10: 55%')).toEqual(['not-applicable'])
    expect(arm('NR (10.0 to NE)', '6: 70%, 12: 55%')).toEqual(['pass', 'pass'])
    expect(arm('12.1', '6: 55%')).toEqual(['not-applicable'])
  })
})

describe('R18 median-ratio', () => {
  const medians = (one: string, other: string, ratio = '0.52 (0.40 to 0.68)'): readonly string[] =>
    states('R18', trial({ ratio, one: `median: ${one}`, other: `median: ${other}` }))

  test('by hand: 10.2 / 20.1 = 0.507', () => {
    expect(medians('20.1 (16.2 to 25.0)', '10.2 (8.4 to 12.3)')).toEqual(['pass'])
    expect(medians('41.5 (36.4 to 47.0)', '10.2 (8.4 to 12.3)')).toEqual(['note'])
    expect(medians('8.1 (7.2 to 9.0)', '10.2 (8.4 to 12.3)')).toEqual(['note'])
  })

  test('medians that are not reached are not compared', () => {
    expect(medians('NR (16.2 to NE)', '10.2 (8.4 to 12.3)')).toEqual(['not-applicable'])
  })
})

describe('R27, R28, R29: design calculations', () => {
  const empty = exampleEndpoint('arms: {}, events: { total: 242 }')
  const look = (fields: string, calculation = ''): string =>
    `calculations: [{ endpoint: os, ${calculation} looks: [{ label: second interim for efficacy, ${fields} }] }]`

  // 242 / 289 = 83.74%.
  test.each([
    ['84%', 'pass'],
    ['83.7%', 'pass'],
    ['0.84', 'pass'],
    ['83%', 'fail'],
    ['83.8%', 'fail'],
  ])('R27: 242 of 289 as %s: %s', (reached, state) => {
    const counted = `calculations: [{ endpoint: os, events: 289, looks: [{ label: interim, reached: ${reached}, events: 242 }] }]`
    expect(states('R27', empty, counted)).toEqual([state])
    expect(states('R27', empty, counted.replace('events: 242', 'report: true'))).toEqual([state])
    expect(states('R27', empty, counted.replace('events: 242', 'report: false'))).toEqual(['not-applicable'])
  })

  // z(.9875) = 2.2414; 2(1 - Phi(2.2414 / sqrt(.84))) = 0.01446; at t = 1 it is alpha itself.
  test.each([
    ["reached: 84%, boundary: <0.014, sides: 1, spending: O'Brien-Fleming", 'pass'],
    ["reached: 84%, boundary: '0.0145', sides: 1, spending: O'Brien-Fleming", 'pass'],
    ["reached: 84%, boundary: <0.016, sides: 1, spending: O'Brien-Fleming", 'note'],
    ["reached: 84%, boundary: <0.029, sides: 2, spending: O'Brien-Fleming", 'pass'],
    ["reached: 100%, boundary: <0.025, sides: 1, spending: O'Brien-Fleming", 'pass'],
    ["planned: 50%, boundary: <0.0015, sides: 1, spending: Lan-DeMets O'Brien-Fleming", 'pass'],
    ['reached: 84%, boundary: <0.016, sides: 1, spending: Pocock', 'not-applicable'],
    ['reached: 84%, boundary: <0.016, sides: 1', 'not-applicable'],
    ["reached: 84%, boundary: <0.016, spending: O'Brien-Fleming", 'not-applicable'],
  ])('R28: %s: %s', (fields, state) => {
    expect(states('R28', empty, look(fields, 'alpha: 2.5%, sides: 1,'))).toEqual([state])
    expect(states('R28', empty, look(fields, 'alpha: "0.05", sides: 2,'))).toEqual([state])
  })

  test('R28: a later look is not compared', () => {
    const looks = `calculations: [{ endpoint: os, alpha: 2.5%, sides: 1, looks: [{ label: first efficacy look },
      { label: second, reached: 84%, boundary: <0.020, sides: 1, spending: O'Brien-Fleming }] }]`
    expect(states('R28', empty, looks)).toEqual(['not-applicable'])
  })

  // Rodriguez-Otero 2023: log(9 / 14) = -0.4418; x sqrt(289 x 2/9) = 3.541; Phi(3.541 - 1.960) = 94.3%.
  test.each([
    ['94%', 'pass'],
    ['95%', 'pass'],
    ['90%', 'note'],
    // Freedman: (1 - 0.643) sqrt(289 x 2) / (1 + 2 x 0.643) = 3.757; Phi(1.797) = 96.4%.
    ['97%', 'pass'],
    ['99%', 'note'],
  ])('R29: 289 events, 14 against 9 months, power %s: %s', (power, state) => {
    const plan = `calculations: [{ endpoint: os, events: 289, power: ${power}, alpha: 2.5%, sides: 1, medians: { old: '9', new: '14' } }]`
    expect(states('R29', empty, "design: { allocation: '2:1' }", plan)).toEqual([state])
    expect(states('R29', empty, 'design: { allocation: not stated }', plan)).toEqual(['not-applicable'])
  })
})

describe('R40 crude-vs-hr', () => {
  const shares = (one: number, other: number, ratio = '0.52 (0.35 to 0.77)'): readonly string[] =>
    states('R40', trial({ ratio, one: `events: ${one}`, other: `events: ${other}` }))

  // log(.8) / log(.65) = 0.518; log(.675) / log(.65) = 0.912.
  test('by hand', () => {
    expect(shares(40, 70)).toEqual(['pass'])
    expect(shares(65, 70)).toEqual(['note'])
    expect(shares(150, 180)).toEqual(['uninformative'])
    expect(shares(0, 70)).toEqual(['not-applicable'])
  })

  // Einsele 2026, by its summary: 30 and 49 patients, a ratio of 0.38.
  test('CARTITUDE-4, symptom worsening', () => {
    const arms = 'arms: { new: { n: 208, events: 30 }, old: { n: 211, events: 49 } }'
    const found = findings('R40', exampleEndpoint(`${arms}, contrast: { hazard ratio: 0.38 (0.24 to 0.61) }`))
    expect(found).toMatchObject([{ state: 'note' }])
    expect(found[0]?.explanation).toMatch(/^The patients of Old were observed for a shorter time/u)
  })
})

describe('R41 reach-median', () => {
  const arm = (fields: string): readonly string[] =>
    states('R41', exampleEndpoint(`arms: { new: { n: 100, ${fields} } }`))

  test('the curve ends at or below the share without the event', () => {
    expect(arm('median: NR, events: 50')).toEqual(['pass'])
    expect(arm('median: NR, events: 51')).toEqual(['fail'])
    expect(arm('median: NR')).toEqual(['uninformative'])
    expect(arm('median: NR (20.1 to NE)')).toEqual(['pass'])
    expect(arm('median: NR, survival: { 24: 61% }')).toEqual(['pass'])
    expect(arm('median: NR, survival: { 24: 50% }')).toEqual(['uninformative'])
  })

  test('survival is never below the share at risk', () => {
    expect(arm('median: 12.1, at risk: { 0: 100, 12: 51, 15: 51 }')).toEqual(['fail'])
    expect(arm('median: 12.1, at risk: { 0: 100, 12: 51, 15: 50 }')).toEqual(['pass'])
    expect(arm('median: 12.1, at risk: { 0: 100, 12: 51 }')).toEqual(['not-applicable'])
  })

  test('a median later than the longest follow-up is a note', () => {
    const followed = (range: string): readonly string[] =>
      states(
        'R41',
        exampleEndpoint(
          `follow-up: { median: 9, range: ${range}, definition: unknown }, arms: { new: { n: 100, median: 12.1 } }`,
        ),
      )
    expect(followed('0.4 to 20.0')).toEqual(['pass'])
    expect(followed('0.4 to 11.0')).toEqual(['note'])
  })

  test('not for a median among those who had the event', () => {
    const found = exampleEndpoint('estimator: descriptive, arms: { new: { n: 100, median: NR, events: 60 } }')
    expect(states('R41', found)).toEqual(['not-applicable'])
  })
})
