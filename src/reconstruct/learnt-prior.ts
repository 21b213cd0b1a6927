import { dropOutMoments } from './drop-out-moments.ts'
import { gridFraction, gridSize } from './grid.ts'
import { monthsPosition } from './months-grid.ts'
import type { Prior, PriorContext, PriorMoments } from './prior.ts'
import { armSize } from './state.ts'

/** A normal law of the points of an arm, all rows of one length. */
export interface PriorLaw {
  /** One row a feature: the mean is linear in them. */
  readonly mean: readonly (readonly number[])[]
  /** Rows f_k of the covariance that the arms of a trial share: the sum of f_k f_k'. */
  readonly shared: readonly (readonly number[])[]
  /** The same for what each arm has of its own, */
  readonly own: readonly (readonly number[])[]
  /** and variances of single points beside it. */
  readonly ownVariance: readonly number[]
}

/** A prior as data: what `npm run learn-prior` writes. */
export interface PriorData {
  readonly format: 'remeier-prior/2'
  /** How reports name it. */
  readonly name: string
  /** What it was learnt from and how. */
  readonly learntFrom: {
    readonly comparisons: readonly string[]
    readonly sources: readonly string[]
    readonly settings: Readonly<Record<string, number>>
  }
  /** theta and then phi of an arm (state.ts) over the share of follow-up, grid.ts; features: `priorFeatures`. */
  readonly byShare: PriorLaw
  /** theta over months, months-grid.ts; features: `monthsFeatures`. */
  readonly byMonths: PriorLaw
  /** Coefficients of log(horizon / shortest median) on the features of horizon-clues.ts. */
  readonly horizon: readonly number[]
}

type FeatureContext = Pick<PriorContext, 'class' | 'horizon' | 'pace'>

const limited = (x: number, most: number): number => Math.max(-most, Math.min(most, x))

/** Features of the mean over the share of follow-up: class, log horizon and pace, centred where most trials are. */
export function priorFeatures({ class: of, horizon, pace }: FeatureContext): number[] {
  const visited = of === 'progression-like' ? 1 : 0
  const long = Math.log(horizon / 36)
  const fast = limited(pace - 0.5, 1.5)
  return [1, visited, of === 'other' ? 1 : 0, long, visited * long, fast, fast * fast, visited * fast]
}

/** Features of the mean over months: class, and the log of the time that an event takes at a constant hazard; nothing of the end of follow-up. */
export function monthsFeatures({ class: of, horizon, pace }: FeatureContext): number[] {
  const visited = of === 'progression-like' ? 1 : 0
  const slow = limited(Math.log(horizon / 12) - pace - 0.5, 2)
  return [1, visited, of === 'other' ? 1 : 0, slow, slow * slow, visited * slow]
}

/**
 * The prior that the data describe. Curves of one shape may last for months or years, and a first scan comes at eight weeks however long a trial lasts: so there are
 * two laws, one of theta = log(-log S) and phi = log(-log G) over t / T and one of theta over t, and the prior is their even mixture, by its first two moments. Arms are
 * exchangeable, each the sum of what all share and what it has of its own. Swapping arms swaps the law; any number of arms has one.
 */
export function learntPrior(data: PriorData): Prior {
  const share = covariancesOf(data.byShare, armSize)
  const months = covariancesOf(data.byMonths, gridSize)
  const moments = (context: PriorContext): PriorMoments => {
    const mean = meanOf(data.byShare, priorFeatures(context))
    const mixed = mixture(mean, share, meanOf(data.byMonths, monthsFeatures(context)), months, context.horizon)
    const all = allArms(context.arms, mixed)
    return context.dropOutOnly.includes(true) ? withDropOut(context, all) : all
  }
  const horizon = (features: readonly number[]): number =>
    Math.exp(features.reduce((sum, x, f) => sum + x * data.horizon[f]!, 0))
  return { name: data.name, moments, horizon }
}

/** Covariances of two points of one arm, and of a point of an arm with one of another. */
interface Covariances {
  readonly within: Float64Array
  readonly between: Float64Array
}

interface ArmMoments extends Covariances {
  readonly mean: Float64Array
}

