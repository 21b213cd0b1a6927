import { power } from '../numeric/power.ts'
import { root } from '../numeric/root.ts'
import { type EstimateNotEstimable, notEstimable } from '../survival/estimate.ts'

export interface WeibullTimeRatio {
  readonly kind: 'value'
  /** log of the time scale of group 1 over that of group 0: the coefficient of an accelerated failure time model. */
  readonly logRatio: number
  /** log of the time scale of group 0. */
  readonly intercept: number
  /** 1 / shape. */
  readonly scale: number
}

/**
 * Weibull regression on one covariate of 0 and 1, by maximum likelihood: log T = intercept + logRatio x + scale W, W extreme value.
 * Given the shape k, the rates are events / sum of t^k by group, so only the shape has to be searched for:
 *
 *     D / k + sum over events of log t - sum over groups of d (sum of t^k log t) / (sum of t^k) = 0,
 *
 * whose left side falls with k.
 *
 * @returns `not-estimable` without an event in either group, with events at time 0, or where all events are at the last time
 *
 * [KalbfleischPrentice2002]. Agrees with R `survreg` to 1e-7.
 */
export function weibullTimeRatio(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  group: ArrayLike<number>,
): WeibullTimeRatio | EstimateNotEstimable {
  const n = time.length
  const events = [0, 0]
  let logSum = 0
  let last = 0
  for (let i = 0; i < n; i++) {
    last = Math.max(last, time[i]!)
    if (event[i] === 0) continue
    if (!(time[i]! > 0)) return notEstimable('an event at time 0 has no Weibull density')
    events[group[i] === 1 ? 1 : 0]!++
    logSum += Math.log(time[i]!)
  }
  const [d0, d1] = [events[0]!, events[1]!]
  if (d0 === 0 || d1 === 0) return notEstimable('no event in one of the groups')
  if (logSum >= (d0 + d1) * Math.log(last)) return notEstimable('the likelihood has no maximum')
  // Times as parts of the last one, so that no power is too large.
  const sums = (k: number) => {
    const powers: [number, number] = [0, 0]
    const logs: [number, number] = [0, 0]
    for (let i = 0; i < n; i++) {
      const t = time[i]! / last
      if (t === 0) continue
      const at = group[i] === 1 ? 1 : 0
      const p = power(t, k)
      powers[at] += p
      logs[at] += p * Math.log(t)
    }
    return { powers, logs }
  }
  const scaledLogSum = logSum - (d0 + d1) * Math.log(last)
  const score = (k: number): number => {
    const { powers, logs } = sums(k)
    return (d0 + d1) / k + scaledLogSum - (d0 * logs[0]) / powers[0] - (d1 * logs[1]) / powers[1]
  }
  let [low, high] = [1, 1]
  while (score(low) < 0 && low > 1e-6) low /= 2
  while (score(high) > 0 && high < 1e6) high *= 2
  if (score(low) < 0 || score(high) > 0) return notEstimable('the likelihood has no maximum')
  const k = root(score, low, high)
  const { powers } = sums(k)
  const logScale = (d: number, sum: number): number => Math.log(last) + Math.log(sum / d) / k
  const intercept = logScale(d0, powers[0])
  return { kind: 'value', logRatio: logScale(d1, powers[1]) - intercept, intercept, scale: 1 / k }
}
