import { requireTwoArms, twoArms } from '../survival/arm.ts'
import type { Estimate } from '../survival/estimate.ts'
import { logRank, type LogRank } from '../survival/log-rank.ts'
import type { Patients } from '../survival/patients.ts'
import { reverseKaplanMeier } from '../survival/reverse-kaplan-meier.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import { type EarlyCensoring, earlyCensoring } from './early-censoring.ts'

export interface CensoringAsymmetry {
  /** Median follow-up by the reverse Kaplan-Meier method, arm 0 and arm 1. */
  readonly followUp: readonly [Estimate, Estimate]
  /** Log-rank test with censoring as the event: z above 0 = arm 1 is censored earlier. */
  readonly test: LogRank
  /** Who is censored by each time. */
  readonly early: readonly EarlyCensoring[]
}

/**
 * Is one arm censored earlier than the other? Median follow-up of both arms, the log-rank test with censoring as the event, and at each time a
 * table of those censored so far with Fisher's exact test. Median follow-up hides an early imbalance, and so may the test over all of
 * follow-up; the table at a time does not. Identifies nothing: an imbalance is a reason to ask why.
 *
 * @param pair two arms, the reference first; otherwise a RangeError
 *
 * [SchemperSmith1996] [Mantel1966]. Agrees with R `survdiff(Surv(time, 1 - event) ~ arm)` and `fisher.test` to 1e-9.
 *
 * @example
 * ```ts
 * import { censoringAsymmetry } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [0, 1, 0, 1], assigned: [0, 0, 1, 1] })
 * censoringAsymmetry(p, [1]).early[0].censored // => [1, 0]
 * ```
 */
export function censoringAsymmetry(pair: Patients, times: readonly number[]): CensoringAsymmetry {
  requireTwoArms(pair, 'censoringAsymmetry')
  const [arm0, arm1] = twoArms(pair, 'censoringAsymmetry')
  const median = (arm: Patients): Estimate => survivalQuantile(reverseKaplanMeier(arm), 0.5)
  return {
    followUp: [median(arm0), median(arm1)],
    test: logRank(reversed(pair)),
    early: earlyCensoring(pair, times),
  }
}

/** Censoring as the event, events as censorings: at a tied time they are all at risk, whichever comes first. */
function reversed(pair: Patients): Patients {
  return { ...pair, event: pair.event.map((it) => 1 - it) }
}