function covariancesOf({ shared, own, ownVariance }: PriorLaw, size: number): Covariances {
  const between = sumOfSquares(shared, size)
  const same = sumOfSquares(own, size)
  for (let i = 0; i < same.length; i += 1) same[i]! += between[i]!
  ownVariance.forEach((variance, i) => {
    same[i * size + i]! += variance
  })
  return { within: same, between }
}

function sumOfSquares(rows: readonly (readonly number[])[], size: number): Float64Array {
  const sum = new Float64Array(size * size)
  for (const row of rows)
    for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) sum[i * size + j]! += row[i]! * row[j]!
  return sum
}

function meanOf({ mean }: PriorLaw, features: readonly number[]): Float64Array {
  return Float64Array.from(mean[0]!, (_, i) => features.reduce((sum, x, f) => sum + x * mean[f]![i]!, 0))
}

/** Half a law over t / T and half one over t: their means and covariances averaged, and what lies between the means. phi has one law only. */
function mixture(
  shareMean: Float64Array,
  share: Covariances,
  monthsMean: Float64Array,
  months: Covariances,
  horizon: number,
): ArmMoments {
  const places = Array.from(gridFraction, (u) => monthsPosition(u * horizon))
  const mean = shareMean.slice()
  const apart = places.map(({ index, weight, offset }, i) => {
    const there = (1 - weight) * monthsMean[index]! + weight * monthsMean[index + 1]! + offset
    return there - shareMean[i]!
  })
  apart.forEach((d, i) => {
    mean[i]! += d / 2
  })
  const blend = (overShare: Float64Array, overMonths: Float64Array): Float64Array => {
    const result = overShare.slice()
    // theta with phi: nothing over months, so half.
    for (let i = 0; i < gridSize; i += 1) {
      for (let j = gridSize; j < armSize; j += 1) {
        result[i * armSize + j]! /= 2
        result[j * armSize + i]! /= 2
      }
    }
    places.forEach((a, i) => {
      places.slice(0, i + 1).forEach((b, j) => {
        const at = (k: number, l: number): number => overMonths[(a.index + k) * gridSize + b.index + l]!
        const near = (1 - b.weight) * at(0, 0) + b.weight * at(0, 1)
        const far = (1 - b.weight) * at(1, 0) + b.weight * at(1, 1)
        const there = (1 - a.weight) * near + a.weight * far
        const mixed = (result[i * armSize + j]! + there) / 2 + (apart[i]! * apart[j]!) / 4
        result[i * armSize + j] = mixed
        result[j * armSize + i] = mixed
      })
    })
    return result
  }
  return { mean, within: blend(share.within, months.within), between: blend(share.between, months.between) }
}

function allArms(arms: number, { mean: own, within: same, between }: ArmMoments): PriorMoments {
  const size = arms * armSize
  const mean = new Float64Array(size)
  const covariance = new Float64Array(size * size)
  for (let a = 0; a < arms; a += 1) {
    mean.set(own, a * armSize)
    for (let b = 0; b < arms; b += 1) {
      const block = a === b ? same : between
      for (let i = 0; i < armSize; i += 1)
        covariance.set(block.subarray(i * armSize, (i + 1) * armSize), (a * armSize + i) * size + b * armSize)
    }
  }
  return { mean, covariance }
}

/** Where an administrative law is known beside it, phi is drop-out alone: nothing that was learnt about all censoring holds for it. */
function withDropOut(context: PriorContext, { mean, covariance }: PriorMoments): PriorMoments {
  const size = mean.length
  const alone = (i: number): boolean => i % armSize >= gridSize && context.dropOutOnly[Math.floor(i / armSize)] === true
  for (let i = 0; i < size; i += 1) {
    if (!alone(i)) continue
    mean[i] = dropOutMoments.mean((i % armSize) - gridSize)
    for (let j = 0; j < size; j += 1) {
      const sameArm = Math.floor(i / armSize) === Math.floor(j / armSize)
      const value = alone(j)
        ? dropOutMoments.covariance((i % armSize) - gridSize, (j % armSize) - gridSize, sameArm)
        : 0
      covariance[i * size + j] = value
      covariance[j * size + i] = value
    }
  }
  return { mean, covariance }
}
