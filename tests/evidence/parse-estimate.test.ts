import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '../../src/evidence/evidence.ts'
import { parseEstimate, parseQuantity, parseRange, type PrintContext } from '../../src/evidence/parse-estimate.ts'
import type { Quantity } from '../../src/evidence/quantity.ts'

const months = { unit: 'months' } as const
const percent = { unit: 'proportion' } as const
const ratio = { unit: 'ratio' } as const

function quantity(printed: string, context: PrintContext): Quantity {
  const it = parseQuantity(printed, context)
  if (it.kind === 'problems') throw new Error(JSON.stringify(it.problems))
  return it.value.quantity
}

function estimate(printed: string, context: PrintContext): unknown[] {
  const it = parseEstimate(printed, context)
  if (it.kind === 'problems') throw new Error(JSON.stringify(it.problems))
  const short = ({ quantity }: { quantity: Quantity }): unknown =>
    quantity.kind === 'number' ? quantity.value : quantity.kind
  const { interval } = it.value
  return interval === null
    ? [short(it.value.estimate)]
    : [short(it.value.estimate), short(interval.lower), short(interval.upper), interval.level]
}

function problems(printed: string, context: PrintContext): string[] {
  const it = parseEstimate(printed, context)
  return it.kind === 'problems' ? it.problems.map(({ rule, start, end }) => `${rule} ${start}-${end}`) : ['none']
}

/** By hand: the interval of each number is written as the decimal that it is. */
describe('one number', () => {
  const number = (value: number, lower: number, upper: number, decimals: number, notation: string): Quantity =>
    ({ kind: 'number', value, lower, upper, decimals, notation }) as Quantity

  test.each<[string, PrintContext, Quantity]>([
    ['73%', percent, number(0.73, 0.725, 0.735, 0, 'percent')],
    ['66.0%', percent, number(0.66, 0.6595, 0.6605, 1, 'percent')],
    ['66.0', percent, number(0.66, 0.6595, 0.6605, 1, 'percent')],
    ['75·9%', percent, number(0.759, 0.7585, 0.7595, 1, 'percent')],
    ['0', percent, number(0, -0.005, 0.005, 0, 'percent')],
    ['0.73', { ...percent, scale: 'proportion' }, number(0.73, 0.725, 0.735, 2, 'plain')],
    ['0.7', { ...percent, scale: 'percent' }, number(0.007, 0.0065, 0.0075, 1, 'percent')],
    ['13.3', months, number(13.3, 13.25, 13.35, 1, 'months')],
    ['33.6 months', months, number(33.6, 33.55, 33.65, 1, 'months')],
    ['33.6 mo.', months, number(33.6, 33.55, 33.65, 1, 'months')],
    ['2 years', months, number(24, 18, 30, 0, 'years')],
    ['8 weeks', months, number(56 / 30.4375, 52.5 / 30.4375, 59.5 / 30.4375, 0, 'weeks')],
    ['100', { ...months, timeUnit: 'days' }, number(100 / 30.4375, 99.5 / 30.4375, 100.5 / 30.4375, 0, 'days')],
    ['1.5 y', { ...months, timeUnit: 'days' }, number(18, 17.4, 18.6, 1, 'years')],
    ['0·49', ratio, number(0.49, 0.485, 0.495, 2, 'plain')],
    ['.04', { unit: 'probability' }, number(0.04, 0.035, 0.045, 2, 'plain')],
    ['p=0.0009', { unit: 'probability' }, number(0.0009, 0.00085, 0.00095, 4, 'plain')],
    ['242', { unit: 'count' }, number(242, 241.5, 242.5, 0, 'plain')],
    ['1,234', { unit: 'count' }, number(1234, 1233.5, 1234.5, 0, 'plain')],
    ['1\u2009234', { unit: 'count' }, number(1234, 1233.5, 1234.5, 0, 'plain')],
    ['1,234.5 days', months, number(1234.5 / 30.4375, 1234.45 / 30.4375, 1234.55 / 30.4375, 1, 'days')],
    ['<0.001', { unit: 'probability' }, { kind: 'less-than', upper: 0.001 }],
    ['P<0.001', { unit: 'probability' }, { kind: 'less-than', upper: 0.001 }],
    ['P < .001', { unit: 'probability' }, { kind: 'less-than', upper: 0.001 }],
    ['≤0·001', { unit: 'probability' }, { kind: 'less-than', upper: 0.001 }],
    ['<1', percent, { kind: 'less-than', upper: 0.01 }],
    ['<1%', percent, { kind: 'less-than', upper: 0.01 }],
    ['>36', months, { kind: 'greater-than', lower: 36 }],
    ['>3 years', months, { kind: 'greater-than', lower: 36 }],
    ['35.4+', months, { kind: 'greater-than', lower: 35.4 }],
    ['≤10', { unit: 'count' }, { kind: 'less-than', upper: 11 }],
    ['≥5', { unit: 'count' }, { kind: 'greater-than', lower: 4 }],
    ['NR', months, { kind: 'not-reached' }],
    ['N.R.', months, { kind: 'not-reached' }],
    ['not reached', months, { kind: 'not-reached' }],
    ['Not-reached', months, { kind: 'not-reached' }],
    ['not yet reached', months, { kind: 'not-reached' }],
    ['NE', months, { kind: 'not-estimable' }],
    ['not evaluable', months, { kind: 'not-estimable' }],
    ['not estimable', months, { kind: 'not-estimable' }],
  ])('%s', (printed, context, expected) => {
    const got = quantity(printed, context)
    if (expected.kind !== 'number' || got.kind !== 'number') expect(got).toEqual(expected)
    else {
      expect(got).toEqual({ ...expected, lower: got.lower, upper: got.upper })
      // Within one unit in the last place: the end is the double nearest to the exact end.
      for (const end of ['lower', 'upper'] as const)
        expect(Math.abs(got[end] - expected[end])).toBeLessThanOrEqual(Math.abs(expected[end]) * Number.EPSILON)
    }
  })
})

