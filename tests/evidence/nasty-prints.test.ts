import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agrees } from '../../src/evidence/agrees.ts'
import type { Unit } from '../../src/evidence/evidence.ts'
import { parseEstimate, parseQuantity, parseRange } from '../../src/evidence/parse-estimate.ts'
import { print } from '../../src/evidence/print.ts'
import type { Notation, Quantity } from '../../src/evidence/quantity.ts'
import { formatEstimate, formatValue } from '../../src/result/measure-format.ts'

/** By hand. What a paper may print is read right or refused with a rule; nothing is read as something else. */
const brief = (quantity: Quantity): unknown => {
  if (quantity.kind === 'number') return quantity.value
  if (quantity.kind === 'less-than') return `<${quantity.upper}`
  return quantity.kind === 'greater-than' ? `>${quantity.lower}` : quantity.kind
}

function read(printed: string, unit: Unit): unknown {
  const it = parseEstimate(printed, { unit })
  if (it.kind === 'problems') return it.problems.map(({ rule }) => rule).join(' ')
  const { estimate, interval } = it.value
  if (interval === null) return brief(estimate.quantity)
  const limits = [interval.lower, interval.upper].map(({ quantity }) => brief(quantity))
  return [brief(estimate.quantity), ...limits, interval.level]
}

describe('times', () => {
  test.each<[string, unknown]>([
    ['13·3 (11·8–16·1)', [13.3, 11.8, 16.1, 0.95]],
    ['13.3\u00a0(11.8\u202fto\u200916.1)', [13.3, 11.8, 16.1, 0.95]],
    ['NR (34.5, NE)', ['not-reached', 34.5, 'not-estimable', 0.95]],
    ['not reached (95% CI 20.1 to not estimable)', ['not-reached', 20.1, 'not-estimable', 0.95]],
    ['13.3 (90% CI, 11.8–16.1)', [13.3, 11.8, 16.1, 0.9]],
    ['4.4 mo', 4.4],
    ['52 wk', (52 * 7) / 30.4375],
    ['≥36', '>36'],
    ['36+', '>36'],
    ['１３．３ （１１．８－１６．１）', [13.3, 11.8, 16.1, 0.95]],
    ['−3.2', 'negative-time'],
    ['~14', 'approximate'],
    ['≈ 14 months', 'approximate'],
    ['about 14', 'approximate'],
    ['1 y 6 mo', 'stray-text'],
    ['1 year 6 months', 'stray-text'],
    ['12-month', 'stray-text'],
    ['1 234', 'stray-text'],
    ['13 .3', 'stray-text'],
    ['13\u200b.3', 'stray-text'],
    ['13.3–16.1', 'stray-text'],
    ['1,234', 'ambiguous-comma'],
    ['13,3', 'decimal-comma'],
    ['1e2', 'unknown-unit'],
    ['13.3 ± 1.2', 'unexpected-text'],
    ['13³', 'unexpected-text'],
    ['13٫3', 'unexpected-text'],
    ['13\u00ad.3', 'unexpected-text'],
    ['13.3 (NR to 16.1)', 'interval-reversed'],
  ])('%s', (printed, expected) => {
    expect(read(printed, 'months')).toEqual(expected)
  })

  test('a compound time says how to write it', () => {
    const mend = 'write it as one number: "18 months" for "1 year 6 months", "1234" for "1 234"'
    expect(parseQuantity('1 year 6 months', { unit: 'months' })).toMatchObject({ problems: [{ mend }] })
  })

  test('a range that begins later than any time is reversed', () => {
    const it = parseRange('NR to 12', { unit: 'months' })
    expect(it).toMatchObject({ problems: [{ rule: 'interval-reversed' }] })
  })
})

