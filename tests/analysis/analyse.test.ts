import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import { print } from '../../src/evidence/print.ts'
import type { Row } from '../../src/result/row.ts'
import { rowColumns } from '../../src/result/row.ts'
import { karmma3, shippedPlan, shippedRecord } from './karmma-3.ts'

const { results, patients } = karmma3()

function only(rows: readonly Row[], wanted: Partial<Row>): Row {
  const found = rows.filter((row) => rowColumns.every((key) => wanted[key] === undefined || row[key] === wanted[key]))
  if (found.length !== 1) throw new Error(`${found.length} rows are ${JSON.stringify(wanted)}`)
  return found[0]!
}

const published = (wanted: Partial<Row>): Row => only(results.rows, { scenario: 'as-published', ...wanted })
const infused = (wanted: Partial<Row>): Row => only(results.rows, { scenario: 'infused', ...wanted })

describe('what KarMMa-3 prints comes back (Rodriguez-Otero 2023)', () => {
  const months = { unit: 'months', quantity: { kind: 'number', value: 0, lower: 0, upper: 0, decimals: 1 } } as const
  const percent = {
    unit: 'proportion',
    quantity: { kind: 'number', value: 0, lower: 0, upper: 0, decimals: 0 },
  } as const
  const ratio = { unit: 'ratio', quantity: { kind: 'number', value: 0, lower: 0, upper: 0, decimals: 2 } } as const

  test.each([
    ['ide-cel', '13.3', '11.8', '16.1'],
    ['standard', '4.4', '3.4', '5.9'],
  ])('median of %s: %s (%s to %s)', (arm, median, lower, upper) => {
    const row = published({ measure: 'median', arm })
    expect([row.estimate, row.lower, row.upper].map((it) => print(it, months))).toEqual([median, lower, upper])
  })

  test.each([
    ['ide-cel', 6, '73%'],
    ['ide-cel', 12, '55%'],
    ['standard', 6, '40%'],
    ['standard', 12, '30%'],
  ])('survival of %s at %d months: %s', (arm, time, printed) => {
    expect(print(published({ measure: 'survival', arm, time }).estimate, percent)).toBe(printed)
  })

  test('242 events, hazard ratio 0.49, its limits shown against 0.38 to 0.65', () => {
    expect(published({ measure: 'events', arm: 'all' }).estimate).toBe(242)
    const row = published({ measure: 'hazard-ratio' })
    expect(print(row.estimate, ratio)).toBe('0.49')
    expect(row.reported).toBe('0.49 (0.38 to 0.65)')
    expect(row.lower).not.toBeNull()
    expect(row.upper).not.toBeNull()
    const limits = results.fidelity.filter((it) => it.measure.startsWith('hazard-ratio-'))
    expect(limits.map((it) => it.reported)).toEqual(['0.38', '0.65'])
  })

  test('the rebuilt patients are as many as the randomised', () => {
    expect(patients.filter((it) => it.arm === 'ide-cel')).toHaveLength(254)
    expect(patients.filter((it) => it.arm === 'standard')).toHaveLength(132)
    expect(patients.filter((it) => it.event === 1)).toHaveLength(242)
  })

  test('every printed figure of the endpoint has its row, each with a verdict', () => {
    expect(results.fidelity).toHaveLength(20)
    expect(results.fidelity.some((it) => it.predictionVerdict === 'contradicted')).toBe(false)
    // Whether the upper limit of the ratio comes back depends on where the search for the split of the events ends.
    const accepted = shippedRecord('karmma-3-2023').trial.accepted?.flatMap((it) => it.figures)
    for (const it of results.fidelity.filter(({ verdict }) => verdict === 'missed'))
      expect(accepted).toContain(it.figure)
  })
})

