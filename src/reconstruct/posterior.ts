import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
import { sparseDot, sparseRow, timesSparse } from '../numeric/sparse-row.ts'
import type { Look, Observation } from './observation.ts'
import type { PriorMoments } from './prior.ts'
import { addSamplingNoise } from './sampling-noise.ts'
import type { Covariance, Model, StateLaw } from './state.ts'
import type { Surprise } from './surprise.ts'
import { reachOf, surpriseOf } from './surprise.ts'
import { lazily } from './lazily.ts'

/** Gaussian law of the state given the figures, linearised at its own centre. */
export interface Posterior extends StateLaw {
  readonly model: Model
  /** Log density of the figures under the prior, but for a constant: what the law was linearised to. */
  readonly evidence: number
  /** One element of the covariance matrix. */
  readonly covarianceAt: Covariance
  /** Whole covariance matrix, computed on demand and once: not to be written to. */
  readonly covariance: () => Float64Array
  /** How far each observation lies from what the others outside its group say, computed on demand. */
  readonly surprise: () => Surprise
  /** How many standard deviations of a prediction a normal deviate comes to, in a trial as unusual as the figures say; computed on demand. */
  readonly reach: () => (deviate: number) => number
  /** By how much something that the model takes as known, and that moves the figures by `slopes`, is off: generalised least squares. */
  readonly shift: (slopes: Float64Array) => { readonly value: number; readonly variance: number }
}

export interface SolveOptions {
  /** Where to begin; the prior mean otherwise. */
  readonly from?: Float64Array
  readonly passes: number
  /** Factor on the variance of an observation, by figure: what does not fit is given little weight. */
  readonly inflate?: ReadonlyMap<string, number>
}

const damping = 0.9
/** No pass moves theta or phi further than this: linearisations do not reach further. */
const longestStep = 1.5
/** A pass that moves nothing further than this ends the search: no figure is printed as finely. */
const settled = 5e-3
/** Steps as short as this are taken whole. */
const safeStep = 0.2

/** What each pass writes over. */
interface Memory {
  readonly covariance: Float64Array
  readonly lift: readonly Float64Array[]
}

function memoryFor(size: number, count: number): Memory {
  return {
    covariance: new Float64Array(size * size),
    lift: Array.from({ length: count }, () => new Float64Array(size)),
  }
}

interface System {
  readonly looks: readonly Look[]
  /** Variance of each look before heavy tails. */
  readonly nominal: Float64Array
  /** C H', one row an observation. */
  readonly lift: readonly Float64Array[]
  readonly factor: Float64Array
  readonly discrepancy: Float64Array
  readonly covariance: Float64Array
}

/**
 * Iterated Kalman form of the damped Gauss-Newton method: x = mu + C H' (H C H' + R)^-1 (y - h(x) + H (x - mu)), so that only
 * systems as large as the number of observations are solved. The Kalman filter's algebra, see [Bell1993].
 */
export function solve(
  model: Model,
  prior: PriorMoments,
  observations: readonly Observation[],
  options: SolveOptions,
): Posterior {
  let state = (options.from ?? prior.mean).slice()
  // Memory of this size is dear to make: one serves all passes.
  const memory = memoryFor(state.length, observations.length)
  let system = linearise(model, prior, observations, state, options, memory)
  for (let pass = 0; pass < options.passes; pass += 1) {
    const target = update(prior, system)
    let largest = 0
    for (let i = 0; i < state.length; i += 1) largest = Math.max(largest, Math.abs(target[i]! - state[i]!))
    const step = pass + 1 === options.passes || largest < safeStep ? 1 : damping
    const share = Math.min(step, longestStep / largest)
    state = state.map((x, i) => x + share * (target[i]! - x))
    if (largest < settled) break
    system = linearise(model, prior, observations, state, options, memory)
  }
  return describe(model, state, system, observations)
}

function linearise(
  model: Model,
  prior: PriorMoments,
  observations: readonly Observation[],
  state: Float64Array,
  options: SolveOptions,
  { covariance, lift }: Memory,
): System {
  covariance.set(prior.covariance)
  addSamplingNoise(model, state, covariance)
  const nominal = new Float64Array(observations.length)
  const looks = observations.map((observation, k) => {
    const look = observation.look(state)
    nominal[k] = look.variance * (options.inflate?.get(observation.figure) ?? 1)
    return { ...look, variance: observation.tested ? studentVariance(look.residual, nominal[k]) : nominal[k] }
  })
  const rows = looks.map(({ gradient }, k) => {
    const row = sparseRow(gradient)
    timesSparse(covariance, row, lift[k]!)
    return row
  })
  const count = looks.length
  const matrix = new Float64Array(count * count)
  const discrepancy = new Float64Array(count)
  const moved = state.map((x, i) => x - prior.mean[i]!)
  for (let k = 0; k < count; k += 1) {
    const { residual, variance } = looks[k]!
    const row = rows[k]!
    for (let l = 0; l <= k; l += 1) matrix[k * count + l] = sparseDot(row, lift[l]!)
    matrix[k * count + k] = matrix[k * count + k]! * (1 + 1e-10) + variance
    discrepancy[k] = residual + sparseDot(row, moved)
  }
  const factor = cholesky(matrix, count)
  if (factor === null)
    throw new RangeError('reconstruct: the figures make a singular system; this is a defect of the prior')
  return { looks, nominal, lift, factor, discrepancy, covariance }
}

