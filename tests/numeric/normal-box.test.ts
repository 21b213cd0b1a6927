import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { integrate } from '../../src/numeric/integrate.ts'
import { outsideBox } from '../../src/numeric/normal-box.ts'
import { normalUpperTail } from '../../src/numeric/normal-distribution.ts'

interface Golden {
  readonly boxes: readonly {
    readonly correlation: readonly (readonly number[])[]
    readonly m: number
    readonly outside: number
  }[]
}

// R's values, written by tests/golden/numeric.R.
const parse: (text: string) => Golden = JSON.parse
const { boxes } = parse(readFileSync('tests/golden/numeric.json', 'utf8'))
const flat = (rows: readonly (readonly number[])[]) => Float64Array.from(rows.flat())

describe('probability outside a box', () => {
  test.each(boxes.map((box) => [box.correlation.length, box.m, box] as const))(
    '%i dimensions, m = %f, against R',
    (n, m, box) => {
      // Miwa's algorithm is good to about 1e-8 in four dimensions.
      expect(Math.abs(outsideBox(flat(box.correlation), n, m) - box.outside)).toBeLessThan(n === 4 ? 1e-7 : 1e-10)
    },
  )
  test('one dimension, and several copies of it', () => {
    expect(outsideBox(Float64Array.of(1), 1, 2)).toBeCloseTo(2 * normalUpperTail(2), 15)
    expect(outsideBox(new Float64Array(9).fill(1), 3, 2)).toBeCloseTo(2 * normalUpperTail(2), 15)
    expect(outsideBox(Float64Array.of(1, -1, -1, 1), 2, 2)).toBeCloseTo(2 * normalUpperTail(2), 15)
  })
  test('independent: 1 - (1 - p)^2, with its digits where p is 1e-23', () => {
    const p = 2 * normalUpperTail(10)
    expect(outsideBox(Float64Array.of(1, 0, 0, 1), 2, 10) / (2 * p)).toBeCloseTo(1, 8)
  })
  test('correlated, where p is 1e-27: a box wider than 9 has its outside further out', () => {
    // R: 4 pnorm(-11) - 2 integrate(dnorm(y) pnorm((11 - 0.9 y) / sqrt(0.19), lower.tail = FALSE), 11, 14).
    expect(outsideBox(Float64Array.of(1, 0.9, 0.9, 1), 2, 11) / 7.60071026563819e-28).toBeCloseTo(1, 9)
  })
  test.each([
    [3, 0.9999, 1.018521665803402],
    [3, 1 - 1e-8, 1.000185229005518],
    [8, 0.99, 1.435173690852004],
    [8, 1 - 1e-8, 1.000458199106405],
    [15, 0.9999, 1.08484288490495],
    [15, 1 - 1e-8, 1.000850012768738],
    [26, 0.5, 2],
    [26, 0.9999, 1.146083448232068],
    [26, 1 - 1e-8, 1.00146905568147],
  ])('two, m = %d, correlation %d: in units of one alone', (m, r, ratio) => {
    // R: 2 - (I(r) + I(-r)) / pnorm(-m), I(r) the integral over u > 0 of dnorm(m + u / m) / m pnorm((r (m + u / m) - m) / sqrt(1 - r^2)), in pieces.
    expect(outsideBox(Float64Array.of(1, r, r, 1), 2, m) / (2 * normalUpperTail(m)) / ratio - 1).toBeCloseTo(0, 8)
  })
  test('three, two of them nearly one, whatever the order', () => {
    const r = 1 - 1e-7
    const two = outsideBox(Float64Array.of(1, 0.5, 0.5, 1), 2, 5)
    const orders = [
      [1, r, 0.5, r, 1, 0.5, 0.5, 0.5, 1],
      [1, 0.5, r, 0.5, 1, 0.5, r, 0.5, 1],
      [1, 0.5, 0.5, 0.5, 1, r, 0.5, r, 1],
    ].map((c) => outsideBox(Float64Array.from(c), 3, 5) / two)
    // A little more than two of them, by less than what two that are nearly one have more than one alone.
    const more = outsideBox(Float64Array.of(1, r, r, 1), 2, 5) / (2 * normalUpperTail(5)) - 1
    for (const ratio of orders) {
      expect(ratio / orders[0]!).toBeCloseTo(1, 7)
      expect(ratio - 1).toBeGreaterThan(0.3 * more)
      expect(ratio - 1).toBeLessThan(more)
    }
  })
  test('no box at all', () => {
    expect(outsideBox(Float64Array.of(1), 1, 0)).toBe(1)
  })
})

describe('integrate', () => {
  test('integrals that are known', () => {
    expect(integrate((x) => x * x, 0, 3)).toBeCloseTo(9, 13)
    expect(integrate(Math.abs, -1, 2)).toBeCloseTo(2.5, 9)
    expect(integrate(Math.sqrt, 0, 1)).toBeCloseTo(2 / 3, 9)
    expect(integrate((x) => Math.exp(-x), 0, 700)).toBeCloseTo(1, 10)
    expect(integrate((x) => x, 1, 1)).toBe(0)
  })
})
