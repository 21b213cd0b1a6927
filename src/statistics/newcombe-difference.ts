import type { Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'
import { wilson } from './wilson.ts'

/**
 * Difference of two independent proportions, d = p1 - p0, with Newcombe's hybrid score interval (his method 10): from the Wilson
 * limits l, u of each arm, d - sqrt((p1 - l1)^2 + (u0 - p0)^2) to d + sqrt((u1 - p1)^2 + (p0 - l0)^2) ([Newcombe1998]).
 *
 * @param experimental count of total in arm 1
 * @param control count of total in arm 0, the reference
 * @param level confidence level, in (0, 1)
 * @returns d with limits in [-1, 1]; `not-estimable` where an arm has no patients
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * Agrees with the formula worked from R's `prop.test(correct = FALSE)` limits; 1e-13.
 *
 * @example
 * ```ts
 * import { newcombeDifference } from 'remeier'
 * const estimate = newcombeDifference({ count: 8, total: 10 }, { count: 4, total: 10 })
 * estimate.lower // => -0.022558465355208668
 * estimate.upper // => 0.6725442445674756
 * ```
 */
export function newcombeDifference(experimental: Proportion, control: Proportion, level = 0.95): Statistic {
  const one = wilson(experimental, level)
  const zero = wilson(control, level)
  if (one.kind === 'not-estimable' || zero.kind === 'not-estimable') {
    return { kind: 'not-estimable', reason: 'an arm has no patients' }
  }
  const value = one.value - zero.value
  return {
    kind: 'value',
    value,
    lower: value - rootSumOfSquares(one.value - one.lower, zero.upper - zero.value),
    upper: value + rootSumOfSquares(one.upper - one.value, zero.value - zero.lower),
    level,
    standardError: null,
  }
}

const rootSumOfSquares = (a: number, b: number): number => Math.sqrt(a * a + b * b)
