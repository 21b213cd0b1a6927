import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { doubtsOf } from './doubts-of.ts'
import type { Fit } from './fit.ts'
import { read } from './fit.ts'
import type { Observation } from './observation.ts'
import { z95 } from './observation.ts'
import { solve } from './posterior.ts'
import { type Prediction, predictionOf } from './prediction-of.ts'
import type { Fidelity } from './reconstruction.ts'
import type { Model } from './state.ts'
import { wholeCounts } from './whole-patients.ts'

type Fitted = Pick<Fit, 'model' | 'moments' | 'observations' | 'posterior' | 'inflate'>

/** Of log n, to find how the figures move with it. */
const step = 0.02
const rounds = 3
/** More than so many times the patients that are printed is no prediction. */
const farthest = 1000
/** A deviate beyond which a number of patients is named: on the development bed no honest one is at 3.5 that has no figure in doubt beside it, three are at 3. */
export const patientsAlarm = 3.5

/** The numbers of patients that do not fit the other figures, with what these predict. */
export function patientsInDoubt(fidelity: readonly Fidelity[]) {
  return fidelity.flatMap(({ figure, prediction }) =>
    figure.measure === 'patients' && prediction !== null && Math.abs(prediction.z ?? Infinity) > patientsAlarm
      ? [{ figure, prediction }]
      : [],
  )
}

/**
 * The number of patients of an arm by the other figures: n sets how wide the limits of medians, survival and ratios are, and what share of all a count is. It is no unknown of the state, so that its
 * shift is estimated beside it, to first order of log n; where the print lies outside of that, all is fitted again with the number found, since first order does not reach far.
 * Null where n is not printed, or nothing hangs on it.
 */
export function predictPatients(evidence: EndpointEvidence, fit: Fit, figure: Figure): Prediction | null {
  const arm = evidence.arms.findIndex(({ patients }) => patients === figure)
  if (arm < 0 || figure.basis !== undefined) return null
  let found = predictedFrom(evidence, fit, arm, figure)
  const isOff = found !== null && Math.abs(found.z ?? Infinity) > z95
  for (let round = 0; isOff && found !== null && round < rounds; round += 1)
    found = predictedFrom(evidence, fittedWith(evidence, fit, arm, Math.max(1, Math.round(found.value))), arm, figure)
  return found
}

function predictedFrom(evidence: EndpointEvidence, fit: Fitted, arm: number, figure: Figure): Prediction | null {
  const { model } = fit
  const { n } = model.arms[arm]!
  const { observations, posterior } = withoutSlopesOfLimits(fit)
  const more = read(evidence, withPatients(model, arm, n * Math.exp(step))).observations.filter(tellsOfPatients)
  const slopes = Float64Array.from(observations, ({ look }, k) => {
    const [here, there] = [look(posterior.state), more[k]!.look(posterior.state)]
    return (here.residual - there.residual) / step
  })
  if (slopes.every((slope) => slope === 0)) return null
  const { value, variance } = posterior.shift(slopes)
  const predicted = wholeCounts((deviate) => n * Math.exp(value + deviate * Math.sqrt(variance)))
  const prediction = predictionOf(figure, predicted, posterior.reach())
  // To first order of log n, which is no answer where figures that exclude each other ask for millions.
  return prediction.value <= farthest * n ? prediction : null
}

/**
 * How far limits lie from their estimate tells of n, divided by the slope of the curve there. The slope that the limits themselves ask for would be learnt from the same distance, and n come out too
 * small (by a quarter where medians with limits are all that is printed).
 */
const tellsOfPatients = ({ isJacobian, figure, group }: Observation): boolean => isJacobian !== true || figure === group

function withoutSlopesOfLimits({ model, moments, observations, posterior, inflate }: Fitted) {
  const kept = observations.filter(tellsOfPatients)
  if (kept.length === observations.length) return { observations, posterior }
  return { observations: kept, posterior: solve(model, moments, kept, { passes: 3, from: posterior.state, inflate }) }
}

/** The same figures, had the arm n patients. */
function fittedWith(
  evidence: EndpointEvidence,
  { model: printed, moments, posterior }: Fit,
  arm: number,
  n: number,
): Fitted {
  const model = withPatients(printed, arm, n)
  const said = { model, moments, ...read(evidence, model) }
  return { ...said, ...doubtsOf(said, posterior.state) }
}

function withPatients(model: Model, arm: number, n: number): Model {
  return { ...model, arms: model.arms.map((it, index) => (index === arm ? { ...it, n } : it)) }
}