describe('other figures', () => {
  test.each<[Unit, string, unknown]>([
    ['proportion', '55.0 %', 0.55],
    ['proportion', '５５％', 0.55],
    ['proportion', '> 95%', '>0.95'],
    ['proportion', '55.0 (48.6 to 60.7)%', [0.55, 0.486, 0.607, 0.95]],
    ['proportion', '66/100 (66%)', 'unexpected-text'],
    ['proportion', '66 of 100', 'unexpected-text'],
    ['proportion', '66 (66%)', 'one-limit'],
    ['proportion', '55 percent', 'unexpected-text'],
    ['proportion', '0.55', 'percent-or-proportion'],
    ['proportion', '5‰', 'unexpected-text'],
    ['ratio', '0.49; 95% CI, 0.38 to 0.65', [0.49, 0.38, 0.65, 0.95]],
    ['ratio', '.49 (.38–.65)', [0.49, 0.38, 0.65, 0.95]],
    ['ratio', '0.49 (95% CI: 0.38–0.65; p<0.001)', 'unclosed-bracket'],
    ['ratio', '0.4 9', 'stray-text'],
    ['ratio', 'O.49', 'not-a-number'],
    ['probability', '<0·0001', '<0.0001'],
    ['probability', 'p=.03', 0.03],
    ['probability', '0.03 (one-sided)', 'not-a-number'],
    ['probability', '3×10⁻⁵', 'unexpected-text not-a-probability'],
    ['count', '1,234', 1234],
    ['count', '1\u2009234', 1234],
    ['count', '1\u00a0234', 1234],
    ['count', '1.234', 'not-a-count'],
    ['count', '1,23', 'decimal-comma'],
  ])('%s: %s', (unit, printed, expected) => {
    expect(read(printed, unit)).toEqual(expected)
  })

  test('a share without % says what it would be written as either way', () => {
    const it = parseQuantity('0.555', { unit: 'proportion' })
    const mend = 'write "0.555%" if it is a percentage, "55.5%" if it is a proportion'
    expect(it).toMatchObject({ problems: [{ mend }] })
  })
})

describe('what we print is read as what it was', () => {
  const kinds: readonly (readonly [Unit, Notation, number])[] = [
    ['months', 'months', 1],
    ['months', 'weeks', 7 / 30.4375],
    ['months', 'days', 1 / 30.4375],
    ['months', 'years', 12],
    ['proportion', 'percent', 0.01],
    ['ratio', 'plain', 1],
    ['probability', 'plain', 0.001],
    ['count', 'plain', 1],
  ]

  test('a number like a figure, in every unit and with up to four decimals', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(4),
        fc.double({ min: 1, max: 100, noNaN: true }),
        ([unit, notation, size], places, x) => {
          const decimals = unit === 'count' ? 0 : unit === 'probability' ? places + 2 : places
          const value = unit === 'count' ? Math.round(x) : Math.min(x * size, unit === 'proportion' ? 1 : Infinity)
          const like = { kind: 'number', value, lower: value, upper: value, decimals, notation } as const
          const it = parseQuantity(print(value, { unit, quantity: like }), { unit })
          if (it.kind === 'problems') throw new Error(JSON.stringify(it.problems))
          expect(it.value.quantity).toMatchObject({ kind: 'number', decimals })
          expect(agrees({ unit, quantity: it.value.quantity }, value)).toBe(true)
        },
      ),
    )
  })

  test('an estimate with its interval as reports print it', () => {
    const row = { lower: null, upper: null, status: 'ok' } as const
    fc.assert(
      fc.property(
        fc.constantFrom(['median', 'months', 40], ['survival', 'proportion', 0.6], [
          'hazard-ratio',
          'ratio',
          2,
        ] as const),
        fc.double({ min: 0.1, max: 0.5, noNaN: true }),
        fc.double({ min: 0.02, max: 0.9, noNaN: true }),
        fc.boolean(),
        ([measure, unit, size], share, spread, open) => {
          const [estimate, lower, upper] = [size * share, size * share * (1 - spread), size * share * (1 + spread)]
          const lost = open && measure === 'median'
          const printed = formatEstimate({ ...row, measure, estimate, lower, upper: lost ? null : upper })
          const it = parseEstimate(printed, { unit })
          // A ratio or a limit may print as 0.00, which no estimate of a ratio is; that is refused, not misread.
          if (it.kind === 'problems') throw new Error(`${printed} ${JSON.stringify(it.problems)}`)
          const { interval } = it.value
          expect(agrees({ unit, quantity: it.value.estimate.quantity }, estimate)).toBe(true)
          expect(interval && agrees({ unit, quantity: interval.lower.quantity }, lower)).toBe(true)
          expect(interval && agrees({ unit, quantity: interval.upper.quantity }, lost ? null : upper)).toBe(true)
        },
      ),
    )
  })

  test('NS is no p-value: not the advice for a median', () => {
    const it = parseQuantity('NS', { unit: 'probability' })
    expect(it).toMatchObject({ kind: 'problems', problems: [{ rule: 'not-a-number', message: '"NS" is no p-value' }] })
    expect(JSON.stringify(it)).not.toContain('NR')
    expect(JSON.stringify(parseQuantity('NS', { unit: 'months' }))).toContain('NR')
  })
  test('p-values, with their bounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const it = parseQuantity(formatValue('p-value', p), { unit: 'probability' })
        if (it.kind === 'problems') throw new Error(JSON.stringify(it.problems))
        expect(agrees({ unit: 'probability', quantity: it.value.quantity }, p)).toBe(true)
      }),
    )
  })
})