/** Degrees of freedom of what the model leaves out of a figure: now and then a figure lies further off than a normal law allows. */
const degrees = 4

/** Variance of the normal law that has the same score as Student's t at this residual. */
function studentVariance(residual: number, variance: number): number {
  return (degrees * variance + residual * residual) / (degrees + 1)
}

function update(prior: PriorMoments, system: System): Float64Array {
  const weights = choleskySolve(system.factor, system.looks.length, system.discrepancy)
  const state = prior.mean.slice()
  system.lift.forEach((row, k) => {
    const weight = weights[k]!
    for (let i = 0; i < state.length; i += 1) state[i]! += weight * row[i]!
  })
  return state
}

function describe(model: Model, state: Float64Array, system: System, observations: readonly Observation[]): Posterior {
  const { looks, lift, factor, covariance } = system
  const count = looks.length
  const size = state.length
  const variance = (gradient: Float64Array): number => {
    const row = sparseRow(gradient)
    const along = Float64Array.from(lift, (it) => sparseDot(row, it))
    const solved = choleskySolve(factor, count, along)
    let known = 0
    along.forEach((x, k) => {
      known += x * solved[k]!
    })
    const own = new Float64Array(size)
    timesSparse(covariance, row, own)
    return Math.max(1e-12, sparseDot(row, own) - known)
  }
  const known = lazily(() => knownOf(system, size))
  return {
    model,
    state,
    variance,
    evidence: logEvidence(system),
    covarianceAt: (i, j) => {
      let rest = covariance[i * size + j]!
      for (const row of known()) rest -= row[i]! * row[j]!
      return rest
    },
    covariance: lazily(() => less(covariance, known(), size)),
    surprise: lazily(() => surpriseOf(system, observations, state)),
    shift: (slopes) => {
      const weights = choleskySolve(factor, count, slopes)
      const along = (of: Float64Array): number => of.reduce((sum, x, k) => sum + x * weights[k]!, 0)
      const known = along(slopes)
      return { value: along(system.discrepancy) / known, variance: 1 / known }
    },
    reach: lazily(() => reachOf(system, observations)),
  }
}

/** -d' M^-1 d / 2 - log |M| / 2. */
function logEvidence({ looks, factor, discrepancy }: System): number {
  const count = looks.length
  const weights = choleskySolve(factor, count, discrepancy)
  let sum = 0
  for (let k = 0; k < count; k += 1) sum -= (discrepancy[k]! * weights[k]!) / 2 + Math.log(factor[k * count + k]!)
  return sum
}

/** What the figures take away of the covariance C, as rows: C - K' K given them. With M = F F' they are F^-1 H, H the lifted observations. */
function knownOf({ lift, factor }: System, size: number): Float64Array[] {
  const count = lift.length
  const known: Float64Array[] = []
  for (let k = 0; k < count; k += 1) {
    const row = lift[k]!.slice()
    subtractRows(row, known, factor.subarray(k * count, k * count + k), size)
    const scale = 1 / factor[k * count + k]!
    for (let i = 0; i < size; i += 1) row[i] = row[i]! * scale
    known.push(row)
  }
  return known
}

function less(covariance: Float64Array, known: readonly Float64Array[], size: number): Float64Array {
  const result = covariance.slice()
  const factors = new Float64Array(known.length)
  for (let i = 0; i < size; i += 1) {
    const own = result.subarray(i * size, (i + 1) * size)
    for (let k = 0; k < known.length; k += 1) factors[k] = known[k]![i]!
    subtractRows(own, known, factors, i + 1)
    for (let j = 0; j < i; j += 1) result[j * size + i] = own[j]!
  }
  return result
}

/** The first `length` elements of a, in place, less those of the rows, each times its factor: four rows at a time, subtracted in their order. */
function subtractRows(a: Float64Array, rows: readonly Float64Array[], factors: Float64Array, length: number): void {
  let k = 0
  for (; k + 4 <= rows.length; k += 4) {
    const [p, q, r, s] = [rows[k]!, rows[k + 1]!, rows[k + 2]!, rows[k + 3]!]
    const [u, v, w, x] = [factors[k]!, factors[k + 1]!, factors[k + 2]!, factors[k + 3]!]
    for (let i = 0; i < length; i += 1) a[i] = a[i]! - u * p[i]! - v * q[i]! - w * r[i]! - x * s[i]!
  }
  for (; k < rows.length; k += 1) {
    const row = rows[k]!
    const factor = factors[k]!
    for (let i = 0; i < length; i += 1) a[i] = a[i]! - factor * row[i]!
  }
}
