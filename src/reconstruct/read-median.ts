import type { EstimateFigure, Figure } from '../evidence/evidence.ts'
import { bridgeVariance } from './greenwood.ts'
import { gridFraction, gridSize } from './grid.ts'
import { hazardQuantile } from './hazard-quantile.ts'
import { limitOfTheta } from './read-landmark.ts'
import { below, logLogHalf } from './below.ts'
import { levelQuantile, printedNumber } from './printed-number.ts'
import type { Printed } from './printed-number.ts'
import type { Look, Observation, Predicted, Predictor, Reading } from './observation.ts'
import type { Model, StateLaw } from './state.ts'
import { addGradientAt, censoringAt, smoothAt, smoothed, stateAt, visitVariance } from './state.ts'

/** sd of theta at a Brookmeyer-Crowley limit beside rounding and jumps. */
const limitSd = 0.02

/**
 * A median and its Brookmeyer-Crowley limits, or that they are not reached. [BrookmeyerCrowley1982] `drop` is the fall of log S from 1/2 to a landmark that is printed for the day of the median: by so much the
 * smooth curve may lie lower.
 */
export function readMedian(model: Model, arm: number, median: EstimateFigure, drop = 0): Reading {
  const group = median.estimate.id
  const observations: Observation[] = []
  const predictors: Predictor[] = []
  const add = (figure: Figure, z: number): void => {
    const fall = z === 0 ? drop / Math.LN2 : 0
    observations.push(...crossing(model, arm, figure, group, z, fall))
    predictors.push({ figure, group, predict: (law) => predictCrossing(model, arm, figure, z, law) })
  }
  add(median.estimate, 0)
  if (median.interval !== null) {
    const z = levelQuantile(median.interval.level)
    add(median.interval.lower, z)
    add(median.interval.upper, -z)
  }
  return { observations, predictors, notes: [] }
}

/** The curve (z = 0) or one of its pointwise limits passes 1/2 at the printed time. */
function crossing(model: Model, arm: number, figure: Figure, group: string, z: number, fall: number): Observation[] {
  const printed = printedNumber(figure)
  const base = { figure: figure.id, group }
  if (printed === null) {
    const until = notReachedBy(figure, model.horizon)
    if (until === null) return []
    // Not reached: at the end, or at the time named (">36"), the curve still lies above 1/2.
    const look = (state: Float64Array): Look => {
      const { value, gradient } = limitOfTheta(model, arm, until, z, state)
      return below(value, logLogHalf, z === 0 ? 0.1 : 0.2, gradient)
    }
    return [{ ...base, tested: false, look }]
  }
  if (printed.value <= 0) return []
  const level: Observation = {
    ...base,
    tested: true,
    look: (state) => crossingLook(model, arm, printed, z, fall, state),
    place: (state) => bridgeVariance(model, state, arm, printed.value, false),
  }
  // A printed time, of a limit too, is the place of a crossing, not a height: log theta'(m) belongs to its likelihood.
  const jacobian: Observation = {
    ...base,
    tested: false,
    isJacobian: true,
    look: (state) => slopeLook(model, arm, printed.value, state),
  }
  return [level, jacobian]
}

/** Until when a time is not reached: the end for "NR" and "NE", the bound of ">36"; null where the figure prints anything else. */
export function notReachedBy({ quantity }: Figure, horizon: number): number | null {
  if (quantity.kind === 'not-reached' || quantity.kind === 'not-estimable') return horizon
  return quantity.kind === 'greater-than' && quantity.lower > 0 ? Math.min(quantity.lower, horizon) : null
}

/** `fall`: of theta on the very day. */
function crossingLook(model: Model, arm: number, printed: Printed, z: number, fall: number, state: Float64Array): Look {
  const { value, gradient } = limitOfTheta(model, arm, printed.value, z, state)
  const perLogTime = localSlope(model, arm, printed.value, state) / 0.2
  const relative = perLogTime / printed.value
  const jump = jumpSd(model, arm, printed.value, state)
  const place =
    model.arms[arm]!.clock === undefined
      ? printed.rounding * relative * relative
      : visitVariance(model, state, arm, printed.value, printed.rounding)
  const variance = place + jump * jump + fall * fall + (z === 0 ? 0 : limitSd * limitSd)
  return { residual: logLogHalf - value, variance, gradient }
}

/** Half a jump of the Kaplan-Meier curve at its median, as an sd of theta: the smooth curve passes the middle of the jump. */
function jumpSd(model: Model, arm: number, time: number, state: Float64Array): number {
  const hazard = Math.exp(stateAt(model, state, arm, 0, time))
  const atRisk = model.arms[arm]!.n * Math.exp(-hazard - censoringAt(model, state, arm, time).total)
  return 1 / (2 * Math.max(atRisk, 1) * hazard * Math.sqrt(3))
}

