import { betaQuantile } from './distribution-quantiles.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Jeffreys' interval of a proportion: the quantiles (1 - level) / 2 and (1 + level) / 2 of the beta distribution with shapes x + 1/2 and
 * n - x + 1/2, with 0 below where nobody and 1 above where everybody has the event ([BrownCaiDasGupta2001]).
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n with limits in [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * R `qbeta`; 1e-11.
 *
 * @example
 * ```ts
 * import { jeffreys } from 'remeier'
 * const estimate = jeffreys({ count: 8, total: 10 })
 * estimate.lower // => 0.4972255035600069
 * estimate.upper // => 0.9559405864473692
 * ```
 */
export function jeffreys(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('jeffreys', proportion)
  checkLevel('jeffreys', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  const [a, b] = [count + 0.5, total - count + 0.5]
  return {
    kind: 'value',
    value: count / total,
    lower: count === 0 ? 0 : betaQuantile((1 - level) / 2, a, b),
    upper: count === total ? 1 : betaQuantile((1 + level) / 2, a, b),
    level,
    standardError: null,
  }
}
