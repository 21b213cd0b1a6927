import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hazardRatioByPeriod } from '../../src/scenario/hazard-ratio-by-period.ts'
import { cox } from '../../src/survival/cox.ts'
import { patients } from '../../src/survival/patients.ts'

const row = fc.record({
  time: fc.integer({ min: 1, max: 40 }),
  event: fc.constantFrom(0, 1),
  arm: fc.constantFrom(0, 1),
})
const pairOf = (rows: readonly { time: number; event: number; arm: number }[]) =>
  patients({
    arms: ['old', 'new'],
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.arm),
  })

describe('hazard ratio by period', () => {
  test('events after a cut alone are what is left when earlier events are censored at their own time', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 20, maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (rows, cut) => {
        const after = hazardRatioByPeriod(pairOf(rows), [cut]).find(({ kind }) => kind === 'events after')
        const censored = cox(pairOf(rows.map((it) => (it.time <= cut ? { ...it, event: 0 } : it))))
        if (after?.estimate.kind !== 'value') expect(censored.kind).not.toBe('value')
        else if (censored.kind === 'value') expect(after.estimate.value).toBeCloseTo(censored.hazardRatio.value, 9)
      }),
    )
  })

  test('every event counts once over the periods, and the last period is the events after the last cut', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (rows) => {
        const found = hazardRatioByPeriod(pairOf(rows), [7, 20])
        expect(found.map(({ kind, from, to }) => [kind, from, to])).toEqual([
          ['all events', 0, Infinity],
          ['events after', 7, Infinity],
          ['events after', 20, Infinity],
          ['period', 0, 7],
          ['period', 7, 20],
        ])
        const [all, , late, first, second] = found.map(({ nEvent }) => nEvent)
        expect((first ?? 0) + (second ?? 0) + (late ?? 0)).toBe(all)
      }),
    )
  })

  test('cuts must ascend', () => {
    const pair = pairOf([{ time: 1, event: 1, arm: 0 }])
    expect(() => hazardRatioByPeriod(pair, [5, 3])).toThrow(RangeError)
  })
})
