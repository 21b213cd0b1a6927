import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlDrift } from '../../src/scenario/control-drift.ts'
import { scaleHazard } from '../../src/scenario/scale-hazard.ts'
import { armAt } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import type { Estimate } from '../../src/survival/estimate.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { milestoneDifference } from '../../src/survival/milestone.ts'
import { patients } from '../../src/survival/patients.ts'
import { rmstDifference } from '../../src/survival/rmst-contrast.ts'
import { golden, near, rowsToPatients } from './golden-assumptions.ts'

const value = (it: Estimate) => {
  if (it.kind !== 'value') throw new Error(it.kind)
  return it
}

test('by hand: S = 1/2 with twice the hazard is 1/4, with half of it the root of 1/2', () => {
  const km = kaplanMeier(patients({ time: [1, 2], event: [1, 0] }))
  expect(scaleHazard(km, 2).survival[0]).toBeCloseTo(1 / 4, 15)
  expect(scaleHazard(km, 1 / 2).survival[0]).toBeCloseTo(Math.SQRT1_2, 15)
  // d(S^2) = 2 S dS
  expect(scaleHazard(km, 2).standardError[0]).toBeCloseTo(km.standardError[0]!, 15)
  expect(() => scaleHazard(km, 0)).toThrow('above 0')
})

describe('golden: R survival, lung, the hazard of men multiplied', () => {
  const pair = rowsToPatients(golden.drift.data)
  test.each(golden.drift.byMultiplier)('by $multiplier', (expected) => {
    const drift = controlDrift(pair, expected.multiplier)
    const ratio = value(drift.hazardRatio())
    near(Math.log(ratio.value), expected.logHazardRatio, 1e-8)
    near(ratio.standardError, expected.standardError, 1e-8)
    const survival = value(drift.controlSurvival(12))
    ;[survival.value, survival.lower, survival.upper, survival.standardError].forEach((it, i) => {
      near(it, expected.survival[i], 1e-12)
    })
    const difference = value(drift.survivalDifference(12))
    near(difference.value, expected.difference[0], 1e-12)
    near(difference.standardError, expected.difference[1], 1e-12)
    const median = value(drift.controlMedian())
    ;[median.value, median.lower, median.upper].forEach((it, i) => {
      near(it, expected.median[i], 1e-12)
    })
    const mean = value(drift.controlRmst(18))
    near(mean.value, expected.rmst[0], 1e-11)
    near(mean.standardError, expected.rmst[1], 1e-11)
    const means = value(drift.rmstDifference(18))
    near(means.value, expected.rmstDifference[0], 1e-11)
    near(means.standardError, expected.rmstDifference[1], 1e-11)
  })
  test('a multiplier of 1 leaves everything as it is', () => {
    const drift = controlDrift(pair, 1)
    expect(drift.survivalDifference(12)).toEqual(milestoneDifference(pair, 12))
    near(value(drift.rmstDifference(18)).value, value(rmstDifference(pair, 18)).value, 1e-12)
    near(value(drift.rmstDifference(18)).standardError, value(rmstDifference(pair, 18)).standardError, 1e-12)
    const fit = cox(pair)
    expect(fit.kind === 'value' ? fit.hazardRatio.value : 0).toBeCloseTo(value(drift.hazardRatio()).value, 14)
  })
})

test('multiplied and divided again is the curve; a greater hazard is a worse curve everywhere', () => {
  const km = kaplanMeier(armAt(rowsToPatients(golden.drift.data), 0))
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.double({ min: 1.01, max: 3, noNaN: true }),
      (m, more) => {
        const back = scaleHazard(scaleHazard(km, m), 1 / m)
        const [one, two] = [scaleHazard(km, m), scaleHazard(km, m * more)]
        km.survival.forEach((it, i) => {
          near(back.survival[i], it, 1e-12)
          expect(two.survival[i]).toBeLessThanOrEqual(one.survival[i]!)
        })
      },
    ),
    { numRuns: 20 },
  )
})
