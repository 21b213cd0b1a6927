import type { Expected } from './expected.ts'
import { gridFraction, gridPosition, gridSize } from './grid.ts'
import type { Model, Value } from './state.ts'
import { addGradientAt, addNode, highestTheta, pathOf, seenTime, smoothed, stateAt } from './state.ts'

/** The area under the published curve of an arm up to a tau: integral of exp(-exp(theta)). */
export interface RestrictedMeanOf {
  readonly at: (state: Float64Array) => Value
  /** The same from what is expected of the arm, without a gradient. */
  readonly from: (expected: Expected) => number
}

/** Three Gauss-Legendre points of (0, 1), and their weights. */
const points = [0.1127016653792583, 0.5, 0.8872983346207417]
const weights = [0.2777777777777778, 0.4444444444444444, 0.2777777777777778]

/** Between two points of the grid, or two bends of a clock, S is smooth: three points a cell leave nothing to be seen. */
export function restrictedMean(model: Model, arm: number, tau: number): RestrictedMeanOf {
  const ends = [
    0,
    ...nodesBefore(model, tau),
    ...(model.arms[arm]!.clock?.bends ?? []).filter((t) => t > 0 && t < tau),
    tau,
  ]
  ends.sort((a, b) => a - b)
  const times = ends.slice(1).flatMap((to, k) => points.map((point) => ends[k]! + point * (to - ends[k]!)))
  const lengths = ends.slice(1).flatMap((to, k) => weights.map((weight) => weight * (to - ends[k]!)))
  const places = times.map((time) => gridPosition(seenTime(model, arm, time) / model.horizon))
  const at = (state: Float64Array): Value => {
    const gradient = new Float64Array(state.length)
    let value = 0
    times.forEach((time, k) => {
      const hazard = Math.exp(Math.min(stateAt(model, state, arm, 0, time), highestTheta))
      const area = lengths[k]! * Math.exp(-hazard)
      value += area
      addGradientAt(model, gradient, arm, 0, time, -area * hazard)
    })
    return { value, gradient }
  }
  const from = ({ rise }: Expected): number => {
    const theta = new Float64Array(gridSize)
    let hazard = 0
    for (let j = 0; j < gridSize; j += 1) {
      hazard += rise[j]!
      theta[j] = Math.log(Math.max(hazard, 1e-300))
    }
    return places.reduce((sum, { index, weight, offset }, k) => {
      const here = (1 - weight) * theta[index]! + weight * theta[index + 1]! + offset
      return sum + lengths[k]! * Math.exp(-Math.exp(here))
    }, 0)
  }
  return { at, from }
}

function nodesBefore({ horizon }: Model, tau: number): number[] {
  return Array.from(gridFraction, (u) => u * horizon).filter((time) => time < tau)
}

/**
 * What the published curve does between two points of the grid, as a variance of the mean: between two fixed ends a path is a bridge, and the mean
 * of a bridge has a twelfth of the rise as its variance.
 */
export function meanBridge(model: Model, state: Float64Array, arm: number, tau: number): number {
  const { n, event, censoring } = pathOf(model, state, arm)
  let variance = 0
  let before = 0
  for (let j = 0; j < gridSize && before < tau; j += 1) {
    const time = gridFraction[j]! * model.horizon
    const share = Math.min(1, (tau - before) / (time - before))
    const atRisk = Math.max(1, n * Math.exp(-event[j]! - censoring[j]!))
    const length = share * (time - before) * Math.exp(-event[j]!)
    variance += (length * length * share * Math.max(0, event[j + 1]! - event[j]!)) / (12 * atRisk)
    before = time
  }
  return variance
}

/** No fewer than half a patient is ever at risk, as in Greenwood's variance. */
const fewestAtRisk = 0.5

/**
 * Variance of the restricted mean as its paper computes it: integral of A(u)^2 dL / (n S G), A(u) the area from u to tau [Irwin1949]. By cells of the grid, of the
 * smooth curve where visits bend the published one.
 */
export function meanVariance(published: Model, state: Float64Array, arm: number, tau: number): Value {
  const model = smoothed(published)
  const { n, start, event, censoring, dropOut } = pathOf(model, state, arm)
  const gradient = new Float64Array(state.length)
  const highest = Math.log(n / fewestAtRisk)
  const time = [0, ...nodesBefore(model, tau)]
  const cells = time.length
  // The last cell ends at the first node that is not before tau, or at the end; what it has beyond tau counts for nothing.
  time.push(Math.min(model.horizon, (gridFraction[cells - 1] ?? 1) * model.horizon))
  const share = Array.from({ length: cells }, (_, j) => Math.min(1, (tau - time[j]!) / (time[j + 1]! - time[j]!)))
  const width = share.map((it, j) => it * (time[j + 1]! - time[j]!))
  const survival = Array.from({ length: cells + 1 }, (_, k) => Math.exp(-event[k]!))
  const area = width.map((it, j) => (it * (survival[j]! + survival[j + 1]!)) / 2)
  let value = 0
  let later = area.reduce((sum, it) => sum + it, 0)
  /** What one more unit of area, beyond the cell at hand, adds to the variance. */
  let perArea = 0
  for (let j = 0; j < cells; j += 1) {
    later -= area[j]!
    const middle = later + area[j]! / 2
    const level = (event[j]! + event[j + 1]! + censoring[j]! + censoring[j + 1]!) / 2
    const perRise = (share[j]! * middle * middle * Math.exp(Math.min(level, highest))) / n
    const rise = event[j + 1]! - event[j]!
    value += rise * perRise
    const slope = level < highest ? (rise * perRise) / 2 : 0
    const perMiddle = middle > 0 ? (2 * rise * perRise) / middle : 0
    const perOwn = ((perArea + perMiddle / 2) * width[j]!) / 2
    addNode(gradient, start, j + 1, event, perRise + slope - perOwn * survival[j + 1]!)
    addNode(gradient, start, j, event, -perRise + slope - perOwn * survival[j]!)
    addNode(gradient, start + gridSize, j + 1, dropOut, slope)
    addNode(gradient, start + gridSize, j, dropOut, slope)
    perArea += perMiddle
  }
  return { value, gradient }
}
