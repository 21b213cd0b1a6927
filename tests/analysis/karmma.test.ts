import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Row } from '../../src/result/row.ts'
import { fixedLag } from '../../src/scenario/lag.ts'
import { ittMeasures } from '../../src/scenario/itt-measures.ts'
import { chartFigures } from '../../src/report/chart-figures.ts'
import { shippedPlan, shippedRecord } from './karmma-3.ts'

const { plan, spans, file } = shippedPlan('karmma')
const done = analyse({
  plan: { ...plan, draws: 40 },
  spans,
  planFile: file,
  planHash: '0'.repeat(64),
  records: [shippedRecord('karmma-2021')],
})
if (done.kind !== 'analysed') throw new Error(JSON.stringify(done.diagnostics))
const { results, patients } = done
const rows = results.rows.filter((it) => it.scenario === 'all-enrolled')
const median = (variant: string): Row | undefined =>
  rows.find((it) => it.measure === 'median' && it.variant === variant && it.origin === 'scenario')

/** Kaplan-Meier of the rebuilt patients by hand, and the first time at or below a level. */
function firstAtOrBelow(level: number): number {
  const sorted = [...patients].sort((a, b) => a.time - b.time || b.event - a.event)
  let survival = 1
  for (const [i, it] of sorted.entries()) {
    if (it.event === 1) survival *= 1 - 1 / (sorted.length - i)
    if (survival <= level + 1e-12) return it.time
  }
  return NaN
}

const p = 128 / 140

describe('KarMMa: all 140 enrolled', () => {
  test('the worst and the best median are quantiles of the rebuilt curve, 1/2 / p and (1/2 - (1 - p)) / p, moved by the lag', () => {
    for (const [label, lag] of [
      ['with no lag', 0],
      ['with an assumed lag of 1.3 months', 1.3],
    ] as const) {
      expect(median(`all failed at once; ${label}`)?.estimate).toBeCloseTo(lag + firstAtOrBelow(0.5 / p), 6)
      expect(median(`none failed; ${label}`)?.estimate).toBeCloseTo(lag + firstAtOrBelow((0.5 - (1 - p)) / p), 6)
    }
  })

  test('each row is of the enrolled, from enrolment, and supplementary: another estimand than that of the infused', () => {
    for (const it of rows)
      expect([it.population, it.clock, it.role, it.data]).toEqual([
        'enrolled (140)',
        'enrolment',
        'supplementary',
        'reconstructed',
      ])
  })

  test('8 months needs a bad fate of the 12 without a lag, and no fate is bad enough with 1.3 months; 7 is out of reach', () => {
    const tips = rows.filter((it) => it.origin === 'tipping' && it.parameter === 'median of those not infused')
    const tip = (words: string) => tips.find((it) => it.variant === words)
    const eight = tip('the median reaches 8 months; with no lag')
    expect(eight?.status).toBe('ok')
    // By hand: p S(8) + (1 - p) 2^(-8/x) = 1/2.
    const at8 = results.curves.find((it) => it.series === 'km' && it.time > 8)
    expect(at8).toBeDefined()
    expect(eight?.estimate).toBeGreaterThan(2)
    expect(eight?.estimate).toBeLessThan(6)
    expect(tip('the median reaches 8 months; with an assumed lag of 1.3 months')?.status).toBe('none-in-range')
    for (const it of tips.filter((one) => one.variant.startsWith('the median reaches 7')))
      expect([it.variant, it.status]).toEqual([it.variant, 'none-in-range'])
  })

  test('the lag from which on 8 months is out of reach is 8 less the worst median', () => {
    const lag = rows.find((it) => it.parameter === 'lag' && it.variant.includes('8 months'))
    expect(lag?.estimate).toBeCloseTo(8 - firstAtOrBelow(0.5 / p), 5)
  })

  test('the finding says where the draws give another answer', () => {
    const finding = results.scenarios.find((it) => it.id === 'all-enrolled')?.finding ?? ''
    expect(finding).toMatch(
      /no median of theirs is low enough \(in \d+ of 40 draws one does it: the printed figures do not settle it\)/u,
    )
    // One draw of 40 with another answer is no more than 5%.
    for (const [, count] of finding.matchAll(/in (\d+) of 40 draws [^:)]+\)/gu))
      expect(Number(count)).toBeLessThanOrEqual(2)
    for (const [, count] of finding.matchAll(/in (\d+) of 40 draws [^:)]+: the printed/gu))
      expect(Number(count)).toBeGreaterThan(2)
    expect(finding).toContain('In the rebuilt curve it is above 7 months')
    expect(finding).toContain('counted from enrolment')
  })

  test('response by both denominators: 94 of 128, 94 to 106 of 140', () => {
    const bound = (scenario: string) => results.rows.find((it) => it.scenario === scenario && it.origin === 'bound')
    expect(bound('response')).toMatchObject({ lower: 94 / 140, upper: 106 / 140, population: 'enrolled (140)' })
    expect(bound('complete-response')).toMatchObject({ lower: 42 / 140, upper: 54 / 140 })
  })
})

test('a figure of responders is no figure of progression-free survival', () => {
  const captions = (scenario: string) =>
    chartFigures(results)
      .scenario(scenario)
      .flatMap((it) => (it.kind === 'figure' ? [it.figure.caption] : []))
  expect(captions('response')).toEqual([
    'Overall response by denominator. Response as reported and among everybody, for each number of responders among the others.',
  ])
  expect(captions('all-enrolled')[0]).toContain('Progression-free survival. ')
})

// m log2(2 p) and m log2(p / (p - 1/2)): closed forms for an exponential curve of the infused with median m.
test('an exponential curve through 8.8 months gives [7.66, 10.05] without a lag, and never less than 8.96 with 1.3 months', () => {
  const time = Float64Array.from({ length: 60_001 }, (_, i) => i / 1000)
  const infused = { time, survival: time.map((t) => 2 ** (-t / 8.8)) }
  const of = (lag: number, kind: 'fail-at' | 'never-fail'): number | null =>
    ittMeasures({
      infused,
      share: p,
      lag: fixedLag(lag),
      notInfused: kind === 'fail-at' ? { kind, time: 0 } : { kind },
      reading: 'lines',
    }).median()
  expect(of(0, 'fail-at')).toBeCloseTo(8.8 * Math.log2(2 * p), 4)
  expect(of(0, 'never-fail')).toBeCloseTo(8.8 * Math.log2(p / (p - 0.5)), 4)
  expect(of(1.3, 'fail-at')).toBeCloseTo(1.3 + 8.8 * Math.log2(2 * p), 4)
  expect(of(0, 'fail-at')).toBeCloseTo(7.6623, 3)
})
