import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import { checkPlanRecord } from '../../src/analysis/check-plan-record.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import type { Row } from '../../src/result/row.ts'
import { shippedPlan, shippedRecord } from './karmma-3.ts'

function shipped(id: string, records: readonly string[], others: readonly string[], draws: number) {
  const { plan, spans, file } = shippedPlan(id)
  const given = { plan: { ...plan, draws }, spans, planFile: file, planHash: '0'.repeat(64) }
  const done = analyse({ ...given, records: records.map(shippedRecord), others: others.map(shippedRecord) })
  if (done.kind !== 'analysed') throw new Error(JSON.stringify(done.diagnostics))
  const { rows } = done.results
  const of = (scenario: string, want: Partial<Row>): Row => {
    const found = rows.filter(
      (it) => it.scenario === scenario && Object.entries(want).every(([key, value]) => it[key as keyof Row] === value),
    )
    if (found[0] === undefined) throw new Error(`no row of ${scenario}: ${JSON.stringify(want)}`)
    return found[0]
  }
  return { ...done.results, of }
}

describe('CARTITUDE-4, first report', () => {
  const { of, scenarios } = shipped('cartitude-4', ['cartitude-4-2023'], ['apollo-2021'], 5)

  test('by hand: the printed landmarks give 0.38, and 0.26 after 8 weeks leaves at least 8.4% before', () => {
    // -ln 0.759 / -ln 0.486 = 0.2757 / 0.7215
    const method = 'cumulative hazards, printed survival'
    expect(of('by-period', { method, measure: 'hazard-ratio' }).estimate).toBeCloseTo(0.3821, 3)
    // exp(0.26 * 0.7215 - 0.2757) = 0.9156
    expect(of('by-period', { method, measure: 'survival' }).upper).toBeCloseTo(0.9156, 3)
    expect(scenarios.find((it) => it.id === 'by-period')?.finding).toContain('8.4% of Cilta-cel (18 of 208)')
  })

  test('the ratio over all events is near what the landmarks give, not near the printed one', () => {
    const ratio = of('as-published', { measure: 'hazard-ratio' })
    expect(ratio.estimate).toBeGreaterThan(0.34)
    expect(ratio.estimate).toBeLessThan(0.48)
    expect(ratio.verdict).toBe('not-comparable')
  })

  test('by hand: 12-month survival of the infused between (S - 32/208) / share and S / share', () => {
    const at12 = (variant: string) => of('infused', { variant, measure: 'survival', time: 12 }).estimate
    expect(at12('none failed')).toBeCloseTo((0.759 - 32 / 208) / (176 / 208), 2)
    expect(at12('all failed at once')).toBeCloseTo(0.759 / (176 / 208), 2)
    const bound = of('bounds', {
      variant: 'against the control arm',
      method: 'bounds',
      origin: 'bound',
    })
    expect(bound.lower).toBeCloseTo(0.715 - 0.486, 2)
    expect(bound.upper).toBeCloseTo(0.897 - 0.486, 2)
    expect(
      of('bounds', { variant: 'against the control arm', origin: 'tipping', measure: 'tipping-value' }).status,
    ).toBe('none-in-range')
  })

  test('a control arm scaled to the median of DPd, and the one of APOLLO, change little', () => {
    expect(of('control-scaled', { measure: 'median', value: 0.95 }).estimate).toBeGreaterThan(12)
    expect(of('control-scaled', { measure: 'median', value: 0.95 }).estimate).toBeLessThan(12.8)
    const apollo = of('control-apollo', { measure: 'hazard-ratio' })
    expect(apollo.upper).toBeLessThan(1)
    const tip = of('control-scaled', { measure: 'tipping-value' })
    // The upper limit over all events is divided by the multiplier.
    expect(tip.estimate).toBeCloseTo(of('as-published', { measure: 'hazard-ratio' }).upper ?? 0, 2)
  })
})

