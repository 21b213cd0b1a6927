import { normalQuantile } from '../numeric/normal-quantile.ts'
import { checkLevel, checkProportion, type Proportion } from './proportion.ts'
import type { Statistic } from './statistic.ts'

/**
 * Odds ratio of two independent proportions with Woolf's interval: OR = x1 (n0 - x0) / (x0 (n1 - x1)), and
 * exp(log OR ± z sqrt(1/x1 + 1/(n1 - x1) + 1/x0 + 1/(n0 - x0))) ([Woolf1955]).
 *
 * @param experimental count of total in arm 1
 * @param control count of total in arm 0, the reference
 * @param level confidence level, in (0, 1)
 * @returns OR with its limits and the standard error of log OR; `not-estimable` where one of the four cells is 0: Woolf's
 *   standard error does not exist there, and adding a half to the cells would be an assumption
 * @throws RangeError where counts are not whole with 0 <= count <= total, or level is not in (0, 1)
 *
 * R: log OR and standard error of `glm(family = binomial)`; 1e-13 against the formula worked in R.
 *
 * @example
 * ```ts
 * import { oddsRatio } from 'remeier'
 * const estimate = oddsRatio({ count: 8, total: 10 }, { count: 4, total: 10 })
 * estimate.value // => 6
 * estimate.standardError // => 1.0206207261596576
 * ```
 */
export function oddsRatio(experimental: Proportion, control: Proportion, level = 0.95): Statistic {
  checkProportion('oddsRatio', experimental)
  checkProportion('oddsRatio', control)
  checkLevel('oddsRatio', level)
  const events1 = experimental.count
  const others1 = experimental.total - events1
  const events0 = control.count
  const others0 = control.total - events0
  if ([events1, others1, events0, others0].includes(0)) {
    return { kind: 'not-estimable', reason: 'a cell of the two-by-two table is 0' }
  }
  const value = (events1 * others0) / (events0 * others1)
  const standardError = Math.sqrt(1 / events1 + 1 / others1 + 1 / events0 + 1 / others0)
  const factor = Math.exp(normalQuantile((1 + level) / 2) * standardError)
  return { kind: 'value', value, lower: value / factor, upper: value * factor, level, standardError }
}
