import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Risk ratio of two independent proportions with the log interval of Katz: RR = p1 / p0, and
 * exp(log RR ± z sqrt(1/x1 - 1/n1 + 1/x0 - 1/n0)) ([Katz1978]).
 *
 * @param experimental count of total in arm 1
 * @param control count of total in arm 0, the reference
 * @param level confidence level, in (0, 1)
 * @returns RR with its limits and the standard error of log RR; `not-estimable` where an arm has no event, or everybody in both has
 *   it: there is no standard error (the formula gives infinity, and 0), and adding a half would be an assumption
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * Agrees with the formula worked in R; 1e-13.
 *
 * @example
 * ```ts
 * import { riskRatio } from 'remeier'
 * const estimate = riskRatio({ count: 8, total: 10 }, { count: 4, total: 10 })
 * estimate.value // => 2
 * estimate.upper // => 4.540598993367773
 * ```
 */
export function riskRatio(experimental: Proportion, control: Proportion, level = 0.95): Statistic {
  checkProportion('riskRatio', experimental)
  checkProportion('riskRatio', control)
  checkLevel('riskRatio', level)
  if (experimental.count === 0 || control.count === 0) return { kind: 'not-estimable', reason: 'an arm has no event' }
  if (experimental.count === experimental.total && control.count === control.total)
    return { kind: 'not-estimable', reason: 'everybody in both arms has the event' }
  const value = experimental.count / experimental.total / (control.count / control.total)
  // (n - x) / (x n) rather than 1/x - 1/n, which cancels.
  const variance = [experimental, control].reduce((sum, { count, total }) => sum + (total - count) / count / total, 0)
  const standardError = Math.sqrt(variance)
  const factor = Math.exp(normalQuantile((1 + level) / 2) * standardError)
  return { kind: 'value', value, lower: value / factor, upper: value * factor, level, standardError }
}
