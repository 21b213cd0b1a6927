import { cholesky, choleskySolve } from '../../../src/numeric/cholesky.ts'
import { gridSize } from '../../../src/reconstruct/grid.ts'
import { armSize } from '../../../src/reconstruct/state.ts'
import type { Work } from './invert.ts'
import { invert, workFor } from './invert.ts'

/** What the learning sees of one arm: -log of the Kaplan-Meier curves of events and of censoring on the grid. */
export interface LearningArm {
  readonly n: number
  /** -log S and then -log G at the grid points. NaN from where nobody is left. */
  readonly hazard: Float64Array
}

export interface LearningCase {
  readonly features: readonly number[]
  readonly arms: readonly LearningArm[]
}

export interface Learnt {
  /** One row a feature, armSize columns. */
  readonly mean: readonly Float64Array[]
  /** armSize x armSize */
  readonly within: Float64Array
  readonly between: Float64Array
}

export interface LearningSettings {
  readonly iterations: number
  readonly ridge: number
  /** Weight of the start's covariance, in comparisons. */
  readonly shrinkage: number
}

const highest = 3.4

/** No round moves theta or phi further than this: linearisations do not reach further. */
const longestStep = 1.5

export function learn(cases: readonly LearningCase[], start: Learnt, settings: LearningSettings): Learnt {
  let law = start
  const size = 2 * armSize
  const space = { ...workFor(size), matrix: new Float64Array(size * size) }
  const covariances = cases.map(() => new Float64Array(size * size))
  const states = cases.map((it) => stackedMean(law, it))
  for (let iteration = 0; iteration < settings.iterations; iteration += 1) {
    const precision = inverse(stacked(law), size, space)
    const sums = { within: new Float64Array(armSize * armSize), between: new Float64Array(armSize * armSize) }
    cases.forEach((it, k) => {
      const prior = stackedMean(law, it)
      states[k] = smooth(it, states[k]!, prior, precision, space, covariances[k]!)
    })
    const mean = regress(cases, states, settings.ridge)
    const next = { mean, within: sums.within, between: sums.between }
    cases.forEach((it, k) => {
      addMoments(sums, states[k]!, stackedMean(next, it), covariances[k]!)
    })
    const total = cases.length + settings.shrinkage
    const blend = (sum: Float64Array, old: Float64Array) =>
      sum.map((x, i) => (x + settings.shrinkage * old[i]!) / total)
    law = { mean, within: blend(sums.within, start.within), between: blend(sums.between, start.between) }
  }
  return law
}

function stackedMean(law: Learnt, it: LearningCase): Float64Array {
  const mean = new Float64Array(2 * armSize)
  for (let a = 0; a < 2; a += 1)
    for (let j = 0; j < armSize; j += 1)
      mean[a * armSize + j] = it.features.reduce((sum, x, f) => sum + x * law.mean[f]![j]!, 0)
  return mean
}

function stacked(law: Learnt): Float64Array {
  const size = 2 * armSize
  const full = new Float64Array(size * size)
  for (let a = 0; a < 2; a += 1)
    for (let b = 0; b < 2; b += 1)
      for (let i = 0; i < armSize; i += 1)
        for (let j = 0; j < armSize; j += 1)
          full[(a * armSize + i) * size + b * armSize + j] = (a === b ? law.within : law.between)[i * armSize + j]!
  return full
}

function inverse(matrix: Float64Array, n: number, work: Work): Float64Array {
  const factor = cholesky(matrix, n, work.factor)
  if (factor === null) throw new RangeError('learn: the covariance is not positive definite')
  const result = new Float64Array(n * n)
  invert(factor, n, work, result)
  return result
}

