import type { ArmEvidence } from '../evidence/evidence.ts'
import { root } from '../numeric/root.ts'
import { printedNumber } from './printed-number.ts'

/** How much later than its lower limit a median usually is. */
const pastLowerLimit = 1.5

/**
 * A constant hazard per month through an arm's median; through its last landmark where no median is printed; through its last restricted mean; or from the
 * lower limit of a median that is not reached. Null where none of them is printed.
 */
export function crudeHazard(arm: ArmEvidence, until = Number.POSITIVE_INFINITY): number | null {
  const median = printedNumber(arm.median?.estimate)?.value ?? 0
  if (median > 0) return Math.LN2 / median
  let latest = 0
  let hazard: number | null = null
  for (const { time, estimate } of arm.landmarks) {
    const survival = printedNumber(estimate)?.value ?? 0
    if (time <= latest || time > until || survival <= 0 || survival >= 1) continue
    latest = time
    hazard = -Math.log(survival) / time
  }
  for (const { tau, estimate } of hazard === null ? (arm.restrictedMeans ?? []) : []) {
    const share = (printedNumber(estimate)?.value ?? 0) / tau
    if (tau <= latest || tau > until || share <= 0 || share >= 1) continue
    latest = tau
    hazard = hazardOfMean(share) / tau
  }
  const lower = printedNumber(arm.median?.interval?.lower)?.value ?? 0
  return hazard ?? (lower > 0 ? Math.LN2 / (pastLowerLimit * lower) : null)
}

/** The x at which (1 - exp(-x)) / x is a share on (0, 1): the mean of an exponential curve over its first x time constants. */
function hazardOfMean(share: number): number {
  return root((x) => -Math.expm1(-x) / x - share, 1e-9, 1 / share, { tolerance: 1e-9 })
}
