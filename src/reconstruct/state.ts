import type { VisitClock } from './visit-clock.ts'
import { gridFraction, gridPosition, gridSize } from './grid.ts'

/** Administrative censoring (time from entry to the cut-off) as a survival function through its printed minimum, median and maximum. */
export interface AdministrativeLaw {
  readonly minimum: number
  readonly median: number
  readonly maximum: number
  /** Share of patients whose potential follow-up exceeds a time. */
  readonly survival: (time: number) => number
  readonly quantile: (share: number) => number
}

/** One arm as the model sees it. */
export interface ArmModel {
  readonly id: string
  readonly n: number
  /**
   * Cumulative hazard of administrative censoring at a time in months, where follow-up is printed as potential follow-up: then phi
   * describes drop-out alone. Null: phi describes all censoring.
   */
  readonly administrative: ((time: number) => number) | null
  /** The law that this is the hazard of. */
  readonly law: AdministrativeLaw | null
  /** Where events are seen at visits of a known schedule: theta is that of the smooth curve, which the published one passes in steps. */
  readonly clock?: VisitClock | undefined
}

export interface Model {
  readonly arms: readonly ArmModel[]
  /** T, months: the state covers [0, T]. */
  readonly horizon: number
}

/** A Gaussian law of the state, as far as predictions need it. */
export interface StateLaw {
  readonly state: Float64Array
  /** Variance of a linear function of the state. */
  readonly variance: (gradient: Float64Array) => number
}

/** Numbers that describe one arm: theta = log(-log S) and then phi = log(-log G), each on the grid. */
export const armSize = 2 * gridSize

export function stateSize(model: Model): number {
  return model.arms.length * armSize
}

/** Cumulative hazards of one arm at 0 and at the grid points. */
export interface Path {
  readonly n: number
  /** Where this arm begins in the state. */
  readonly start: number
  /** -log S */
  readonly event: Float64Array
  /** -log G, all censoring. */
  readonly censoring: Float64Array
  /** The part of -log G that phi describes. */
  readonly dropOut: Float64Array
}

/** exp(theta) is cut here: survival below e^-30 is no survival. */
export const highestTheta = 3.4

export function pathOf(model: Model, state: Float64Array, arm: number): Path {
  const { n, administrative } = model.arms[arm]!
  const start = arm * armSize
  const event = new Float64Array(gridSize + 1)
  const censoring = new Float64Array(gridSize + 1)
  const dropOut = new Float64Array(gridSize + 1)
  for (let j = 0; j < gridSize; j += 1) {
    event[j + 1] = Math.exp(Math.min(state[start + j]!, highestTheta))
    dropOut[j + 1] = Math.exp(Math.min(state[start + gridSize + j]!, highestTheta))
    const law = administrative === null ? 0 : administrative(gridFraction[j]! * model.horizon)
    censoring[j + 1] = dropOut[j + 1]! + law
  }
  return { n, start, event, censoring, dropOut }
}

/** The place on the smooth curve of an arm that its published curve has come to: the time itself where no schedule of visits is known. */
export function seenTime(model: Model, arm: number, time: number): number {
  return model.arms[arm]!.clock?.at(time) ?? time
}

/** The model without visits: its curves are the smooth ones. */
export function smoothed(model: Model): Model {
  if (model.arms.every(({ clock }) => clock === undefined)) return model
  return { ...model, arms: model.arms.map((arm) => ({ ...arm, clock: undefined })) }
}

/** Variance of theta at a time because nobody knows on which side of it a visit was, and because of a doubt about the time itself. */
export function visitVariance(model: Model, state: Float64Array, arm: number, time: number, doubt = 0): number {
  const clock = model.arms[arm]!.clock
  if (clock === undefined) return 0
  let mean = 0
  let square = 0
  for (const { weight, at } of clock.places(time, doubt)) {
    const theta = smoothAt(model, state, arm, 0, Math.min(at, model.horizon))
    mean += weight * theta
    square += weight * theta * theta
  }
  return Math.max(0, square - mean * mean)
}

/** theta (part 0) or phi (part 1) of the published curve of an arm at a time in months. */
export function stateAt(model: Model, state: Float64Array, arm: number, part: 0 | 1, time: number): number {
  return smoothAt(model, state, arm, part, part === 0 ? seenTime(model, arm, time) : time)
}

/** The same of the smooth curve. */
export function smoothAt(model: Model, state: Float64Array, arm: number, part: 0 | 1, time: number): number {
  const { index, weight, offset } = gridPosition(time / model.horizon)
  const start = arm * armSize + part * gridSize + index
  return (1 - weight) * state[start]! + weight * state[start + 1]! + offset
}

/** Adds `factor` times the gradient of stateAt to `gradient`. */
export function addGradientAt(
  model: Model,
  gradient: Float64Array,
  arm: number,
  part: 0 | 1,
  time: number,
  factor: number,
): void {
  const { index, weight } = gridPosition((part === 0 ? seenTime(model, arm, time) : time) / model.horizon)
  const start = arm * armSize + part * gridSize + index
  gradient[start] = gradient[start]! + factor * (1 - weight)
  gradient[start + 1] = gradient[start + 1]! + factor * weight
}

/** -log G of an arm at a time, and the part of it that phi describes. */
export function censoringAt(
  model: Model,
  state: Float64Array,
  arm: number,
  time: number,
): { readonly total: number; readonly dropOut: number } {
  const dropOut = Math.exp(Math.min(stateAt(model, state, arm, 1, time), highestTheta))
  const law = model.arms[arm]!.administrative
  return { total: dropOut + (law === null ? 0 : law(time)), dropOut }
}

/** A function of the state with its gradient. */
export interface Value {
  readonly value: number
  readonly gradient: Float64Array
}

/** Chain rule from a cumulative hazard at a node (node 0 is time 0) to its logarithm in the state. */
export function addNode(
  gradient: Float64Array,
  start: number,
  node: number,
  hazard: Float64Array,
  factor: number,
): void {
  if (node === 0) return
  const at = start + node - 1
  gradient[at] = gradient[at]! + factor * hazard[node]!
}

/** Covariance of two elements of the state. */
export type Covariance = (i: number, j: number) => number

/** That of a whole matrix, row by row. */
export function elementsOf(matrix: Float64Array, size: number): Covariance {
  return (i, j) => matrix[i * size + j]!
}

/** Variance of theta of an arm at a time (months), between grid points along the line. */
export function thetaVariance(model: Model, covariance: Covariance, arm: number, time: number): number {
  const { index, weight } = gridPosition(seenTime(model, arm, time) / model.horizon)
  const at = arm * armSize + index
  const [a, b] = [1 - weight, weight]
  const variance = a * a * covariance(at, at) + 2 * a * b * covariance(at + 1, at) + b * b * covariance(at + 1, at + 1)
  return Math.max(0, variance)
}
