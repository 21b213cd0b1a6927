import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cox, coxRegression, type CoxRows, patients, schoenfeldTest } from '../../src/survival/index.ts'

const fitted = (rows: CoxRows, ties: 'efron' | 'breslow' = 'efron', robust = false) => {
  const fit = coxRegression(rows, { ties, robust })
  if (fit.kind !== 'value') throw new Error(fit.reason)
  return fit
}

describe('six patients by hand', () => {
  const six = { time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 0, 1], covariates: { arm: [0, 1, 0, 1, 0, 1] } }
  const theta = (Math.sqrt(13) - 1) / 6

  test('3 theta^2 + theta - 1 = 0, as in the two-arm routine', () => {
    expect(fitted(six).terms[0]?.hazardRatio.value).toBeCloseTo(theta, 12)
    expect(fitted(six).nullLogLikelihood).toBeCloseTo(-Math.log(120), 14)
    expect(fitted(six).scoreTest.chiSquared).toBeCloseTo(9 / 25 / (37 / 50), 12)
  })

  test('baseline hazard: 1 over the number at risk, those of arm 1 counted theta times', () => {
    const { time, cumulativeHazard } = fitted(six).baseline[0]!
    expect([...time]).toEqual([1, 2, 3, 6])
    const steps = [1 / (3 + 3 * theta), 1 / (2 + 3 * theta), 1 / (2 + 2 * theta), 1 / theta]
    steps.forEach((_, i) => {
      const sum = steps.slice(0, i + 1).reduce((a, b) => a + b, 0)
      expect(cumulativeHazard[i]).toBeCloseTo(sum, 11)
    })
  })

  test('patients spread into rows are rows', () => {
    const p = patients({ arms: ['a', 'b'], time: six.time, event: six.event, assigned: six.covariates.arm })
    expect(fitted({ ...p, covariates: { arm: p.assigned } }).terms[0]?.hazardRatio.value).toBeCloseTo(theta, 12)
  })
})

const rowsOf = (size: number) =>
  fc.array(
    fc.record({
      time: fc.integer({ min: 1, max: 30 }),
      event: fc.nat(1),
      arm: fc.nat(1),
      age: fc.integer({ min: 40, max: 80 }),
    }),
    { minLength: 12, maxLength: size },
  )

describe('properties', () => {
  test('with one binary covariate it is the two-arm routine', () => {
    fc.assert(
      fc.property(rowsOf(40), fc.constantFrom('efron', 'breslow'), (rows, ties) => {
        const columns = { time: rows.map((r) => r.time), event: rows.map((r) => r.event) }
        const arm = rows.map((r) => r.arm)
        const two = cox(patients({ arms: ['a', 'b'], ...columns, assigned: arm }), { ties })
        const general = coxRegression({ ...columns, covariates: { arm } }, { ties })
        expect(general.kind).toBe(two.kind)
        if (two.kind !== 'value' || general.kind !== 'value') return
        expect(general.terms[0]!.coefficient).toBeCloseTo(two.logHazardRatio, 9)
        expect(general.terms[0]!.standardError).toBeCloseTo(two.standardError, 9)
      }),
    )
  })

  test('splitting rows into (start, stop] pieces changes nothing, nor does a shifted or scaled covariate', () => {
    fc.assert(
      fc.property(rowsOf(30), (rows) => {
        const whole = coxRegression({
          time: rows.map((r) => r.time),
          event: rows.map((r) => r.event),
          covariates: { arm: rows.map((r) => r.arm), age: rows.map((r) => r.age) },
        })
        const pieces = rows.flatMap((r, id) => {
          const cut = r.time / 3
          return [
            { ...r, id, start: 0, time: cut, event: 0 },
            { ...r, id, start: cut },
          ]
        })
        const split = coxRegression({
          time: pieces.map((r) => r.time),
          start: pieces.map((r) => r.start),
          event: pieces.map((r) => r.event),
          cluster: pieces.map((r) => r.id),
          covariates: { arm: pieces.map((r) => r.arm), age: pieces.map((r) => r.age * 12 - 700) },
        })
        expect(split.kind).toBe(whole.kind)
        if (whole.kind !== 'value' || split.kind !== 'value') return
        expect(split.terms[0]!.coefficient).toBeCloseTo(whole.terms[0]!.coefficient, 8)
        expect(split.terms[1]!.coefficient * 12).toBeCloseTo(whole.terms[1]!.coefficient, 8)
        expect(split.logLikelihood).toBeCloseTo(whole.logLikelihood, 8)
      }),
    )
  })
})

describe('verdicts', () => {
  const time = [1, 2, 3, 4, 5, 6]
  const event = [1, 1, 1, 1, 1, 1]
  test('collinear and constant covariates', () => {
    const a = [1, 0, 2, 1, 3, 0]
    expect(coxRegression({ time, event, covariates: { a, b: a.map((x) => 2 * x + 1) } })).toMatchObject({
      kind: 'not-estimable',
      reason: 'covariates that are constant or collinear among those at risk',
    })
    expect(coxRegression({ time, event, covariates: { a, one: [1, 1, 1, 1, 1, 1] } }).kind).toBe('not-estimable')
  })
  test('no event, no rows', () => {
    expect(coxRegression({ time, event: [0, 0, 0, 0, 0, 0], covariates: { a: time } }).kind).toBe('not-estimable')
    expect(coxRegression({ time: [], event: [], covariates: { a: [] } }).kind).toBe('not-estimable')
  })
  test('a covariate that orders the events has no finite coefficient', () => {
    expect(coxRegression({ time, event, covariates: { rank: time } })).toMatchObject({
      kind: 'monotone',
      names: ['rank'],
    })
    expect(coxRegression({ time, event: [1, 1, 0, 0, 0, 0], covariates: { a: [1, 1, 0, 0, 0, 0] } }).kind).toBe(
      'monotone',
    )
  })
  test('what cannot be tested for proportionality', () => {
    const once = { time: [1, 2, 2, 3], event: [1, 0, 0, 0], covariates: { a: [1, 2, 0, 1] } }
    expect(schoenfeldTest(once).kind).toBe('not-estimable')
    const zero = { time: [0, 1, 2, 3], event: [1, 1, 1, 1], covariates: { a: [1, 2, 0, 1] } }
    expect(schoenfeldTest(zero, { transform: 'log' }).kind).toBe('not-estimable')
    expect(schoenfeldTest({ time, event, covariates: { rank: time } }).kind).toBe('monotone')
  })
  test.each<[string, CoxRows]>([
    ['no covariates', { time, event, covariates: {} }],
    ['a covariate that is NaN', { time, event, covariates: { a: [1, 2, 3, NaN, 5, 6] } }],
    ['a covariate that is too short', { time, event, covariates: { a: [1] } }],
    ['a row that ends before it begins', { time, event, start: [2, 1, 0, 0, 0, 0], covariates: { a: event } }],
    ['a weight of 0', { time, event, weight: [0, 1, 1, 1, 1, 1], covariates: { a: time } }],
  ])('%s: refused', (_, rows) => {
    expect(() => coxRegression(rows)).toThrow(RangeError)
  })
})
