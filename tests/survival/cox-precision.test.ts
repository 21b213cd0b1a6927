import { describe, expect, test } from 'vitest'
import { cox, coxRegression, type CoxRows, patients, schoenfeldTest } from '../../src/survival/index.ts'

/* Covariates that lie far from 0, far from each other's strata, or one far from all others; weights of very different size. */

/** Numbers on (0, 1), the same in every run. */
function uniform(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
}
const COLLINEAR = {
  kind: 'not-estimable',
  reason: 'covariates that are constant or collinear among those at risk',
}
function fitted(rows: CoxRows) {
  const fit = coxRegression(rows)
  if (fit.kind !== 'value') throw new Error(fit.reason)
  return fit.terms.flatMap(({ coefficient, standardError }) => [coefficient, standardError])
}
const random = uniform(7)
const site = Array.from({ length: 120 }, (_, i) => Math.floor(i / 12))
const time = site.map(() => Math.ceil(random() * 40))
const event = site.map(() => (random() < 0.7 ? 1 : 0))
const arm = site.map((_, i) => i % 2)
// Whole 1024ths, so that adding a whole number of any size is exact.
const x = site.map(() => Math.round(random() * 1024) / 1024)

describe('collinear within strata', () => {
  test.each([1, 100, 2020, 1e5])('a covariate that is twice the arm, and %d times the site', (k) => {
    const other = arm.map((a, i) => a * 2 + k * (site[i]! * 0.7 + 0.1))
    expect(coxRegression({ time, event, stratum: site, covariates: { arm, other } })).toEqual(COLLINEAR)
  })
  test('one pair of patients says nothing of two covariates', () => {
    const rows = { time: [1, 2, 1, 2, 2], event: [0, 1, 0, 1, 1], stratum: [1, 1, 3, 2, 1] }
    const a = [-4.691187928285185, -5.880414662043115, -2.473159294282423, -0.2494043863939726, 1.5594242765469701]
    const b = [1.0187111052312148, -6.55334453361636, -1.6816625403148773, -6.403189477857416, -6.560430903419581]
    expect(coxRegression({ ...rows, covariates: { a, b } })).toEqual(COLLINEAR)
  })
  test('never called monotone', () => {
    const draw = uniform(21)
    for (let run = 0; run < 30; run++) {
      const pairs = Array.from({ length: 120 }, (_, i) => ({ stratum: Math.floor(i / 3), a: i % 2, t: Math.ceil(draw() * 20), e: draw() < 0.8 ? 1 : 0 })) // prettier-ignore
      const base = Array.from({ length: 40 }, () => Math.round((draw() - 0.5) * 1000) / 100)
      const covariates = { a: pairs.map(({ a }) => a), b: pairs.map(({ a, stratum }) => base[stratum]! + 0.01 * a) }
      expect(coxRegression({ time: pairs.map(({ t }) => t), event: pairs.map(({ e }) => e), stratum: pairs.map(({ stratum }) => stratum), covariates })).toEqual(COLLINEAR) // prettier-ignore
    }
  })
})

describe('the same answer to 1e-10', () => {
  const plain = fitted({ time, event, stratum: site, covariates: { x } })
  test.each([1e3, 1e5, 1e7, 1e10])('strata that lie %d apart', (k) => {
    const rows = { time, event, stratum: site, covariates: { x: x.map((v, i) => v + k * site[i]!) } }
    fitted(rows).forEach((value, j) => {
      expect(value / plain[j]! - 1).toBeCloseTo(0, 10)
    })
    const [test, other] = [schoenfeldTest(rows), schoenfeldTest({ ...rows, covariates: { x } })]
    if (test.kind !== 'value' || other.kind !== 'value') throw new Error('no test')
    expect(test.global.chiSquared / other.global.chiSquared - 1).toBeCloseTo(0, 9)
  })
  test.each([1e3, 1e6, 1e7, 1e9, 1e12])('a patient with a value of %d, censored before the first event', (far) => {
    const without = fitted({ time, event, covariates: { x } })
    fitted({ time: [...time, 0.5], event: [...event, 0], covariates: { x: [...x, far] } }).forEach((value, j) => {
      expect(value / without[j]! - 1).toBeCloseTo(0, 10)
    })
  })
  test.each([1e5, 1e7, 1e9])('a patient with a value of %d, at risk at events whose coefficient is below 0', (far) => {
    const rows = { time: [...time, 3.5], event: [...event, 0] }
    // exp(coefficient * far) is 0: the patient adds nothing to a risk set.
    const without = fitted({ time, event, covariates: { x } })
    expect(without[0]).toBeLessThan(-0.1)
    fitted({ ...rows, covariates: { x: [...x, far] } }).forEach((value, j) => {
      expect(value / without[j]! - 1).toBeCloseTo(0, 10)
    })
    const beside = (values: readonly number[]) => [...arm, 0].slice(0, values.length)
    const two = fitted({ time, event, covariates: { x, arm: beside(x) } })
    fitted({ ...rows, covariates: { x: [...x, far], arm: beside([...x, far]) } }).forEach((value, j) => {
      expect(value / two[j]! - 1).toBeCloseTo(0, 9)
    })
  })
})

describe('weights of very different size: a maximum that two arms have, the regression finds', () => {
  test.each([
    { t: [1, 2, 3, 4, 5, 6], e: [1, 0, 1, 1, 1, 1], w: [1, 1, 250, 1, 100, 10000], a: [0, 0, 1, 1, 0, 0], s: null },
    { t: [2, 1, 1], e: [0, 1, 1], w: [100, 0.01, 0.5], a: [0, 0, 1], s: null },
    { t: [2, 2, 1, 1], e: [0, 1, 1, 1], w: [100, 100, 2.5, 0.5], a: [0, 0, 1, 0], s: [1, 0, 0, 0] },
  ])('$w', ({ t, e, w, a, s }) => {
    const rows = { time: t, event: e, weight: w, ...(s && { start: s }) }
    const two = cox(patients({ ...rows, arms: ['a', 'b'], assigned: a }))
    if (two.kind !== 'value') throw new Error(two.reason)
    const [coefficient, standardError] = fitted({ ...rows, covariates: { a } })
    expect(coefficient).toBeCloseTo(two.logHazardRatio, 10)
    expect(standardError! / two.standardError - 1).toBeCloseTo(0, 10)
  })
  test('drawn at random', () => {
    const draw = uniform(123)
    let found = 0
    for (let run = 0; run < 300; run++) {
      const n = [10, 30, 100][run % 3]!
      const t = Array.from({ length: n }, draw)
      const e = t.map(() => (draw() < 0.4 ? 1 : 0))
      const a = t.map(() => (draw() < 0.3 ? 1 : 0))
      const weight = t.map(() => Math.exp(draw() * Math.log(1e4)))
      const two = cox(patients({ time: t, event: e, weight, arms: ['a', 'b'], assigned: a }))
      if (two.kind !== 'value') continue
      found++
      expect(fitted({ time: t, event: e, weight, covariates: { a } })[0]).toBeCloseTo(two.logHazardRatio, 9)
    }
    expect(found).toBeGreaterThan(200)
  })
})