/** Posterior of the smooth truth of one comparison, linearised at `state`: its mean, and its covariance written to the place for it. */
function smooth(
  it: LearningCase,
  state: Float64Array,
  prior: Float64Array,
  precision: Float64Array,
  space: Work & { readonly matrix: Float64Array },
  covariance: Float64Array,
): Float64Array {
  const size = 2 * armSize
  const { matrix } = space
  matrix.set(precision)
  const right = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    let sum = 0
    for (let j = 0; j < size; j += 1) sum += precision[i * size + j]! * prior[j]!
    right[i] = sum
  }
  it.arms.forEach((arm, a) => {
    for (let part = 0; part < 2; part += 1) addData(arm, a, part, state, matrix, right, size)
  })
  const factor = cholesky(matrix, size, space.factor)
  if (factor === null) throw new RangeError('learn: singular')
  const target = choleskySolve(factor, size, right)
  invert(factor, size, space, covariance)
  return state.map((x, i) => x + Math.max(-longestStep, Math.min(longestStep, target[i]! - x)))
}

/** Increments of the observed hazard are independent: difference of consecutive y L has variance dV. */
function addData(
  arm: LearningArm,
  a: number,
  part: number,
  state: Float64Array,
  matrix: Float64Array,
  right: Float64Array,
  size: number,
): void {
  const base = a * armSize
  const own = base + part * gridSize
  let before = 0
  let seen = 0
  let goneBefore = 0
  let last = -1
  const hazardAt = (j: number, p: number) => Math.exp(Math.min(highest, state[base + p * gridSize + j]!))
  for (let j = 0; j < gridSize; j += 1) {
    const observed = arm.hazard[part * gridSize + j]!
    if (Number.isNaN(observed)) break
    const here = hazardAt(j, part)
    const gone = hazardAt(j, 0) + hazardAt(j, 1)
    const level = (gone + goneBefore) / 2
    const atRisk = Math.max(0.5, arm.n * Math.exp(-level))
    const rise = Math.max(here - before, 0.02 / arm.n)
    const variance = rise / atRisk
    // observed_j - observed_before = (L_j - L_before) + noise; L_j linear in theta: L_j (1 + theta - theta0)
    const residual = observed - seen - (here - before)
    const w = 1 / variance
    const q = own + j
    const value = residual + here * state[q]! - (last < 0 ? 0 : before * state[own + last]!)
    matrix[q * size + q]! += w * here * here
    right[q]! += w * here * value
    if (last >= 0) {
      const p = own + last
      matrix[p * size + p]! += w * before * before
      matrix[p * size + q]! -= w * before * here
      matrix[q * size + p]! -= w * before * here
      right[p]! -= w * before * value
    }
    before = here
    seen = observed
    goneBefore = gone
    last = j
  }
}

function regress(cases: readonly LearningCase[], states: readonly Float64Array[], ridge: number): Float64Array[] {
  const p = cases[0]!.features.length
  const cross = new Float64Array(p * p)
  for (const { features } of cases)
    for (let f = 0; f < p; f += 1) for (let g = 0; g < p; g += 1) cross[f * p + g]! += 2 * features[f]! * features[g]!
  for (let f = 1; f < p; f += 1) cross[f * p + f]! += 2 * ridge
  const factor = cholesky(cross, p)!
  const rows = Array.from({ length: p }, () => new Float64Array(armSize))
  for (let j = 0; j < armSize; j += 1) {
    const right = new Float64Array(p)
    cases.forEach(({ features }, k) => {
      const sum = states[k]![j]! + states[k]![armSize + j]!
      for (let f = 0; f < p; f += 1) right[f]! += features[f]! * sum
    })
    const solved = choleskySolve(factor, p, right)
    for (let f = 0; f < p; f += 1) rows[f]![j] = solved[f]!
  }
  return rows
}

function addMoments(
  sums: { within: Float64Array; between: Float64Array },
  state: Float64Array,
  mean: Float64Array,
  covariance: Float64Array,
): void {
  const size = 2 * armSize
  const deviation = state.map((x, i) => x - mean[i]!)
  for (let i = 0; i < armSize; i += 1) {
    for (let j = 0; j < armSize; j += 1) {
      const second = (r: number, c: number) => covariance[r * size + c]! + deviation[r]! * deviation[c]!
      sums.within[i * armSize + j]! += (second(i, j) + second(armSize + i, armSize + j)) / 2
      sums.between[i * armSize + j]! += (second(i, armSize + j) + second(armSize + i, j)) / 2
    }
  }
}
