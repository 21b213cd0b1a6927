import { cholesky, choleskyInverse, choleskySolve } from '../numeric/cholesky.ts'
import type { Look, Observation } from './observation.ts'

/** A linearised system with M = H C H' + R factorised. */
export interface Solved {
  readonly looks: readonly Look[]
  /** Variance of each look before heavy tails: what it is tested against. */
  readonly nominal: Float64Array
  readonly factor: Float64Array
  readonly discrepancy: Float64Array
}

/** What each observation, in order, is to the others outside its group. */
export interface Surprise {
  /** How far it lies from what they say, in standard deviations. */
  readonly surprise: Float64Array
  /** Factor on its variance that would make its distance one standard deviation of its own. */
  readonly excess: Float64Array
}

/** Numbers of the observations that share a group, in order of first appearance. */
export function groupsOf(observations: readonly Observation[]): number[][] {
  const groups = new Map<string, number[]>()
  observations.forEach(({ group }, k) => {
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [k])
    else members.push(k)
  })
  return [...groups.values()]
}

/**
 * Each observation against what all others outside its group say, from the one solution: with M = H C H' + R and a = M^-1 d, leaving
 * out block B leaves the residual (M^-1)_BB^-1 a_B with covariance (M^-1)_BB^-1, in which R is that of heavy tails.
 */
export function surpriseOf(system: Solved, groups: readonly number[][]): Surprise {
  const { looks, nominal, factor, discrepancy } = system
  const count = looks.length
  const weights = choleskySolve(factor, count, discrepancy)
  const inverse = choleskyInverse(factor, count)
  const surprise = new Float64Array(count)
  const excess = new Float64Array(count)
  for (const group of groups) {
    const size = group.length
    const block = new Float64Array(size * size)
    group.forEach((k, i) => {
      group.forEach((l, j) => {
        block[i * size + j] = inverse[k * count + l]!
      })
    })
    const own = cholesky(block, size)
    if (own === null) continue
    const covariance = choleskyInverse(own, size)
    const residual = choleskySolve(
      own,
      size,
      Float64Array.from(group, (k) => weights[k]!),
    )
    group.forEach((k, i) => {
      const expected = covariance[i * size + i]! - looks[k]!.variance + nominal[k]!
      surprise[k] = residual[i]! / Math.sqrt(expected)
      excess[k] = 1 + (residual[i]! * residual[i]!) / nominal[k]!
    })
  }
  return { surprise, excess }
}
