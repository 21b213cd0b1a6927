import { describe, expect, test } from 'vitest'
import { numberNeeded } from '../../src/analysis/number-needed.ts'
import { formatEstimate } from '../../src/result/measure-format.ts'
import { numberNeededToTreat } from '../../src/survival/number-needed-to-treat.ts'
import { patients } from '../../src/survival/patients.ts'
import { analysed } from './small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/* By hand: Altman DG. Confidence intervals for the number needed to treat. BMJ 1998;317:1309-12: a difference of 10 points (-5 to 25)
   is a number needed of 10, from 4 through infinity to 20 for harm. */
const shown = (found: Parameters<typeof numberNeeded>[0]) => {
  const { estimate, variant, assumption } = numberNeeded(found, 12)
  if (estimate.kind !== 'value') return { text: estimate.kind, variant, assumption }
  const { value, lower, upper } = estimate
  const row = { measure: 'number-needed-to-treat', estimate: value, lower, upper, status: 'ok' as const }
  return { text: formatEstimate(row), lower, upper, variant, assumption }
}

describe('a number needed to treat', () => {
  test('with an interval on one side', () => {
    const interval = [{ direction: 'benefit', from: 2.5, to: 6.4 }] as const
    const it = shown({ kind: 'value', value: 4, direction: 'benefit', interval, level: 0.95 })
    expect(it.text).toBe('4 (2.5–6.4)')
    expect(it.variant).toBe('for one more free of the event')
    expect(it.assumption).toBe('Holds at 12 months alone.')
  })
  test('with an interval through infinity: the other end counts in the other direction', () => {
    const interval = [
      { direction: 'benefit', from: 4, to: Infinity },
      { direction: 'harm', from: 20, to: Infinity },
    ] as const
    const it = shown({ kind: 'value', value: 10, direction: 'benefit', interval, level: 0.95 })
    expect(it).toMatchObject({ text: '10 (4 to infinity to 20 the other way)', lower: 4, upper: -20 })
    expect(it.assumption).toContain('runs through infinity to a number for one more with the event')
    const harm = shown({ kind: 'value', value: 30, direction: 'harm', interval, level: 0.95 })
    expect(harm).toMatchObject({
      text: '30 (20 to infinity to 4 the other way)',
      variant: 'for one more with the event',
    })
  })
  test('with an interval that ends at no difference', () => {
    const interval = [{ direction: 'benefit', from: 5, to: Infinity }] as const
    expect(shown({ kind: 'value', value: 10, direction: 'benefit', interval, level: 0.95 }).text).toBe(
      '10 (5 to infinity)',
    )
  })
  test('without a difference there is none', () => {
    const found = { kind: 'value', value: Infinity, direction: 'none', interval: [], level: 0.95 } as const
    expect(shown(found)).toMatchObject({ text: 'not-estimable', variant: 'no difference' })
  })
  test('of four patients whose interval holds 0: 1 against 1/2, as the formulas of Altman and Andersen (1999) give it', () => {
    const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
    // A half apart with the standard error of one arm alone, sqrt(.5 x .5 / 2) = .3536: -0.193 to 1.193 before it is cut at 1.
    const it = shown(numberNeededToTreat(p, 1.5))
    expect(it.upper).toBeCloseTo(1 / (0.5 - 1.959964 * Math.sqrt(0.125)), 3)
  })
})

test('every difference in survival of the published result has its number needed at the same time, every difference of means its ratio', () => {
  const { rows } = analysed(smallPlan, smallRecord).results
  const of = (measure: string) => rows.filter((it) => it.role === 'reference' && it.measure === measure)
  const times = (measure: string) => of(measure).map((it) => [it.time, it.arm, it.versus])
  expect(times('survival-difference').length).toBeGreaterThan(0)
  expect(times('number-needed-to-treat')).toEqual(times('survival-difference'))
  expect(times('rmst-ratio')).toEqual(times('rmst-difference'))
  const [difference, needed] = [of('survival-difference')[0], of('number-needed-to-treat')[0]]
  expect((needed?.estimate ?? NaN) * (difference?.estimate ?? NaN)).toBeCloseTo(1, 9)
})
