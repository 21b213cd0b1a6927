import { power } from '../numeric/power.ts'
import type { Curve } from '../survival/curve.ts'
import { curveRmst } from './curve-measures.ts'
import { ittSurvival, type IttMixture } from './itt-from-infused.ts'
import { fixedLag } from './lag.ts'
import { fromCurve } from './raw-curve.ts'

/** Measures of the whole arm; null where the curves end too early (for the median: where the curve stays above 1/2). */
export interface IttMeasures {
  readonly survival: (time: number) => number | null
  readonly median: () => number | null
  readonly rmst: (tau: number) => number | null
}

/** Rounding error of sums of products that stand for 1/2. */
const HALF = 1e-10

/**
 * Milestones, median and restricted mean of the forward mixture, without a grid of times: the milestone is the mixture itself; the median
 * the first time at which it is at or below 1/2 (the middle of the stretch where it stands at 1/2, as R has it), by bisection, which is exact
 * because a mixture of survival curves never rises; the restricted mean is linear,
 *
 *     RMST_ITT(tau) = p Sum q_u (min(u, tau) + RMST_inf(tau - u)) + (1 - p) RMST_non(tau)
 *
 * for lags u of probability q_u. With p = 1 and no lag all three are those of the curve that goes in.
 *
 * Throws a RangeError as `ittFromInfused` does. With exponential curves the median agrees with R `uniroot` to 1e-6.
 */
export function ittMeasures(mixture: IttMixture): IttMeasures {
  const survival = ittSurvival(mixture)
  const end = lastTime(mixture)
  return {
    survival: (time) => (time <= end ? survival(time) : null),
    median: () => medianOf(survival, end),
    rmst: (tau) => (tau <= end ? meanOf(mixture, tau) : null),
  }
}

/** Where the first of the curves ends: that of the infused after the shortest lag. A curve that has come down to 0 never ends. */
function lastTime({ infused, notInfused, control, lag = fixedLag(0) }: IttMixture): number {
  const own = endOf(infused)
  const whole = own + Math.min(...lag.time)
  if (notInfused.kind === 'as-infused') return Math.min(whole, own)
  return notInfused.kind === 'as-control' && control !== undefined ? Math.min(whole, endOf(control)) : whole
}

function endOf({ time, survival }: Curve): number {
  return survival[survival.length - 1] === 0 ? Infinity : time[time.length - 1]!
}

function medianOf(survival: (time: number) => number, end: number): number | null {
  const first = firstAtOrBelow(survival, 0.5 + HALF, end)
  if (first === null) return null
  const below = firstAtOrBelow(survival, 0.5 - HALF, end)
  return below === null ? null : (first + below) / 2
}

/** By bisection of a curve that never rises; null where it stays above. */
function firstAtOrBelow(survival: (time: number) => number, level: number, end: number): number | null {
  let upper = end === Infinity ? 1 : end
  while (end === Infinity && survival(upper) > level && upper < Number.MAX_VALUE / 2) upper *= 2
  if (survival(upper) > level) return null
  let lower = 0
  for (let i = 0; i < 200 && upper - lower > 1e-13 * upper; i++) {
    const middle = (lower + upper) / 2
    if (survival(middle) <= level) upper = middle
    else lower = middle
  }
  return upper
}

function meanOf(mixture: IttMixture, tau: number): number {
  const { share, infused, lag = fixedLag(0) } = mixture
  let own = 0
  for (let i = 0; i < lag.time.length; i++) {
    const since = Math.min(lag.time[i]!, tau)
    own += lag.probability[i]! * (since + areaOf(mixture, infused, tau - since, 1))
  }
  return share * own + (1 - share) * meanOfOthers(mixture, tau)
}

function meanOfOthers(mixture: IttMixture, tau: number): number {
  const { notInfused: law, infused, control } = mixture
  switch (law.kind) {
    case 'fail-at':
      return Math.min(law.time, tau)
    case 'exponential':
      return (-Math.expm1((-Math.LN2 * tau) / law.median) * law.median) / Math.LN2
    case 'never-fail':
      return tau
    case 'as-infused':
      return areaOf(mixture, infused, tau, law.hazardMultiplier)
    // ittSurvival has refused a missing control curve and 'as-arm' already.
    case 'as-control':
      return areaOf(mixture, control ?? infused, tau, law.hazardMultiplier)
    case 'as-arm':
      return NaN
  }
}

/** Area under a curve to a power; beyond its end it is 0. */
function areaOf({ reading = 'steps' }: IttMixture, { time, survival }: Curve, tau: number, multiplier: number): number {
  if (tau === 0) return 0
  const raised = multiplier === 1 ? survival : survival.map((it) => power(it, multiplier))
  const area = curveRmst(fromCurve({ time, survival: raised }), Math.min(tau, time[time.length - 1]!), reading)
  return area.kind === 'value' ? area.value : NaN
}
