import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cox, coxRegression, patients } from '../../src/survival/index.ts'

/* Likelihoods without a maximum: R iterates until the likelihood stands still, warns, and gives a large coefficient; we give a verdict. */

interface Separable {
  readonly time: readonly number[]
  readonly event: readonly number[]
  readonly columns: Readonly<Record<string, readonly number[]>>
  /** Names of the coefficients that R warns of; "iterations" where it gives up. */
  readonly warned: Readonly<Record<'efron' | 'breslow', readonly string[]>>
  readonly coef: readonly number[]
}
const parse: (text: string) => { readonly separable: Readonly<Record<string, Separable>> } = JSON.parse
const cases = Object.entries(parse(readFileSync('tests/golden/regression.json', 'utf8')).separable)

test('R warns of most of the cases, and not of all', () => {
  expect(cases.filter(([, { warned }]) => warned.efron.length === 0).map(([name]) => name)).toEqual([
    'first_to_go_but_one',
    'nearly_ordered',
    'strong_but_finite',
  ])
  expect(cases.length).toBe(8)
})

describe.each(['efron', 'breslow'] as const)('%s', (ties) => {
  test.each(cases)('%s', (_, { time, event, columns, warned, coef }) => {
    const fit = coxRegression({ time, event, covariates: columns }, { ties })
    const names = warned[ties]
    if (names.length === 0) {
      expect(fit.kind).toBe('value')
      if (fit.kind !== 'value') return
      // R stops on the likelihood.
      fit.terms.forEach(({ coefficient }, j) => {
        expect(coefficient).toBeCloseTo(coef[j]!, 5)
      })
    } else expect(fit).toMatchObject({ kind: 'monotone', names: names[0] === 'iterations' ? ['rank'] : names })
  })
})

describe('only what is proven is called monotone', () => {
  const time = Array.from({ length: 400 }, (_, i) => i + 1)
  const event = time.map(() => 1)
  const group = time.map((t) => t % 2)

  test('a value far from all others has its likelihood flat, but the others have a maximum', () => {
    const odd = time.map((t) => (t === 1 ? 1e6 : (t * 0.7548776662466927) % 1))
    const fit = coxRegression({ time, event, covariates: { odd, group } })
    if (fit.kind !== 'value') throw new Error(fit.reason)
    // The first event is explained by any coefficient above 1e-5; the others say about 0.
    expect(Math.abs(fit.terms[0]!.coefficient)).toBeLessThan(3 * 0.2)
    expect(fit.terms[0]!.standardError).toBeGreaterThan(1e-5)
  })
  test('one event that speaks against it is enough', () => {
    const first = time.map((t) => (t <= 20 || t === 150 ? 1 : 0))
    expect(coxRegression({ time, event, covariates: { first } }).kind).toBe('value')
    const weight = time.map((t) => (t === 150 ? 1e-6 : 1))
    expect(coxRegression({ time, event, weight, covariates: { first } }).kind).toBe('value')
    const without = time.map((t) => (t <= 20 ? 1 : 0))
    expect(coxRegression({ time, event, covariates: { first: without } }).kind).toBe('monotone')
  })
  test('scales at the ends of the doubles', () => {
    const shape = [1, -1, 2, 1.5, -2, 0]
    const fits = [1, 1e300, 1e-300].map((scale) => {
      const fit = coxRegression({ time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 1, 1, 0], covariates: { x: shape.map((x) => x * scale) } }) // prettier-ignore
      return fit.kind === 'value' ? [fit.terms[0]!.coefficient * scale, fit.terms[0]!.standardError * scale] : fit
    })
    for (const fit of fits.slice(1))
      for (const k of [0, 1]) expect(Array.isArray(fit) ? fit[k] : fit).toBeCloseTo(Array.isArray(fits[0]) ? fits[0][k]! : NaN, 12) // prettier-ignore
  })
  test('hundred thousand rows in the order of a covariate, up or down', () => {
    const long = Array.from({ length: 100_000 }, (_, i) => i + 1)
    const all = long.map(() => 1)
    for (const sign of [1, -1])
      expect(coxRegression({ time: long, event: all, covariates: { x: long.map((t) => sign * t), noise: long.map((t) => (t * 0.618) % 1) } })).toMatchObject({ kind: 'monotone', names: ['x'] }) // prettier-ignore
  })
  test('a rare group that all goes first, in a million', () => {
    const long = Float64Array.from({ length: 1_000_000 }, (_, i) => i + 1)
    const fit = coxRegression({
      time: long,
      event: long.map(() => 1),
      covariates: { noise: long.map((t) => (t * 0.618) % 1), first: long.map((t) => (t <= 5 ? 1 : 0)) },
    })
    expect(fit).toMatchObject({ kind: 'monotone', names: ['first'] })
  })
  test('late entry: who has left is not compared with', () => {
    // At 5 only those in from 4 on are at risk: x = 1 goes before x = 0 wherever both are there.
    const rows = { time: [1, 2, 3, 5, 6], start: [0, 0, 0, 4, 4], event: [1, 0, 0, 1, 1], covariates: { x: [1, 0, 0, 1, 0] } } // prettier-ignore
    expect(coxRegression(rows)).toMatchObject({ kind: 'monotone', names: ['x'] })
    expect(coxRegression({ ...rows, covariates: { x: [0, 0, 1, 1, 0] } }).kind).toBe('value')
  })
})

test('never a huge number: the verdict of two arms is the verdict of the regression, with a covariate beside', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(1), fc.nat(1)), { minLength: 4, maxLength: 14 }),
      (rows) => {
        const [time, event, arm] = [0, 1, 2].map((k) => rows.map((row) => row[k]!))
        const two = cox(patients({ arms: ['a', 'b'], time: time!, event: event!, assigned: arm! }))
        const one = coxRegression({ time: time!, event: event!, covariates: { arm: arm! } })
        expect(one.kind).toBe(two.kind)
        if (one.kind === 'value') expect(Math.abs(one.terms[0]!.coefficient)).toBeLessThan(8)
        const both = coxRegression({ time: time!, event: event!, covariates: { arm: arm!, age: time!.map((t, i) => ((t * 7 + i * 5) % 11) / 3) } }) // prettier-ignore
        if (both.kind === 'value') for (const { standardError } of both.terms) expect(standardError).toBeLessThan(1e3)
      },
    ),
    { numRuns: 1000 },
  )
})
