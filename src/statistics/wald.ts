import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Wald's interval of a proportion, p ± z sqrt(p (1 - p) / n) with p = x / n. It is here because papers print it: it covers too little
 * near 0 and 1 ([BrownCaiDasGupta2001]) and is not cut at 0 and 1, so that a printed limit can be recognised. For the same reason it
 * keeps its interval without width at 0 and n, where all other estimators here give none.
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n with limits that may leave [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * Agrees with the formula worked in R; 1e-13.
 *
 * @example
 * ```ts
 * import { wald } from 'remeier'
 * const estimate = wald({ count: 8, total: 10 })
 * estimate.lower // => 0.5520819870781755
 * estimate.upper // => 1.0479180129218246
 * ```
 */
export function wald(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('wald', proportion)
  checkLevel('wald', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  const value = count / total
  const standardError = Math.sqrt((value * (1 - value)) / total)
  const half = normalQuantile((1 + level) / 2) * standardError
  return { kind: 'value', value, lower: value - half, upper: value + half, level, standardError }
}