describe('what is said of the numbers', () => {
  test('counts per arm are called the model’s, because the paper prints only their sum', () => {
    expect(published({ measure: 'events', arm: 'ide-cel' }).assumption).toMatch(/no number of events per arm/u)
    expect(published({ measure: 'events', arm: 'all' }).assumption).toBe('')
    expect(results.risk.every((it) => it.modelled)).toBe(true)
  })

  test('beyond the last figure that pins an arm a measure is extrapolated', () => {
    expect(published({ measure: 'rmst', arm: 'ide-cel', time: 12 }).status).toBe('ok')
    // 16.1 (a limit of the median) is the last figure of ide-cel, 12 that of the standard arm.
    expect(published({ measure: 'rmst', arm: 'ide-cel', time: 18 }).status).toBe('extrapolated')
    expect(published({ measure: 'rmst-difference', time: 18 }).status).toBe('extrapolated')
  })

  test('intervals of the model are not called calibrated', () => {
    expect(results.analysis.calibrated).toBe(false)
    expect(results.limits.join(' ')).toMatch(/coverage has not been measured/u)
  })

  test('what the paper prints has no reconstruction spread; what it does not has one', () => {
    for (const row of results.rows.filter((it) => it.scenario === 'as-published'))
      expect(row.spreadLower === null).toBe(row.reported !== '')
    expect(published({ measure: 'survival-difference', time: 12 }).spreadLower).not.toBeNull()
  })

  test('non-proportional hazards are said, by the printed landmarks alone: log(.73)/log(.40) and log(.55/.73)/log(.30/.40)', () => {
    const [early, late] = [Math.log(0.73) / Math.log(0.4), Math.log(0.55 / 0.73) / Math.log(0.3 / 0.4)]
    const said = results.scenarios[0]?.finding
    expect(said?.replaceAll(/ \([^)]*by rounding\)/g, '')).toContain(
      `${early.toFixed(2)} from 0 to 6 months and ${late.toFixed(2)} from 6 to 12 months`,
    )
    // The ends of what rounds to 73, 55, 40 and 30 percent.
    const least = Math.log(0.735) / Math.log(0.395)
    const most = Math.log(0.725) / Math.log(0.405)
    expect(said).toContain(`${early.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)} by rounding)`)
  })

  test('potential follow-up is an assumption that comes back: not comparable, and never counted as reproduced', () => {
    const followUp = results.fidelity.filter((it) => it.measure.startsWith('follow-up'))
    expect(followUp.map((it) => it.verdict)).toEqual(['not-comparable', 'not-comparable', 'not-comparable'])
  })
})

describe('the infused by the inverse mixture', () => {
  const share = 225 / 254

  test('at 12 months none failed gives (S - (1 - p)) / p with the standard error of S over p, by hand', () => {
    const row = infused({ variant: 'none failed', measure: 'survival', time: 12, value: share })
    const arm = published({ measure: 'survival', arm: 'ide-cel', time: 12 })
    // The mixture works on the smooth curve, which may differ from the carrier's steps by the rounding of the figure.
    expect(Math.abs((row.estimate ?? 0) * share + (1 - share) - (arm.estimate ?? 0))).toBeLessThan(0.005)
    expect(row.standardError).toBeCloseTo((arm.standardError ?? 0) / share, 12)
  })

  test('as the standard arm: the difference is the published one over p, and so is its standard error', () => {
    const row = infused({ variant: 'as the standard arm', measure: 'survival-difference', time: 12, value: share })
    const difference = published({ measure: 'survival-difference', time: 12 })
    expect(Math.abs((row.estimate ?? 0) * share - (difference.estimate ?? 0))).toBeLessThan(0.01)
    expect(row.standardError).toBeCloseTo((difference.standardError ?? 0) / share, 12)
  })

  test('the more are still waiting, the nearer all assumptions come to the published curve', () => {
    const range = (share: number): number => {
      const rows = results.rows.filter((it) => it.scenario === 'infused' && it.measure === 'survival' && it.time === 12)
      const values = rows.filter((it) => it.value === share).flatMap((it) => it.estimate ?? [])
      expect(values).toHaveLength(5)
      return Math.max(...values) - Math.min(...values)
    }
    // All fail and none fails differ by (1 - p) / p.
    expect(range(225 / 254)).toBeCloseTo(29 / 225, 10)
    expect(range(251 / 254)).toBeCloseTo(3 / 251, 10)
  })

  test('an assumption that the curve contradicts is infeasible, and where is drawn', () => {
    expect(infused({ variant: 'all failed at once', measure: 'survival', time: 6, value: share }).status).toBe(
      'infeasible',
    )
    const marked = results.scenarioCurves.filter((it) => it.variant === 'all failed at once' && !it.feasible)
    expect(marked.length).toBeGreaterThan(0)
    expect(marked.some((it) => it.survival > 1)).toBe(true)
    expect(results.scenarioCurves.filter((it) => it.variant === 'as the standard arm').every((it) => it.feasible)).toBe(
      true,
    )
  })
})

