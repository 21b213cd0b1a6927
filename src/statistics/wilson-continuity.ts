import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Wilson's score interval of a proportion with continuity correction: the probabilities that the score test with Yates's correction does
 * not reject, (2x + z^2 ± (1 + z sqrt(z^2 ± 2 - 1/n + 4p(n - x ∓ 1)))) / 2(n + z^2) with p = x / n ([Newcombe1998], his method 4 for one
 * proportion), with 0 below where nobody and 1 above where everybody has the event.
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n with limits in [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * R `prop.test`; 1e-13.
 *
 * @example
 * ```ts
 * import { wilsonContinuity } from 'remeier'
 * const estimate = wilsonContinuity({ count: 8, total: 10 })
 * estimate.lower // => 0.4421814242785499
 * estimate.upper // => 0.9645730562526337
 * ```
 */
export function wilsonContinuity(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('wilsonContinuity', proportion)
  checkLevel('wilsonContinuity', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  return {
    kind: 'value',
    value: count / total,
    lower: count === 0 ? 0 : Math.max(0, 1 - upperLimit(total - count, total, level)),
    upper: count === total ? 1 : Math.min(1, upperLimit(count, total, level)),
    level,
    standardError: null,
  }
}

/** The lower limit is that of those without the event, from above. */
function upperLimit(count: number, total: number, level: number): number {
  const z = normalQuantile((1 + level) / 2)
  const root = Math.sqrt(z * z + 2 - 1 / total + (4 * count * (total - count - 1)) / total)
  return (2 * count + z * z + 1 + z * root) / (2 * (total + z * z))
}
