import { gridFraction } from './grid.ts'

/** sd of log(-log G) at the horizon and of its slope in log u; correlation between the arms of a trial. */
const level = 1.2
const slope = 0.38
const betweenArms = 0.7

/**
 * Drop-out by hand: an eighth of the patients by the horizon, give or take a factor of three in the hazard, coming a little faster early
 * than late. No bed tells drop-out from the cut-off, so this cannot be learnt as the rest is.
 */
export const dropOutMoments = {
  mean: (i: number): number => -2 + 0.8 * Math.log(gridFraction[i]!),
  covariance: (i: number, j: number, sameArm: boolean): number => {
    const common = level * level + slope * slope * Math.log(gridFraction[i]!) * Math.log(gridFraction[j]!)
    return sameArm ? common + (i === j ? 0.01 : 0) : betweenArms * common
  },
}
