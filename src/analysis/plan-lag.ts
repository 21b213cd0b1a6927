import { fixedLag, type Lag, lagFromRange } from '../scenario/lag.ts'
import type { ImpliedNotInfusedPlan, IttFromInfusedPlan } from './plan.ts'

/** The law of a lag that a plan names, in months. */
export function planLag(lag: IttFromInfusedPlan['lags'][number] | NonNullable<ImpliedNotInfusedPlan['lag']>): Lag {
  return 'months' in lag ? fixedLag(lag.months) : lagFromRange(lag.minimum, lag.median, lag.maximum)
}
