import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Wilson's score interval of a proportion: the probabilities that the score test does not reject,
 * (p + z^2 / 2n ± z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n) with p = x / n and z the normal quantile ([Wilson1927]).
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n with limits in [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * R `prop.test(correct = FALSE)`; 1e-13.
 *
 * @example
 * ```ts
 * import { wilson } from 'remeier'
 * const estimate = wilson({ count: 8, total: 10 })
 * estimate.lower // => 0.49016247153664183
 * estimate.upper // => 0.9433178485456247
 * ```
 */
export function wilson(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('wilson', proportion)
  checkLevel('wilson', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  const p = count / total
  const z = normalQuantile((1 + level) / 2)
  const shrinkage = 1 + (z * z) / total
  const centre = (p + (z * z) / (2 * total)) / shrinkage
  const half = (z * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total))) / shrinkage
  return {
    kind: 'value',
    value: p,
    // At the ends the formula is exactly 0 and 1; rounding would leave 1e-17 or 1 - 1e-16.
    lower: count === 0 ? 0 : centre - half,
    upper: count === total ? 1 : centre + half,
    level,
    standardError: null,
  }
}
