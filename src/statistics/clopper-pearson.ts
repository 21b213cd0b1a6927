import { betaQuantile } from './distribution-quantiles.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Exact (Clopper-Pearson) interval of a proportion: the probabilities that two one-sided binomial tests at (1 - level) / 2 do not
 * reject, lower = B((1 - level) / 2; x, n - x + 1) and upper = B((1 + level) / 2; x + 1, n - x) with B the beta quantile
 * ([ClopperPearson1934]). It covers at least `level`, often more.
 *
 * @param proportion x = count of n = total
 * @param level confidence level, in (0, 1)
 * @returns x / n with limits in [0, 1]; `not-estimable` where total is 0
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * R `binom.test`; 1e-11 up to a million patients, 1e-8 up to a hundred million.
 *
 * @example
 * ```ts
 * import { clopperPearson } from 'remeier'
 * const estimate = clopperPearson({ count: 8, total: 10 })
 * estimate.lower // => 0.4439045376923588
 * estimate.upper // => 0.9747892736731666
 * ```
 */
export function clopperPearson(proportion: Proportion, level = 0.95): Statistic {
  checkProportion('clopperPearson', proportion)
  checkLevel('clopperPearson', level)
  const { count, total } = proportion
  if (total === 0) return { kind: 'not-estimable', reason: 'no patients' }
  return {
    kind: 'value',
    value: count / total,
    lower: count === 0 ? 0 : betaQuantile((1 - level) / 2, count, total - count + 1),
    upper: count === total ? 1 : betaQuantile((1 + level) / 2, count + 1, total - count),
    level,
    standardError: null,
  }
}
