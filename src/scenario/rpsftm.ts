import { type EstimateNotEstimable, normalHalfWidth, notEstimable } from '../survival/estimate.ts'
import { logRank } from '../survival/log-rank.ts'
import type { Patients } from '../survival/patients.ts'
import { type AdjustedForSwitching, adjustedForSwitching } from './adjusted-for-switching.ts'
import { offTreatment, type RecensorOption, requireSwitched } from './without-switching.ts'

export interface RpsftmOptions extends RecensorOption {
  /** Where psi is looked for; default -2 to 2 in steps of 0.001. Crossings that come in pairs within one step are not seen. */
  readonly from?: number
  readonly to?: number
  readonly step?: number
  /** Default 0.95. */
  readonly level?: number
}

/** Every psi at which z passes a value, ascending: z is a step function, and may pass it more than once. */
export interface RpsftmCrossings {
  readonly zero: readonly number[]
  /** z = +q, q the normal half-width of the level. */
  readonly plus: readonly number[]
  readonly minus: readonly number[]
}

export interface Rpsftm extends AdjustedForSwitching {
  readonly kind: 'value'
  readonly crossings: RpsftmCrossings
  /**
   * The outermost psi in the range that the test does not reject: where z passes +-q several times, programs that stop at one of these
   * crossings print a narrower interval. Null where the range ends before the test rejects.
   */
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
}

/**
 * Rank-preserving structural failure time model: psi such that both arms agree had nobody been treated, by g-estimation with the log-rank
 * test: Z(psi) = 0 on the times U = T_off + T_on e^psi. Patients of arm 1 are on treatment throughout, those of arm 0 from the time they switch.
 *
 * Assumes that treatment multiplies the time that is left by the same factor in everybody and whenever it begins (common treatment effect), and
 * that switching is to the treatment of arm 1. It does not assume that switchers are like others: randomisation stands for that.
 *
 * z is a step function of psi: an estimate is a jump, known to the width of the step between two patients. All jumps through 0 are in `crossings`; `psi` is
 * the middle one.
 *
 * @returns `not-estimable` where z does not pass 0 in the range
 *
 * [RobinsTsiatis1991] [White1999]. Agrees with R `survdiff` on the same times, crossing by crossing, to 1e-6.
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * import { rpsftm } from 'remeier'
 * const p = patients({ arms: ['a', 'b'], time: [1, 2, 3, 2, 4, 6], event: [1, 1, 1, 1, 1, 1], assigned: [0, 0, 0, 1, 1, 1], switched: [NaN, NaN, NaN, NaN, NaN, NaN] })
 * rpsftm(p, { recensor: false, step: 0.01 }).crossings.zero.length // => 1
 * ```
 */
export function rpsftm(pair: Patients, options: RpsftmOptions = {}): Rpsftm | EstimateNotEstimable {
  const { recensor = true, from = -2, to = 2, step = 0.001, level = 0.95 } = options
  requireSwitched(pair, recensor, 'rpsftm')
  if (!(from < to && step > 0 && Number.isFinite(from) && Number.isFinite(to)))
    throw new RangeError(`rpsftm: from < to and a step > 0 are required, got ${from}, ${to}, ${step}`)
  const z = (psi: number): number => rpsftmZ(pair, psi, { recensor })
  const grid = Array.from({ length: Math.ceil((to - from) / step) + 1 }, (_, k) => Math.min(to, from + k * step))
  const known = grid.map(z)
  const q = normalHalfWidth(level)
  const crossings = {
    zero: passing(z, grid, known, 0),
    plus: passing(z, grid, known, q),
    minus: passing(z, grid, known, -q),
  }
  const psi = crossings.zero[(crossings.zero.length - 1) >> 1]
  if (psi === undefined)
    return notEstimable(
      `z does not pass 0 between psi ${from} and ${to}: from ${known[0]!.toFixed(2)} to ${known.at(-1)!.toFixed(2)}`,
    )
  const limits = [...crossings.plus, ...crossings.minus].sort((a, b) => a - b)
  return {
    kind: 'value',
    ...adjustedForSwitching(pair, psi, { recensor, level }),
    crossings,
    lower: Math.abs(known[0]!) < q ? null : (limits[0] ?? null),
    upper: Math.abs(known.at(-1)!) < q ? null : (limits.at(-1) ?? null),
    level,
  }
}

/** The log-rank z of both arms off treatment; NaN where there is none. */
export function rpsftmZ(pair: Patients, psi: number, options: RecensorOption = {}): number {
  const test = logRank(offTreatment(pair, psi, options))
  return test.kind === 'value' ? test.z : NaN
}

/** Where a step function passes a value between neighbours of a grid, each jump by bisection. */
function passing(f: (x: number) => number, grid: readonly number[], known: readonly number[], value: number): number[] {
  const found: number[] = []
  for (let k = 1; k < grid.length; k++) {
    const above = known[k - 1]! > value
    // NaN is on no side.
    if (Number.isNaN(known[k - 1]! + known[k]!) || above === known[k]! > value) continue
    let [a, b] = [grid[k - 1]!, grid[k]!]
    while (b - a > 1e-12 * Math.max(1, Math.abs(a))) {
      const middle = (a + b) / 2
      if (f(middle) > value === above) a = middle
      else b = middle
    }
    found.push((a + b) / 2)
  }
  return found
}
