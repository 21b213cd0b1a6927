import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { believed } from './believed.ts'
import { fitWithout } from './doubts-of.ts'
import type { Fit } from './fit.ts'
import { isPrintedAgain } from './is-printed-again.ts'
import type { Posterior } from './posterior.ts'
import { type Prediction, predictionOf } from './prediction-of.ts'
import { predictPatients } from './predict-patients.ts'
import { proven } from './proven.ts'

/** What all other figures say of one (its own estimate's limits left out as well), or why they cannot; null where the model does not hold it. */
export function predictionsOf(evidence: EndpointEvidence, fit: Fit): (figure: Figure) => Prediction | string | null {
  const used = new Set(fit.observations.map(({ group }) => group))
  const again = new Set(evidence.arms.filter(isPrintedAgain).map(({ patients }) => patients))
  const laws = new Map<string, Posterior>()
  const keep = proven(believed(evidence, fit.doubts), fit.model.horizon)
  return (figure) => {
    if (figure.measure === 'patients')
      return again.has(figure) ? 'the number at risk at time 0 prints it again' : predictPatients(evidence, fit, figure)
    const predictor = fit.predictors.find((it) => it.figure === figure)
    if (predictor === undefined) return null
    const { group } = predictor
    const law = laws.get(group) ?? (used.has(group) ? fitWithout(fit, group) : fit.posterior)
    laws.set(group, law)
    const predicted = predictor.predict(law)
    return typeof predicted === 'string' ? predicted : predictionOf(figure, keep(figure, predicted), law.reach())
  }
}