describe('CARTITUDE-4, overall survival', () => {
  const { of, scenarios } = shipped('cartitude-4-overall-survival', ['cartitude-4-2026'], [], 3)

  test('the ratio is the printed one, and everything at 30 months is the model alone', () => {
    expect(of('as-published', { measure: 'hazard-ratio' }).verdict).toBe('reproduced')
    expect(of('as-published', { measure: 'survival-difference', time: 30 }).status).toBe('extrapolated')
  })

  test('by hand: multiplying the hazard of the control arm by the printed upper limit, 0.79, brings it to 1', () => {
    const tip = of('control-scaled', { measure: 'tipping-value' })
    expect(tip.estimate).toBeCloseTo(0.79, 2)
    // Strata are not stated, so that the limit is not asked of the rebuilt patients: draws leave it open.
    expect(tip.spreadLower).toBeLessThan(tip.estimate ?? NaN)
    expect(tip.spreadUpper).toBeGreaterThan(tip.estimate ?? NaN)
  })

  test('by hand: the infused between (S - q) / p and S / p of the same curve', () => {
    const at30 = (variant: string) => of('infused', { variant, measure: 'survival', time: 30 }).estimate ?? 0
    const whole = at30('as the whole cilta-cel arm')
    expect(at30('all died at once')).toBeCloseTo(whole / (176 / 208), 6)
    expect(at30('none died')).toBeCloseTo((whole - 32 / 208) / (176 / 208), 6)
    // Better others make worse infused.
    expect(at30('as the standard arm')).toBeGreaterThan(whole)
    expect(at30('twice the hazard of the standard arm')).toBeGreaterThan(at30('as the standard arm'))
    expect(at30('none died')).toBeLessThan(whole)
  })

  test('a finding about survival at 30 months, which no figure pins, says so; so does one on assumed follow-up', () => {
    const findingOf = (id: string): string => scenarios.find((it) => it.id === id)?.finding ?? ''
    for (const id of ['infused', 'bounds', 'priors', 'early-censoring']) {
      expect(findingOf(id)).toContain(
        'No printed figure pins the curve of Cilta-cel as late as 30 months, nor that of Standard of care before 37.7: the number',
      )
    }
    for (const id of ['drop-out-before-the-cut-off', 'drop-out-all-early']) {
      expect(findingOf(id)).toContain('administrative times are assumed, 17.7 to 49.5 months with median 33.6')
      expect(findingOf(id)).toMatch(/\d+ of the \d+ rebuilt patients who were censored were followed for longer/u)
    }
  })

  test('each comparison of the bounds has a verdict of its own', () => {
    const finding = scenarios.find((it) => it.id === 'bounds')?.finding ?? ''
    const [arm = '', stratum = ''] = finding.split('against those of the control arm who would have been infused')
    expect(arm).toContain('no assumption makes it vanish')
    expect(stratum).toContain('some assumptions make it vanish')
  })

  test('more drop-out needs a smaller delta to undo the result', () => {
    const at1 = (scenario: string) =>
      of(scenario, {
        origin: 'tipping',
        variant: 'the upper 95% limit of the hazard ratio reaches 1; delta standard = 1',
      })
    const [few, many] = [at1('drop-out-before-the-cut-off').estimate, at1('drop-out-all-early').estimate]
    expect(many).toBeGreaterThan(1.5)
    expect(few).toBeGreaterThan(many ?? Infinity)
  })
})

describe('assumed potential follow-up', () => {
  const text = readFileSync('analyses/cartitude-4-overall-survival.yaml', 'utf8')
  const problems = (from: string, to: string): readonly string[] => {
    if (!text.includes(from)) throw new Error(`nothing to change: ${from}`)
    const file = 'analyses/cartitude-4-overall-survival.yaml'
    const parsed = parsePlan(text.replace(from, to), file)
    const found =
      parsed.kind === 'parsed'
        ? checkPlanRecord(parsed.plan, shippedRecord('cartitude-4-2026'), parsed.spans, file)
        : parsed.diagnostics
    return found.map((it) => `${it.severity} ${it.rule}`)
  }

  test('without it the scenario is refused', () => {
    expect(problems('    potential follow-up: *potential\n', '')).toContain('note refused-scenario')
    expect(problems('minimum: 17.7', 'minimum: 17.7')).toEqual([])
  })

  test('it gives no reasons of censoring, and must ascend', () => {
    const share = 'drop-out: { from: an assumed share, share: 1, before: 30 }'
    expect(problems(share, 'drop-out: { from: the reconstruction }')).toContain('error no-reasons')
    expect(problems('minimum: 17.7', 'minimum: 40')).not.toEqual([])
  })
})