/** As printed in the New England Journal, the Lancet journals and their tables (Rodriguez-Otero 2023, San-Miguel 2023). */
describe('an estimate with its interval', () => {
  test.each<[string, PrintContext, unknown[]]>([
    ['13.3 (11.8 to 16.1)', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 [11.8-16.1]', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 (95% CI, 11.8 to 16.1)', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 (95% CI 11.8–16.1)', months, [13.3, 11.8, 16.1, 0.95]],
    ['13·3 months (95% CI 11·8–16·1)', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 months [95% confidence interval {CI}, 11.8 to 16.1]', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 (11.8–16.1) months', months, [13.3, 11.8, 16.1, 0.95]],
    ['13.3 (11.8, 16.1)', months, [13.3, 11.8, 16.1, 0.95]],
    ['0.49 (0.38,0.65)', ratio, [0.49, 0.38, 0.65, 0.95]],
    ['0.49; 95% CI, 0.38 to 0.65', ratio, [0.49, 0.38, 0.65, 0.95]],
    ['HR 0·29; 95% CI 0·22–0·39', ratio, [0.29, 0.22, 0.39, 0.95]],
    ['hazard ratio, 0.26 (97.5% CI 0.18-0.38)', ratio, [0.26, 0.18, 0.38, 0.975]],
    ['0.26 (CI 99%: 0.18-0.38)', ratio, [0.26, 0.18, 0.38, 0.99]],
    ['0.26 (0.18-0.38; 90% CI)', ratio, [0.26, 0.18, 0.38, 0.9]],
    ['0.02 (0.00 to 0.15)', ratio, [0.02, 0, 0.15, 0.95]],
    ['NR (34.5-NE)', months, ['not-reached', 34.5, 'not-estimable', 0.95]],
    ['not reached (95% CI 34.5 months to not evaluable)', months, ['not-reached', 34.5, 'not-estimable', 0.95]],
    ['34.3 (27.0–—)', months, [34.3, 27, 'not-estimable', 0.95]],
    ['34.3 (27.0 to NR)', months, [34.3, 27, 'not-reached', 0.95]],
    ['NR (NE-NE)', months, ['not-reached', 'not-estimable', 'not-estimable', 0.95]],
    ['34.3 (27.0–∞)', months, [34.3, 27, 'not-estimable', 0.95]],
    ['71% (66 to 77)', percent, [0.71, 0.66, 0.77, 0.95]],
    ['71 (66–77)', percent, [0.71, 0.66, 0.77, 0.95]],
    ['71 (66–77%)', percent, [0.71, 0.66, 0.77, 0.95]],
    ['71% (CI 66% to 77%)', percent, [0.71, 0.66, 0.77, 0.95]],
    ['0.8 (0.1 to 2.9)', percent, [0.008, 0.001, 0.029, 0.95]],
    ['1 (0.2 to 0.9%)', percent, [0.01, 0.002, 0.009, 0.95]],
    ['2 (1 to 3) years', months, [24, 12, 36, 0.95]],
    ['18 months (1 to 2 years)', { unit: 'months' }, []],
  ])('%s', (printed, context, expected) => {
    if (expected.length === 0) expect(problems(printed, context)).toEqual(['mixed-units 0-24'])
    else expect(estimate(printed, context)).toEqual(expected)
  })

  test('a level of the place holds where the string states none', () => {
    expect(estimate('0.26 (0.18 to 0.38)', { unit: 'ratio', level: 0.975 })).toEqual([0.26, 0.18, 0.38, 0.975])
    expect(estimate('0.26 (95% CI, 0.18 to 0.38)', { unit: 'ratio', level: 0.975 })[3]).toBe(0.95)
  })

  test('each number knows its place in the string', () => {
    const printed = '13.3 (95% CI, 11.8 to 16.1)'
    const it = parseEstimate(printed, months)
    if (it.kind === 'problems' || it.value.interval === null) throw new Error('not read')
    for (const part of [it.value.estimate, it.value.interval.lower, it.value.interval.upper])
      expect(printed.slice(part.start, part.end)).toBe(part.printed)
    expect(it.value.interval.upper).toMatchObject({ printed: '16.1', start: 22, end: 26 })
  })
})

describe('a range', () => {
  test.each([
    ['0.4 to 35.4', 0.4, 35.4],
    ['(range, 0.5–13.0)', 0.5, 13],
    ['1 to 3 years', 12, 36],
    ['range: 4-8', 4, 8],
  ])('%s', (printed, low, high) => {
    const it = parseRange(printed, months)
    expect(it).toMatchObject({
      kind: 'value',
      value: { lower: { quantity: { value: low } }, upper: { quantity: { value: high } } },
    })
  })

  test('one that is none', () => {
    expect(parseRange('13.3', months)).toMatchObject({ problems: [{ rule: 'one-limit', start: 4 }] })
    expect(parseRange('9 to 3', months)).toMatchObject({ problems: [{ rule: 'interval-reversed' }] })
  })
})

describe('what cannot be read is said with its place, never guessed', () => {
  test.each<[string, Unit, string[]]>([
    ['0,49', 'ratio', ['decimal-comma 0-4']],
    ['0,49 (0,38 to 0,65)', 'ratio', ['decimal-comma 0-4', 'decimal-comma 6-10', 'decimal-comma 14-18']],
    ['1,234', 'months', ['ambiguous-comma 0-5']],
    ['11.8 (10,2)', 'months', ['decimal-comma 6-10', 'one-limit 10-11']],
    ['1.2.3', 'ratio', ['malformed-number 0-5']],
    ['0.66', 'proportion', ['percent-or-proportion 0-4']],
    ['1', 'proportion', ['percent-or-proportion 0-1']],
    ['103%', 'proportion', ['percent-over-100 0-4']],
    ['71% (66 to 177)', 'proportion', ['percent-over-100 11-14']],
    ['-3', 'months', ['negative-time 0-2']],
    ['\u22123', 'months', ['negative-time 0-2']],
    ['0', 'ratio', ['ratio-not-positive 0-1']],
    ['0.00', 'ratio', ['ratio-not-positive 0-4']],
    ['0.5 (0 to 2)', 'ratio', ['ratio-not-positive 5-6']],
    ['-0.5', 'ratio', ['ratio-not-positive 0-4']],
    ['13.3 fortnights', 'months', ['unknown-unit 5-15']],
    ['13.3 m', 'months', ['unknown-unit 5-6']],
    ['0.49 weeks', 'ratio', ['unexpected-unit 5-10']],
    ['73%', 'ratio', ['unexpected-percent 2-3']],
    ['73%', 'months', ['unexpected-percent 2-3']],
    ['242.5', 'count', ['not-a-count 0-5']],
    ['NR', 'count', ['not-a-count 0-2']],
    ['NR', 'ratio', ['not-a-time 0-2']],
    ['1.2', 'probability', ['not-a-probability 0-3']],
    ['13.3 (16.1 to 11.8)', 'months', ['interval-reversed 6-18']],
    ['13.3 (11.8)', 'months', ['one-limit 10-11']],
    ['13.3 (11.8 to 16.1', 'months', ['unclosed-bracket 18-18']],
    ['13.3 (5% CI 11.8 to 16.1)', 'months', ['level 6-7']],
    ['13.3 (range 11.8 to 16.1)', 'months', ['not-an-interval 6-11']],
    ['13.3*', 'months', ['unexpected-text 4-5']],
    ['13.3 to 16.1', 'months', ['unexpected-text 5-7']],
    ['—', 'months', ['ambiguous-dash 0-1']],
    ['NA', 'months', ['not-a-number 0-2']],
    ['', 'months', ['not-a-number 0-0']],
    ['<NR', 'months', ['not-a-number 1-3']],
  ])('%s as %s', (printed, unit, expected) => {
    expect(problems(printed, { unit })).toEqual(expected)
  })

  test('a unit that is nearly one is asked about', () => {
    expect(parseQuantity('13.3 monts', months)).toMatchObject({
      problems: [{ found: 'monts', mend: 'did you mean months? write the unit out' }],
    })
  })

  test('an interval where there is none', () => {
    expect(parseQuantity('13.3 (11.8 to 16.1)', months)).toMatchObject({
      problems: [{ rule: 'unexpected-interval', found: '(11.8 to 16.1)' }],
    })
  })

  test('noise of any kind or length ends in a value or in problems inside the string', () => {
    const alphabet = Array.from('0123456789.,·%()[]{}<>≤-–— +*;:=NRECIpto\u2009é🙂')
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...alphabet) })),
        fc.constantFrom<Unit>('months', 'proportion', 'count', 'ratio', 'probability'),
        (printed, unit) => {
          const it = parseEstimate(printed, { unit })
          if (it.kind === 'value') return true
          expect(it.problems.length).toBeGreaterThan(0)
          return it.problems.every(({ start, end }) => start >= 0 && start <= end && end <= printed.length)
        },
      ),
      { numRuns: 500 },
    )
    expect(problems('9'.repeat(1e6), months)).toEqual(['too-long 200-1000000'])
  })
})