describe('tipping points', () => {
  test('no assumption about the 29 lets the 12-month difference vanish: none in range, with the attainable range by hand', () => {
    const tips = results.rows.filter((it) => it.scenario === 'bounds' && it.origin === 'tipping')
    expect(tips.length).toBeGreaterThan(0)
    expect(tips.every((it) => it.status === 'none-in-range' && it.estimate === null)).toBe(true)
    const bound = only(results.rows, {
      scenario: 'bounds',
      origin: 'bound',
      method: 'bounds',
      variant: 'nobody still waiting, against the control arm',
    })
    const [arm, control] = ['ide-cel', 'standard'].map(
      (it) => published({ measure: 'survival', arm: it, time: 12 }).estimate ?? 0,
    )
    const p = 225 / 254
    expect(bound.lower).toBeCloseTo((arm! - (1 - p)) / p - control!, 12)
    expect(bound.upper).toBeCloseTo(arm! / p - control!, 12)
  })

  test('with the drop-out of the reconstruction no delta undoes the difference; opposite in the two arms one does', () => {
    const asRebuilt = only(results.rows, { scenario: 'censoring-as-rebuilt', origin: 'tipping' })
    expect(asRebuilt.status).toBe('none-in-range')
    const opposite = only(results.rows, { scenario: 'censoring-opposite', origin: 'tipping' })
    expect(opposite.status).toBe('ok')
    const delta = opposite.estimate ?? 0
    const sweep = results.rows.filter(
      (it) => it.scenario === 'censoring-opposite' && it.origin === 'scenario' && it.value !== null,
    )
    const below = sweep.filter((it) => (it.value ?? 0) < delta * 0.7)
    const above = sweep.filter((it) => (it.value ?? 0) > delta * 1.4)
    expect(below.length > 2 && above.length > 2).toBe(true)
    expect(below.every((it) => (it.lower ?? 0) > 0)).toBe(true)
    expect(above.every((it) => (it.lower ?? 0) < 0)).toBe(true)
  })

  test('delta 1 is the published difference, with its interval', () => {
    const row = only(results.rows, { scenario: 'censoring-all-early', origin: 'scenario', value: 1 })
    const difference = published({ measure: 'survival-difference', time: 12 })
    expect(row.estimate).toBeCloseTo(difference.estimate ?? 0, 10)
    expect(row.lower).toBeCloseTo(difference.lower ?? 0, 10)
  })

  test('what a lower limit can attain is not called a bound of the difference', () => {
    const bounds = results.rows.filter((it) => it.scenario.startsWith('censoring') && it.origin === 'bound')
    expect(bounds).toHaveLength(4)
    expect(bounds.every((it) => it.measure === 'survival-difference-lower')).toBe(true)
  })
})

describe('the line', () => {
  test('same plan, same rows', () => {
    expect(JSON.stringify(karmma3().results)).toBe(JSON.stringify(results))
  })

  test('every row belongs to a scenario of the plan, and a finding is said for each', () => {
    const known = new Set(results.scenarios.map((it) => it.id))
    expect(results.rows.every((it) => known.has(it.scenario))).toBe(true)
    expect(results.scenarios.filter((it) => it.finding === '').map((it) => it.id)).toEqual([])
  })

  test('a plan that names what the record does not have is refused, all at once', () => {
    const { plan, spans, file } = shippedPlan('karmma-3')
    const wrong = { ...plan, endpoint: 'pfz' }
    const records = [shippedRecord('karmma-3-2023')]
    const analysed = analyse({ plan: wrong, spans, planFile: file, planHash: '', records })
    expect(analysed.kind).toBe('refused')
    if (analysed.kind === 'refused') expect(analysed.diagnostics[0]?.message).toMatch(/did you mean "pfs"/u)
  })

  test('an endpoint that cannot be rebuilt is refused with the reason', () => {
    const { plan, spans, file } = shippedPlan('karmma-3')
    const records = [shippedRecord('karmma-3-2023')]
    const analysed = analyse({ plan: { ...plan, endpoint: 'os' }, spans, planFile: file, planHash: '', records })
    expect(analysed.kind === 'refused' && analysed.diagnostics.map((it) => it.message).join()).toMatch(
      /cannot be rebuilt/u,
    )
  })
})
