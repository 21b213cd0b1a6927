import { cholesky, choleskyInverse } from '../numeric/cholesky.ts'
import { sparseRow, timesSparse } from '../numeric/sparse-row.ts'
import type { Expected } from './expected.ts'
import { expectationOf } from './expected.ts'
import type { Fit } from './fit.ts'
import { gridSize } from './grid.ts'
import { isotonic } from './isotonic.ts'
import { armSize } from './state.ts'

/** No step back is longer than this in theta or phi. */
const longestStepBack = 0.5
const stepsBack = 3
/** A figure is brought back where it is within so many standard errors of its own noise from where it should be: a spread of 1 does not show more. */
const settled = 0.1
/** A figure is kept where its residual is within so many standard errors of its own noise, or of the centre's residual. */
const farthest = 3

/**
 * Brings a drawn state back, in place, to the figures that bend, and says whether it came near. Along a straight draw numbers of events and
 * ratios run away from what is printed. The step P H' (H P H')^-1 e, P the covariance given the figures, takes off the difference e between
 * figure and straight line, and moves nothing that is printed.
 */
export function figureKeeper(fit: Fit): (state: Float64Array) => boolean {
  const { model, state: centre, covariance } = fit.posterior
  const order = ordering(model.arms.length, covariance(), centre.length)
  const bent = bentFigures(fit)
  const gain = gainOf(bent, covariance(), centre.length)
  if (gain === null)
    return (state) => {
      order(state)
      return true
    }
  const expectations = model.arms.map((_, arm) => expectationOf(model, arm))
  const wanted = new Float64Array(bent.length)
  const here = new Float64Array(bent.length)
  const step = new Float64Array(centre.length)
  const look = (state: Float64Array): void => {
    const expected = expectations.map((of) => of(state))
    for (let k = 0; k < bent.length; k += 1) here[k] = bent[k]!.residual(expected)
  }
  return (state) => {
    order(state)
    for (let k = 0; k < bent.length; k += 1) {
      // What a straight line would leave of each figure's own noise stays in the draw.
      const { gradient, centred, sd } = bent[k]!
      wanted[k] = Math.max(-farthest * sd, Math.min(farthest * sd, centred - dot(gradient, state)))
    }
    look(state)
    for (
      let k = 0;
      k < stepsBack && bent.some(({ sd }, at) => Math.abs(here[at]! - wanted[at]!) > settled * sd);
      k += 1
    ) {
      step.fill(0)
      for (let at = 0; at < gain.length; at += 1) addScaled(step, gain[at]!, here[at]! - wanted[at]!)
      let longest = 0
      for (const x of step) longest = Math.max(longest, Math.abs(x))
      addScaled(state, step, Math.min(1, longestStepBack / Math.max(longest, 1e-12)))
      order(state)
      look(state)
    }
    return bent.every(
      ({ sd, residualAtCentre }, at) => Math.abs(here[at]!) <= Math.abs(residualAtCentre) + farthest * sd,
    )
  }
}

/** A figure that bends over the width of the law, and its straight line at the centre of it. */
interface Bent {
  readonly residual: (expected: readonly Expected[]) => number
  readonly gradient: Float64Array
  readonly variance: number
  readonly sd: number
  readonly residualAtCentre: number
  /** Where the straight line would be at a state of 0. */
  readonly centred: number
}

function bentFigures({ posterior: { state }, observations, inflate }: Fit): Bent[] {
  return observations.flatMap(({ figure, residual, look }) => {
    if (residual === undefined || inflate.has(figure)) return []
    const { gradient, variance, residual: residualAtCentre } = look(state)
    const centred = residualAtCentre + dot(gradient, state)
    return [{ residual, gradient, variance, sd: Math.sqrt(variance), residualAtCentre, centred }]
  })
}

/** Rows of (H P H')^-1 H P; null where it does not exist. */
function gainOf(bent: readonly Bent[], covariance: Float64Array, size: number): Float64Array[] | null {
  const count = bent.length
  const lift = bent.map(({ gradient }) => {
    const row = new Float64Array(size)
    timesSparse(covariance, sparseRow(gradient), row)
    return row
  })
  const matrix = new Float64Array(count * count)
  bent.forEach(({ gradient, variance }, k) => {
    lift.forEach((row, l) => {
      matrix[k * count + l] = dot(gradient, row) + (k === l ? 0.01 * variance : 0)
    })
  })
  const factor = cholesky(matrix, count)
  if (factor === null) return null
  const inverse = choleskyInverse(factor, count)
  return bent.map((_, k) => {
    const row = new Float64Array(size)
    lift.forEach((it, l) => {
      addScaled(row, it, inverse[k * count + l]!)
    })
    return row
  })
}

/** phi of each arm made to rise: a drawn state is rough where little is known, and one early peak would censor everybody. */
function ordering(arms: number, covariance: Float64Array, size: number): (state: Float64Array) => void {
  const starts = Array.from({ length: arms }, (_, arm) => arm * armSize + gridSize)
  const rise = starts.map((from) =>
    isotonic(
      Float64Array.from({ length: gridSize }, (_, j) => 1 / Math.max(1e-9, covariance[(from + j) * (size + 1)]!)),
    ),
  )
  return (state) => {
    rise.forEach((it, arm) => {
      it(state, starts[arm]!)
    })
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

function addScaled(into: Float64Array, row: Float64Array, factor: number): void {
  for (let i = 0; i < into.length; i += 1) into[i]! += factor * row[i]!
}
