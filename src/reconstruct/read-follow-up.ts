import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { below, logLogHalf } from './below.ts'
import { printedNumber } from './printed-number.ts'
import type { Look, Observation, Predicted, Predictor, Reading } from './observation.ts'
import type { Model, StateLaw } from './state.ts'
import { addGradientAt, censoringAt, stateAt } from './state.ts'

/** sd of phi at the median follow-up, by definition; the vaguer the definition, the less it says about censoring. */
const medianSd: Readonly<Record<FollowUpEvidence['definition'], number>> = {
  'reverse Kaplan-Meier': 0.04,
  potential: 0.3,
  observed: 0.04,
  'survivors only': 0.3,
  unknown: 0.25,
}

/**
 * Follow-up over some arms as observations of phi: the median halves G (reverse Kaplan-Meier) or S G (observed time); few have
 * left before the minimum; about one patient is left at the maximum. Potential follow-up is the administrative law itself.
 */
export function readFollowUp(model: Model, arms: readonly number[], followUp: FollowUpEvidence): Reading {
  const total = arms.reduce((sum, arm) => sum + model.arms[arm]!.n, 0)
  const observations: Observation[] = []
  const predictors: Predictor[] = []
  if (arms.some((arm) => model.arms[arm]!.administrative !== null)) return { observations, predictors, notes: [] }
  const ofAll = followUp.definition === 'observed'
  const median = printedNumber(followUp.median)
  if (followUp.median !== null && median !== null && median.value > 0 && median.value < model.horizon) {
    const base = { figure: followUp.median.id, group: followUp.median.id }
    const sd = medianSd[followUp.definition]
    const relative = Math.sqrt(median.rounding) / median.value
    const variance = sd * sd + 4 * relative * relative + 1 / total
    const look = (state: Float64Array): Look => {
      const { value, gradient } = pooled(model, arms, ofAll, median.value, state)
      return { residual: logLogHalf - value, variance, gradient }
    }
    const figure = followUp.median
    const predict = (law: StateLaw) => predictMedian(model, arms, ofAll, variance, law)
    observations.push({ ...base, tested: true, look })
    predictors.push({ ...base, figure, predict })
  }
  if (followUp.median !== null && median !== null && median.value >= model.horizon) {
    // Half of the patients are followed to the very end: G stays above 1/2 until then.
    const base = { figure: followUp.median.id, group: followUp.median.id }
    const look = (state: Float64Array): Look => {
      const { value, gradient } = pooled(model, arms, ofAll, model.horizon, state)
      return below(value, logLogHalf, 0.1, gradient)
    }
    observations.push({ ...base, tested: false, look })
  }
  observations.push(...extremes(model, arms, followUp, total, ofAll))
  return { observations, predictors, notes: [] }
}

function extremes(
  model: Model,
  arms: readonly number[],
  followUp: FollowUpEvidence,
  total: number,
  ofAll: boolean,
): Observation[] {
  const found: Observation[] = []
  const add = (figure: string, time: number, both: boolean, target: number, variance: number): void => {
    const look = (state: Float64Array): Look => {
      const { value, gradient } = pooled(model, arms, both, time, state)
      return { residual: target - value, variance, gradient }
    }
    found.push({ figure, group: figure, tested: false, look })
  }
  const minimum = printedNumber(followUp.minimum)
  if (followUp.minimum !== null && minimum !== null && minimum.value > 0 && minimum.value < model.horizon) {
    add(followUp.minimum.id, minimum.value, ofAll, Math.log(0.7 / total), 0.8)
  }
  const maximum = printedNumber(followUp.maximum)
  // Where the median follow-up is hardly shorter than the longest, many leave together at the end.
  const crowded = (printedNumber(followUp.median)?.value ?? 0) > 0.85 * (maximum?.value ?? Infinity)
  if (
    followUp.maximum !== null &&
    maximum !== null &&
    maximum.value > 0 &&
    maximum.value <= model.horizon &&
    !crowded
  ) {
    add(followUp.maximum.id, maximum.value, true, Math.log(Math.log(total + 1)), 0.2)
  }
  return found
}

/** log(-log) of the mean over the arms, weighted by patients, of G(t) or of S(t) G(t). */
function pooled(model: Model, arms: readonly number[], withEvents: boolean, time: number, state: Float64Array) {
  const gradient = new Float64Array(state.length)
  const total = arms.reduce((sum, arm) => sum + model.arms[arm]!.n, 0)
  let mean = 1e-12
  for (const arm of arms) {
    const event = withEvents ? Math.exp(stateAt(model, state, arm, 0, time)) : 0
    const { total: gone, dropOut } = censoringAt(model, state, arm, time)
    const share = (model.arms[arm]!.n / total) * Math.exp(-event - gone)
    mean += share
    if (withEvents) addGradientAt(model, gradient, arm, 0, time, -share * event)
    addGradientAt(model, gradient, arm, 1, time, -share * dropOut)
  }
  const bounded = Math.min(mean, 1 - 1e-9)
  const hazard = -Math.log(bounded)
  return { value: Math.log(hazard), gradient: gradient.map((g) => -g / (bounded * hazard)) }
}

function predictMedian(
  model: Model,
  arms: readonly number[],
  ofAll: boolean,
  noise: number,
  law: StateLaw,
): Predicted | string {
  const steps = 80
  const at = Array.from({ length: steps + 1 }, (_, i) => {
    const { value, gradient } = pooled(model, arms, ofAll, (Math.max(i, 0.1) / steps) * model.horizon, law.state)
    return { height: value, sd: Math.sqrt(law.variance(gradient) + noise) }
  })
  const crossing: Predicted = (deviate) => {
    const height = (i: number): number => at[i]!.height - deviate * at[i]!.sd
    for (let i = 1; i <= steps; i += 1) {
      if (height(i) < logLogHalf) continue
      const share = (logLogHalf - height(i - 1)) / Math.max(height(i) - height(i - 1), 1e-9)
      return ((i - 1 + Math.max(0, Math.min(1, share))) / steps) * model.horizon
    }
    return Infinity
  }
  if (!Number.isFinite(crossing(0))) return 'by the other figures half of the patients are still followed at the end'
  return crossing
}

/** Every follow-up of the evidence that describes more than the arms do on their own. */
export function readAllFollowUp(model: Model, evidence: EndpointEvidence): Reading[] {
  const readings = evidence.arms.flatMap(({ followUp }, arm) =>
    followUp === null ? [] : [readFollowUp(model, [arm], followUp)],
  )
  if (evidence.followUp !== null) {
    readings.push(
      readFollowUp(
        model,
        evidence.arms.map((_, arm) => arm),
        evidence.followUp,
      ),
    )
  }
  return readings
}
