import { requireTwoArms } from '../survival/arm.ts'
import type { Estimate, EstimateNotEstimable } from '../survival/estimate.ts'
import { milestoneDifference } from '../survival/milestone.ts'
import { milestoneTest, type MilestoneTestValue } from '../survival/milestone-test.ts'
import { numberNeededToTreat, type NumberNeededToTreat } from '../survival/number-needed-to-treat.ts'
import type { Patients } from '../survival/patients.ts'
import { rmstDifference, rmstRatio } from '../survival/rmst-contrast.ts'

/** What a treatment does by a time, on scales that need no proportional hazards. */
export interface EffectsAtTime {
  /** Months. */
  readonly time: number
  /** Restricted mean survival up to the time: arm 1 minus arm 0, months, and arm 1 over arm 0. */
  readonly rmstDifference: Estimate
  readonly rmstRatio: Estimate
  /** Survival at the time, arm 1 minus arm 0. */
  readonly survivalDifference: Estimate
  /** Test of that difference on the complementary log-log scale: it need not agree with the interval, which is on the plain scale. */
  readonly test: MilestoneTestValue | EstimateNotEstimable
  /** Belongs to this time alone. */
  readonly numberNeeded: NumberNeededToTreat | EstimateNotEstimable
}

/**
 * Effects over time: for each time the difference and ratio of the restricted means up to it, the difference in survival at it with its
 * complementary log-log test, and the number needed to treat.
 *
 * Randomisation identifies each of them where the arms were randomised. The times are chosen by whoever asks: with several, the p-values
 * are not adjusted for their number.
 *
 * @param pair two arms, the reference first; otherwise a RangeError
 * @param times months, finite, > 0, ascending; otherwise a RangeError. A time beyond the follow-up of an arm has no answer
 *
 * [Uno2014] [Klein2007] [AltmanAndersen1999]. Agrees with R `survival::survfit` with the formulas written out to 1e-10.
 *
 * @example
 * ```ts
 * import { effectsOverTime } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * effectsOverTime(p, [1.5])[0].numberNeeded.value // => 2
 * ```
 */
export function effectsOverTime(pair: Patients, times: readonly number[]): readonly EffectsAtTime[] {
  requireTwoArms(pair, 'effectsOverTime')
  times.forEach((time, k) => {
    if (!(time > (k === 0 ? 0 : times[k - 1]!) && time < Infinity))
      throw new RangeError(`effectsOverTime: finite ascending times > 0 are required, got ${times.join(', ')}`)
  })
  return times.map((time) => ({
    time,
    rmstDifference: rmstDifference(pair, time),
    rmstRatio: rmstRatio(pair, time),
    survivalDifference: milestoneDifference(pair, time),
    test: milestoneTest(pair, time),
    numberNeeded: numberNeededToTreat(pair, time),
  }))
}
