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

/** Degrees of freedom of the law that trials come from: some are unlike all that was learnt from, and all of their figures say so. */
const degrees = 4

/**
 * Each observation against what all others outside its group say, from the one solution: with M = H C H' + R and a = M^-1 d, leaving
 * out block B leaves the residual (M^-1)_BB^-1 a_B with covariance (M^-1)_BB^-1, in which R is that of heavy tails.
 *
 * Trials as a whole follow Student's t, not a normal law: given k others at the distance D^2 from the prior, a figure has its law with `degrees` + k degrees of
 * freedom and variances (degrees + D^2) / (degrees + k) times as large. With few others, or with others that are unusual themselves, nothing tells an unusual
 * trial from a misprint; with many that agree a misprint stands out the more. [ShahWilsonGhahramani2014]
 */
export function surpriseOf(system: Solved, observations: readonly Observation[], state: Float64Array): Surprise {
  const { looks, nominal, discrepancy } = system
  const count = looks.length
  const places = observations.map(({ place }) => place?.(state) ?? 0)
  const factor = withPlaces(system.factor, count, places)
  const weights = choleskySolve(factor, count, discrepancy)
  const inverse = choleskyInverse(factor, count)
  const whole = discrepancy.reduce((sum, d, k) => sum + d * weights[k]!, 0)
  const helpers = observations.flatMap(({ tested }, k) => (tested ? [] : [k]))
  const surprise = new Float64Array(count)
  const excess = new Float64Array(count)
  for (const group of groupsOf(observations)) {
    const own = leftOut(inverse, weights, count, group)
    const rest = leftOut(inverse, weights, count, [...new Set([...group, ...helpers])])
    if (own === null || rest === null) continue
    const others = count - rest.residual.length
    const scale = (degrees + Math.max(0, whole - rest.distance)) / (degrees + others)
    group.forEach((k, i) => {
      const residual = own.residual[i]!
      const expected = own.variance[i]! - looks[k]!.variance + nominal[k]!
      surprise[k] = asNormal(residual / Math.sqrt(expected * scale), degrees + others)
      excess[k] = 1 + (residual * residual) / nominal[k]!
    })
  }
  return { surprise, excess }
}

/**
 * Standard deviations of what a law predicts that a normal deviate comes to, by the same law of trials: given the tested observations that it rests on, a figure to come follows Student's t.
 */
export function reachOf(system: Solved, observations: readonly Observation[]): (deviate: number) => number {
  const { looks, factor, discrepancy } = system
  const count = looks.length
  const weights = choleskySolve(factor, count, discrepancy)
  const whole = discrepancy.reduce((sum, d, k) => sum + d * weights[k]!, 0)
  const helpers = observations.flatMap(({ tested }, k) => (tested ? [] : [k]))
  const rest = helpers.length === 0 ? null : leftOut(choleskyInverse(factor, count), weights, count, helpers)
  const others = count - helpers.length
  const scale = (degrees + Math.max(0, whole - (rest?.distance ?? 0))) / (degrees + others)
  return (deviate) => Math.sqrt(scale) * asStudent(deviate, degrees + others)
}

/** The factor of M with the variances of unseen visits on its diagonal. */
function withPlaces(factor: Float64Array, count: number, places: readonly number[]): Float64Array {
  if (places.every((variance) => variance === 0)) return factor
  const matrix = new Float64Array(count * count)
  for (let k = 0; k < count; k += 1) {
    for (let l = 0; l <= k; l += 1) {
      let sum = k === l ? places[k]! : 0
      for (let j = 0; j <= l; j += 1) sum += factor[k * count + j]! * factor[l * count + j]!
      matrix[k * count + l] = sum
    }
  }
  return cholesky(matrix, count) ?? factor
}

/** What is left of a block when all others are known: residuals with their variances, and the part of the whole squared distance that is its own. */
function leftOut(inverse: Float64Array, weights: Float64Array, count: number, block: readonly number[]) {
  const size = block.length
  const part = Float64Array.from(
    { length: size * size },
    (_, at) => inverse[block[Math.floor(at / size)]! * count + block[at % size]!]!,
  )
  const own = cholesky(part, size)
  if (own === null) return null
  const covariance = choleskyInverse(own, size)
  const weight = Float64Array.from(block, (k) => weights[k]!)
  const residual = choleskySolve(own, size, weight)
  const distance = residual.reduce((sum, r, i) => sum + r * weight[i]!, 0)
  return { residual, distance, variance: Float64Array.from(block, (_, i) => covariance[i * size + i]!) }
}

/** The inverse of `asNormal`. */
function asStudent(z: number, degrees: number): number {
  const own = ((8 * degrees + 3) / (8 * degrees + 1)) * z
  const size = Math.sqrt(degrees * Math.expm1((own * own) / degrees))
  return z < 0 ? -size : size
}

/** The standard normal deviate with the tail of Student's t at a point, to 0.2% and better from 4 degrees on. [Wallace1959] */
function asNormal(t: number, degrees: number): number {
  const size = ((8 * degrees + 1) / (8 * degrees + 3)) * Math.sqrt(degrees * Math.log1p((t * t) / degrees))
  return t < 0 ? -size : size
}
