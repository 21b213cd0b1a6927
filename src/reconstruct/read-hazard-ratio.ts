import type { HazardRatioEvidence, PValueEvidence } from '../evidence/evidence.ts'
import { contrast, expectedLogRatio, windowFrom, zeroOf } from './contrast.ts'
import type { Pair } from './pairs-of.ts'
import { printedLimits, printedNumber, levelQuantile } from './printed-number.ts'
import type { Look, Observation, Predicted, Predictor, Reading } from './observation.ts'
import type { Model, StateLaw } from './state.ts'
import { pathOf } from './state.ts'
import { normalUpperTail } from '../numeric/normal-distribution.ts'

/** Spread of a printed log hazard ratio, and of the log of its standard error, about the plain Cox ones. */
function spreadOf(adjustment: HazardRatioEvidence['adjustment']): {
  readonly ratio: number
  readonly interval: number
} {
  if (adjustment === 'none') return { ratio: 0.006, interval: 0.012 }
  return adjustment === 'not stated' ? { ratio: 0.05, interval: 0.05 } : { ratio: 0.1, interval: 0.1 }
}

/** A hazard ratio with gradients in theta and phi; its interval tells the information. */
export function readHazardRatio(model: Model, ratio: HazardRatioEvidence, pair: Pair): Reading {
  const group = ratio.estimate.id
  const predictors = ratioPredictors(model, ratio, pair)
  const printed = printedNumber(ratio.estimate)
  if (!ratio.comparable || printed === null || printed.value <= 0) return { observations: [], predictors, notes: [] }
  const spread = spreadOf(ratio.adjustment)
  const relative = printed.rounding / (printed.value * printed.value)
  const target = Math.log(printed.value)
  // A ratio beyond 50 comes from a nearly monotone likelihood: its size says little.
  const extreme = Math.abs(target) > 3.9 ? 1 : 0
  const variance = relative + spread.ratio * spread.ratio + extreme
  const observations: Observation[] = [
    {
      figure: group,
      group,
      tested: true,
      residual: (arms) => target - zeroOf(arms[pair.numerator]!, arms[pair.denominator]!),
      look: (state) => ratioLook(model, pair, target, variance, state),
    },
  ]
  const limits = printedLimits(ratio)
  if (limits !== null && limits.lower.value > 0 && ratio.interval !== null && extreme === 0) {
    const width = Math.log(limits.upper.value / limits.lower.value)
    const rounding =
      limits.lower.rounding / (limits.lower.value * limits.lower.value) +
      limits.upper.rounding / (limits.upper.value * limits.upper.value)
    const se = Math.log(width / (2 * limits.z))
    const noise = spread.interval * spread.interval + rounding / (width * width)
    const figure = ratio.interval.lower.id
    observations.push({
      figure,
      group,
      tested: true,
      look: (state) => errorLook(model, pair, printed.value, se, noise, state),
    })
  }
  return { observations, predictors, notes: [] }
}

function logRatio(model: Model, pair: Pair, state: Float64Array, from: number | null = null) {
  const numerator = pathOf(model, state, pair.numerator)
  const window = windowFrom(model, state, pair, from)
  const { beta, at } = expectedLogRatio(numerator, pathOf(model, state, pair.denominator), state.length, window)
  const slope = Math.max(-at.slope, 1e-9)
  return { beta, information: at.information, gradient: at.scoreGradient.map((g) => g / slope), at }
}

function ratioLook(model: Model, pair: Pair, target: number, variance: number, state: Float64Array): Look {
  const { beta, gradient } = logRatio(model, pair, state)
  return { residual: target - beta, variance, gradient }
}

/** log of the standard error: -log(I) / 2 at the printed ratio. */
function errorLook(
  model: Model,
  pair: Pair,
  ratio: number,
  target: number,
  variance: number,
  state: Float64Array,
): Look {
  const numerator = pathOf(model, state, pair.numerator)
  const { information, informationGradient } = contrast(
    numerator,
    pathOf(model, state, pair.denominator),
    ratio,
    state.length,
  )
  const positive = Math.max(information, 1e-9)
  return {
    residual: target + Math.log(positive) / 2,
    variance,
    gradient: informationGradient.map((g) => -g / (2 * positive)),
  }
}

/** From when on the events of a ratio count, where that is all that sets it apart. */
const windowOf = (ratio: HazardRatioEvidence): number | null => (ratio.windowed === true ? ratio.eventsAfter : null)

function ratioPredictors(model: Model, ratio: HazardRatioEvidence, pair: Pair): Predictor[] {
  const group = ratio.estimate.id
  const spread = spreadOf(ratio.comparable || ratio.windowed === true ? ratio.adjustment : 'adjusted')
  const at = (figure: Predictor['figure'], z: number): Predictor => {
    const predict = (law: StateLaw): Predicted | string => {
      const printed = printedNumber(figure)
      if (printed === null || printed.value <= 0) return 'no positive number is printed'
      const { beta, gradient, information } = logRatio(model, pair, law.state, windowOf(ratio))
      const se = 1 / Math.sqrt(Math.max(information, 1e-9))
      const value = beta + z * se
      const sd = Math.sqrt(
        law.variance(gradient) + spread.ratio * spread.ratio + z * z * se * se * spread.interval * spread.interval,
      )
      return (deviate) => Math.exp(value + deviate * sd)
    }
    return { figure, group, predict }
  }
  const found = [at(ratio.estimate, 0)]
  if (ratio.interval !== null) {
    const z = levelQuantile(ratio.interval.level)
    found.push(at(ratio.interval.lower, -z), at(ratio.interval.upper, z))
  }
  return found
}

/** A p-value drives nothing: the ratio and its interval hold the same. It is predicted as that of a two-sided log-rank test. */
export function readPValue(model: Model, pValue: PValueEvidence, pair: Pair): Reading {
  const predict = (law: StateLaw): Predicted | string => {
    const numerator = pathOf(model, law.state, pair.numerator)
    const at = contrast(numerator, pathOf(model, law.state, pair.denominator), 1, law.state.length)
    const error = Math.sqrt(Math.max(at.information, 1e-9))
    const sd = Math.sqrt(law.variance(at.scoreGradient.map((g) => g / error)) + 0.01)
    const size = Math.abs(at.score / error)
    const p = (z: number) => Math.min(1, 2 * normalUpperTail(Math.max(0, z)))
    const { quantity } = pValue.figure
    if (quantity.kind !== 'number' && quantity.kind !== 'less-than') return 'no number is printed'
    // The nearer of the two signs of the statistic: p does not tell them apart.
    return (deviate) => p(size - deviate * sd)
  }
  return { observations: [], predictors: [{ figure: pValue.figure, group: pValue.figure.id, predict }], notes: [] }
}