/** theta(m e^0.1) - theta(m e^-0.1) of the smooth curve, not below what a nearly flat curve has. */
function localSlope(model: Model, arm: number, time: number, state: Float64Array): number {
  const later = smoothAt(model, state, arm, 0, Math.min(time * 1.1051709180756477, model.horizon))
  return Math.max(0.02, later - smoothAt(model, state, arm, 0, time * 0.9048374180359595))
}

function slopeLook(published: Model, arm: number, time: number, state: Float64Array): Look {
  const model = smoothed(published)
  const gradient = new Float64Array(state.length)
  addGradientAt(model, gradient, arm, 0, Math.min(time * 1.1051709180756477, model.horizon), 1)
  addGradientAt(model, gradient, arm, 0, time * 0.9048374180359595, -1)
  const slope = localSlope(model, arm, time, state)
  return { residual: slope, variance: slope * slope, gradient }
}

function predictCrossing(published: Model, arm: number, figure: Figure, z: number, law: StateLaw): Predicted | string {
  const printed = printedNumber(figure)
  if (printed === null) return 'no number is printed'
  const model = smoothed(published)
  const { n } = model.arms[arm]!
  const thetas = new Float64Array(gridSize)
  const heights = new Float64Array(gridSize)
  const sds = new Float64Array(gridSize)
  for (let j = 0; j < gridSize; j += 1) {
    const time = gridFraction[j]! * model.horizon
    const { value, gradient } = limitOfTheta(model, arm, time, z, law.state)
    const jump = jumpSd(model, arm, time, law.state)
    // Before the first event there is no limit to cross 1/2; the smooth curve itself may, of one or two patients.
    thetas[j] = stateAt(model, law.state, arm, 0, time)
    heights[j] = z !== 0 && n * Math.exp(thetas[j]!) < 1 ? -Infinity : value
    const visits = visitVariance(published, law.state, arm, time, printed.rounding)
    sds[j] = Math.sqrt(law.variance(gradient) + jump * jump + visits + (z === 0 ? 0 : limitSd * limitSd))
  }
  const value = crossingTime(heights, 0, model.horizon)
  if (!Number.isFinite(value)) return 'by the other figures it is not reached within follow-up'
  const events = eventsAtLimit(n, z)
  return (deviate) => {
    if (deviate === 0) return value
    const moved = heights.map((height, j) => height - deviate * sds[j]!)
    const own = events === null ? value : timeOfEvent(thetas, events, n, deviate, model.horizon)
    return deviate > 0
      ? Math.max(own, crossingTime(moved, 0, model.horizon))
      : Math.min(own, earliestTime(moved, value, model.horizon))
  }
}

/** Up to so many events the time of the last of them scatters more than a state near the normal law knows of. */
const fewEvents = 4

/** With how few events the lower limit of a median is reached where nobody is censored before: in small arms it stands at the first or one of the first. Null where they are many, and of other figures. */
function eventsAtLimit(n: number, z: number): number | null {
  for (let events = 1; z > 0 && events <= fewEvents && events < n; events += 1) {
    const hazard = -Math.log(1 - events / n)
    if (Math.log(hazard) + (z * Math.sqrt(events / (n * (n - events)))) / hazard >= logLogHalf) return events
  }
  return null
}

/** When so many events have been: n times the cumulative hazard there has a gamma law. */
function timeOfEvent(thetas: Float64Array, events: number, n: number, deviate: number, horizon: number): number {
  const sd = 1 / Math.sqrt(events)
  const needed = Math.log(hazardQuantile(Math.log(events / n), deviate * sd, sd))
  return crossingTime(
    thetas.map((theta) => theta - needed + logLogHalf),
    0,
    horizon,
  )
}

/**
 * A time before the centre: back from it for as long as the raised heights stay above the level. Near time 0 a single event is
 * a large jump of theta, so that the level is "possible" there again; that is no part of the interval.
 */
function earliestTime(high: Float64Array, centre: number, horizon: number): number {
  let from = gridSize - 1
  while (from > 0 && gridFraction[from]! * horizon > centre) from -= 1
  while (from > 0 && high[from]! >= logLogHalf) from -= 1
  return Math.min(centre, crossingTime(high, from, horizon))
}

/** First time from a grid point on at which a height reaches log log 2; Infinity where none does within the horizon. */
function crossingTime(heights: Float64Array, from: number, horizon: number): number {
  let before = -Infinity
  for (let j = from; j < gridSize; j += 1) {
    const here = heights[j]!
    if (here >= logLogHalf) {
      if (j === from || !Number.isFinite(before)) return gridFraction[j]! * horizon
      const last = Math.log(gridFraction[j - 1]!)
      const share = (logLogHalf - before) / (here - before)
      return horizon * Math.exp(last + share * (Math.log(gridFraction[j]!) - last))
    }
    before = here
  }
  return Infinity
}
