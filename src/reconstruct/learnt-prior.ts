import { dropOutMoments } from './drop-out-moments.ts'
import { gridSize } from './grid.ts'
import type { Prior, PriorContext, PriorMoments } from './prior.ts'
import { armSize } from './state.ts'

/** A prior as data: what `npm run learn-prior` writes. Everything on the grid is theta and then phi of one arm, see state.ts. */
export interface PriorData {
  readonly format: 'remeier-prior/1'
  /** How reports name it. */
  readonly name: string
  /** What it was learnt from and how. */
  readonly learntFrom: {
    readonly comparisons: readonly string[]
    readonly sources: readonly string[]
    readonly settings: Readonly<Record<string, number>>
  }
  /** One row a feature of `priorFeatures`: the mean is linear in them. */
  readonly mean: readonly (readonly number[])[]
  /** Rows f_k of the covariance that the arms of a trial share: the sum of f_k f_k'. */
  readonly shared: readonly (readonly number[])[]
  /** The same for what each arm has of its own, */
  readonly own: readonly (readonly number[])[]
  /** and variances of single points beside it. */
  readonly ownVariance: readonly number[]
  /** Coefficients of log(horizon / shortest median) on the features of horizon-clues.ts. */
  readonly horizon: readonly number[]
}

/** Features of the mean: class, log horizon and pace, centred where most trials are. */
export function priorFeatures({
  class: of,
  horizon,
  pace,
}: Pick<PriorContext, 'class' | 'horizon' | 'pace'>): number[] {
  const visited = of === 'progression-like' ? 1 : 0
  const long = Math.log(horizon / 36)
  const fast = Math.max(-1.5, Math.min(1.5, pace - 0.5))
  return [1, visited, of === 'other' ? 1 : 0, long, visited * long, fast, fast * fast, visited * fast]
}

/**
 * The prior that the data describe: arms are exchangeable, each the sum of what all share and what it has of its own. Swapping arms
 * swaps the law; any number of arms has one.
 */
export function learntPrior(data: PriorData): Prior {
  const shared = sumOfSquares(data.shared)
  const within = sumOfSquares(data.own)
  for (let i = 0; i < within.length; i += 1) within[i]! += shared[i]!
  data.ownVariance.forEach((variance, i) => {
    within[i * armSize + i]! += variance
  })
  const moments = (context: PriorContext): PriorMoments => {
    const features = priorFeatures(context)
    const size = context.arms * armSize
    const mean = new Float64Array(size)
    const covariance = new Float64Array(size * size)
    for (let a = 0; a < context.arms; a += 1) {
      for (let i = 0; i < armSize; i += 1) {
        mean[a * armSize + i] = features.reduce((sum, x, f) => sum + x * data.mean[f]![i]!, 0)
        for (let b = 0; b < context.arms; b += 1) {
          const row = (a === b ? within : shared).subarray(i * armSize, (i + 1) * armSize)
          covariance.set(row, (a * armSize + i) * size + b * armSize)
        }
      }
    }
    return context.dropOutOnly.includes(true) ? withDropOut(context, { mean, covariance }) : { mean, covariance }
  }
  const horizon = (features: readonly number[]): number =>
    Math.exp(features.reduce((sum, x, f) => sum + x * data.horizon[f]!, 0))
  return { name: data.name, moments, horizon }
}

function sumOfSquares(rows: readonly (readonly number[])[]): Float64Array {
  const sum = new Float64Array(armSize * armSize)
  for (const row of rows)
    for (let i = 0; i < armSize; i += 1) for (let j = 0; j < armSize; j += 1) sum[i * armSize + j]! += row[i]! * row[j]!
  return sum
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
