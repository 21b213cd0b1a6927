import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Agresti and Coull's interval of a proportion: Wald's around Wilson's centre, q ± z sqrt(q (1 - q) / m) with m = n + z^2 and
 * q = (x + z^2 / 2) / m ([AgrestiCoull1998]). Not cut at 0 and 1, so that a printed limit can be recognised.
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n (not q) with limits that may leave [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * Agrees with the formula worked in R; 1e-13.
 *
 * @example
 * ```ts
 * import { agrestiCoull } from 'remeier'
 * const estimate = agrestiCoull({ count: 8, total: 10 })
 * estimate.lower // => 0.4793675905661506
 * estimate.upper // => 0.9541127295161158
 * ```
 */
export function agrestiCoull(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('agrestiCoull', proportion)
  checkLevel('agrestiCoull', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  const z = normalQuantile((1 + level) / 2)
  const m = total + z * z
  const centre = (count + (z * z) / 2) / m
  const half = z * Math.sqrt((centre * (1 - centre)) / m)
  return { kind: 'value', value: count / total, lower: centre - half, upper: centre + half, level, standardError: null }
}
