import type { EstimateFigure, Landmark } from '../evidence/evidence.ts'
import type { IntervalScale } from '../survival/pointwise-limits.ts'
import { printedLimits, printedNumber } from './printed-number.ts'

const types: readonly IntervalScale[] = ['log-log', 'log', 'plain']

/** Survival on the scale of an interval type; increasing in S for all of them but log-log. */
export function onScale(type: IntervalScale, survival: number): number {
  if (type === 'plain') return survival
  return type === 'log' ? Math.log(survival) : Math.log(-Math.log(survival))
}

/**
 * The scale on which the printed intervals of an arm's landmarks are most nearly symmetric about their estimates; log-log where
 * there is nothing to tell them apart. Papers hardly ever say which.
 */
export function intervalType(landmarks: readonly Landmark[]): IntervalScale {
  let best: IntervalScale = 'log-log'
  let least = Infinity
  for (const type of types) {
    let sum = 0
    for (const landmark of landmarks) sum += asymmetry(type, landmark)
    // Rounding alone never makes another scale look better by half a unit of the last digit on average.
    if (sum < least - (type === 'log-log' ? 0 : 0.5 * landmarks.length)) {
      best = type
      least = sum
    }
  }
  return best
}

/** Distance between the estimate and the centre of its interval, in units of the last printed digit. */
function asymmetry(type: IntervalScale, landmark: EstimateFigure): number {
  const estimate = printedNumber(landmark.estimate)
  const limits = printedLimits(landmark)
  if (estimate === null || limits === null) return 0
  const { lower, upper } = limits
  if (lower.value <= 0 || upper.value >= 1 || estimate.value <= lower.value || estimate.value >= upper.value) return 0
  const middle = (onScale(type, lower.value) + onScale(type, upper.value)) / 2
  const centre = type === 'plain' ? middle : type === 'log' ? Math.exp(middle) : Math.exp(-Math.exp(middle))
  return Math.abs(centre - estimate.value) / Math.max(estimate.upper - estimate.lower, 1e-9)
}
