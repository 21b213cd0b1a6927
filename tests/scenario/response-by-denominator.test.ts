import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts'
import { newcombeDifference } from '../../src/statistics/newcombe-difference.ts'
import { golden, near } from './golden-assumptions.ts'
import { responderRange, responseByDenominator, responseTip } from '../../src/scenario/response-by-denominator.ts'

test('by hand: 3 of 4 infused, 6 in all', () => {
  const given = { responders: 3, among: 'infused', infused: 4, all: 6 } as const
  expect(responderRange(given)).toEqual({ lower: 0, upper: 2 })
  expect(responseByDenominator(given, 1)).toEqual({
    infused: { events: 3, patients: 4 },
    all: { events: 4, patients: 6 },
  })
})

test('by hand: 5 of 6 in all, 4 infused: at least one of the two others responded', () => {
  const given = { responders: 5, among: 'all', infused: 4, all: 6 } as const
  expect(responderRange(given)).toEqual({ lower: 1, upper: 2 })
  expect(responseByDenominator(given, 2).infused).toEqual({ events: 3, patients: 4 })
  expect(() => responseByDenominator(given, 0)).toThrow('on 1..2 is required, got 0')
})

test('there and back: what is of all from the infused gives the infused back', () => {
  const given = fc
    .record({
      infused: fc.integer({ min: 1, max: 200 }),
      others: fc.nat(50),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ infused, others, share, part }) => ({
      responders: Math.round(share * infused),
      infused,
      all: infused + others,
      k: Math.round(part * others),
    }))
  fc.assert(
    fc.property(given, ({ responders, infused, all, k }) => {
      const forward = responseByDenominator({ responders, among: 'infused', infused, all }, k)
      const back = responseByDenominator({ responders: forward.all.events, among: 'all', infused, all }, k)
      expect(back).toEqual(forward)
    }),
  )
})

test('the tip is the first number that crosses; none where no number does', () => {
  const given = { responders: 3, among: 'infused', infused: 4, all: 8 } as const
  const share = ({ all }: ReturnType<typeof responseByDenominator>): number => all.events / all.patients
  expect(responseTip(given, 0.5, share)).toEqual({ kind: 'found', k: 2, limit: 5 / 8 })
  expect(responseTip(given, 0.9, share)).toEqual({ kind: 'none-in-range', attainable: [3 / 8, 7 / 8] })
})

test('refuses counts that do not fit together', () => {
  expect(() => responderRange({ responders: 5, among: 'infused', infused: 4, all: 6 })).toThrow(RangeError)
  expect(() => responderRange({ responders: 1, among: 'infused', infused: 7, all: 6 })).toThrow(RangeError)
})

test.each(golden.response)('golden: R binom.test and prop.test, $k of 12 not infused responded', (expected) => {
  const given = { responders: 94, among: 'infused', infused: 128, all: 140 } as const
  const { events, patients } = responseByDenominator(given, expected.k).all
  const exact = clopperPearson({ count: events, total: patients })
  const difference = newcombeDifference({ count: events, total: patients }, { count: 52, total: 120 })
  if (exact.kind !== 'value' || difference.kind !== 'value') throw new Error('not estimable')
  near(exact.lower, expected.exact[0], 1e-9)
  near(exact.upper, expected.exact[1], 1e-9)
  near(difference.value, expected.difference[0], 1e-12)
  near(difference.lower, expected.difference[1], 1e-9)
  near(difference.upper, expected.difference[2], 1e-9)
})
