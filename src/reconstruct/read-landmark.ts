import type { Figure, Landmark } from '../evidence/evidence.ts'
import { bridgeVariance, greenwood } from './greenwood.ts'
import type { IntervalScale } from '../survival/pointwise-limits.ts'
import { onScale } from './interval-type.ts'
import { printedLimits, printedNumber } from './printed-number.ts'
import type { Printed } from './printed-number.ts'
import type { Observation, Predicted, Predictor, Reading } from './observation.ts'
import { z95 } from './observation.ts'
import type { Model, StateLaw } from './state.ts'
import { addGradientAt, censoringAt, pathOf, stateAt, visitVariance } from './state.ts'
import { wholePatients } from './whole-patients.ts'

/** sd of log V beside rounding: what Greenwood's formula over a smooth curve misses. */
const intervalSd = 0.05

/** A landmark: theta within the rounding of the percentage; its interval: Greenwood's variance. */
export function readLandmark(model: Model, arm: number, landmark: Landmark, type: IntervalScale): Reading {
  const group = landmark.estimate.id
  const observations: Observation[] = []
  const printed = printedNumber(landmark.estimate)
  const target = printed === null ? null : thetaOf(printed, model.arms[arm]!.n)
  if (target !== null) {
    observations.push({
      figure: group,
      group,
      tested: true,
      look: (state) => levelLook(model, arm, landmark.time, target, state),
    })
  }
  const width = printed === null ? null : printedWidth(landmark, printed, type)
  if (width !== null && landmark.interval !== null) {
    const figure = landmark.interval.lower.id
    observations.push({
      figure,
      group,
      tested: true,
      look: (state) => widthLook(model, arm, landmark.time, width, type, state),
    })
  }
  return { observations, predictors: predictors(model, arm, landmark), notes: [] }
}

interface Target {
  readonly value: number
  readonly variance: number
}

/**
 * log(-log S) with the variance of rounding. "100%" and "0%" are counts of patients, not clamped away: nothing is known but that 1 - S, or S, lies below what rounds to nothing, or below one
 * patient, wherever it likes: a uniform law on (0, b), whose logarithm has mean log b - 1 and variance 1.
 */
function thetaOf({ value, lower, upper, rounding }: Printed, n: number): Target {
  if (upper >= 1) return { value: Math.log(Math.max(1 - lower, 1 / n)) - 1, variance: 1 }
  if (lower <= 0) {
    const hazard = 1 - Math.log(Math.max(upper, 1 / n))
    return { value: Math.log(hazard), variance: 1 / (hazard * hazard) }
  }
  const slope = 1 / (value * Math.log(value))
  return { value: Math.log(-Math.log(value)), variance: rounding * slope * slope }
}

function levelLook(model: Model, arm: number, time: number, target: Target, state: Float64Array) {
  const gradient = new Float64Array(state.length)
  addGradientAt(model, gradient, arm, 0, time, 1)
  return {
    residual: target.value - stateAt(model, state, arm, 0, time),
    variance: target.variance + bridgeVariance(model, state, arm, time, false) + visitVariance(model, state, arm, time),
    gradient,
  }
}

/** log of the square of the standard error that an interval implies, on the scale of its type. */
function printedWidth(landmark: Landmark, printed: Printed, type: IntervalScale): Target | null {
  const limits = printedLimits(landmark)
  if (limits === null) return null
  const { lower, upper, z } = limits
  if (lower.value <= 0 || upper.value >= 1 || printed.value <= lower.value || printed.value >= upper.value) return null
  const width = Math.abs(onScale(type, upper.value) - onScale(type, lower.value)) / (2 * z)
  const relative = (2 * Math.sqrt(lower.rounding + upper.rounding)) / (upper.value - lower.value)
  return { value: 2 * Math.log(width), variance: intervalSd * intervalSd + relative * relative }
}

/**
 * Greenwood's variance V of log S on the scale of the interval: V itself, V S^2 of S, V / L^2 of theta. S is the curve's and not the printed one, so that a misprinted estimate does not
 * make its limits look wrong.
 */
function widthLook(model: Model, arm: number, time: number, width: Target, type: IntervalScale, state: Float64Array) {
  const { value, gradient } = greenwood(model, state, pathOf(model, state, arm), arm, time)
  const positive = Math.max(value, 1e-12)
  const own = gradient.map((g) => g / positive)
  const theta = stateAt(model, state, arm, 0, time)
  const hazard = Math.exp(theta)
  const [moved, slope] = type === 'log' ? [0, 0] : type === 'plain' ? [-2 * hazard, -2 * hazard] : [-2 * theta, -2]
  addGradientAt(model, own, arm, 0, time, slope)
  return { residual: width.value - Math.log(positive) - moved, variance: width.variance, gradient: own }
}

function predictors(model: Model, arm: number, landmark: Landmark): Predictor[] {
  const group = landmark.estimate.id
  const found: Predictor[] = [
    {
      figure: landmark.estimate,
      group,
      predict: (law) => predictSurvival(model, arm, landmark.time, 0, landmark.estimate, law),
    },
  ]
  if (landmark.interval !== null) {
    const z = printedLimits(landmark)?.z ?? z95
    const { lower, upper } = landmark.interval
    found.push(
      { figure: lower, group, predict: (law) => predictSurvival(model, arm, landmark.time, z, lower, law) },
      { figure: upper, group, predict: (law) => predictSurvival(model, arm, landmark.time, -z, upper, law) },
    )
  }
  return found
}

/** theta + z se(theta): z = 0 the curve itself, z > 0 its lower limit, on the log-log scale. */
export function limitOfTheta(model: Model, arm: number, time: number, z: number, state: Float64Array) {
  const gradient = new Float64Array(state.length)
  addGradientAt(model, gradient, arm, 0, time, 1)
  const theta = stateAt(model, state, arm, 0, time)
  if (z === 0) return { value: theta, gradient }
  const { value, gradient: slope } = greenwood(model, state, pathOf(model, state, arm), arm, time)
  const se = Math.sqrt(Math.max(value, 1e-12)) * Math.exp(-theta)
  for (let i = 0; i < gradient.length; i += 1) {
    gradient[i] = gradient[i]! * (1 - z * se) + (z * se * slope[i]!) / (2 * Math.max(value, 1e-12))
  }
  return { value: theta + z * se, gradient }
}

function predictSurvival(
  model: Model,
  arm: number,
  time: number,
  z: number,
  figure: Figure,
  law: StateLaw,
): Predicted | string {
  const { value, gradient } = limitOfTheta(model, arm, time, z, law.state)
  const sd = Math.sqrt(law.variance(gradient) + visitVariance(model, law.state, arm, time))
  const survival = (theta: number) => Math.exp(-Math.exp(theta))
  const followed = Math.max(1, model.arms[arm]!.n * Math.exp(-censoringAt(model, law.state, arm, time).total))
  if (printedNumber(figure) === null) return 'no number is printed'
  return (deviate) => {
    const at = survival(value - deviate * sd)
    return z !== 0 || deviate === 0 ? at : wholePatients(at, followed, deviate < 0 ? Math.ceil : Math.floor)
  }
}
