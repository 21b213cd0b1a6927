import type { Figure } from '../evidence/evidence.ts'
import { type Fit, fitWithout } from './fit.ts'
import type { Posterior } from './posterior.ts'

/** What all other figures say of one (its own estimate's limits left out as well), or why they cannot; null where the model does not hold it. */
export function predictionsOf(fit: Fit): (figure: Figure) => ReturnType<Fit['predictors'][number]['predict']> | null {
  const used = new Set(fit.observations.map(({ group }) => group))
  const laws = new Map<string, Posterior>()
  return (figure) => {
    const predictor = fit.predictors.find((it) => it.figure === figure)
    if (predictor === undefined) return null
    const { group } = predictor
    const law = laws.get(group) ?? (used.has(group) ? fitWithout(fit, group) : fit.posterior)
    laws.set(group, law)
    return predictor.predict(law)
  }
}
