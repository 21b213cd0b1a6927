import { type EndpointEvidence, type Figure, figures, type Measure } from '../evidence/evidence.ts'
import { estimate } from './estimate.ts'
import { liesWithin } from './lies-within.ts'
import { predictionsOf } from './predictions.ts'
import { inOrder, usual } from './reconstruct.ts'

/** A printed figure beside what all the others predict. */
export interface PredictedFigure {
  readonly figure: Figure
  readonly value: number
  /** 95% prediction interval; the upper end is Infinity for a time that may not be reached. */
  readonly lower: number
  readonly upper: number
  readonly fits: boolean
}

/** Measures of patients and their curve; a p-value, follow-up and limits hold definitions of their own. */
const measures: readonly Measure[] = ['median', 'survival', 'rmst', 'at-risk', 'events', 'hazard-ratio']

/**
 * Every printed estimate and count of an endpoint that all the others predict, without rebuilding patients: the law of the curves needs no seed. Left
 * out are ratios of another definition than a plain Cox ratio, and what lies beyond the end of follow-up. None where the evidence cannot be rebuilt.
 */
export function predictFigures(printed: EndpointEvidence): readonly PredictedFigure[] {
  const evidence = inOrder(printed)
  const estimated = estimate(evidence, usual)
  if (estimated === null) return []
  const predict = predictionsOf(evidence, estimated.fit)
  const plain = new Set(
    evidence.contrasts.flatMap(({ hazardRatio: it }) => (it?.comparable === true ? it.estimate : [])),
  )
  return figures(evidence).flatMap((figure) => {
    if (!measures.includes(figure.measure) || (figure.time ?? 0) > estimated.horizon.months) return []
    if (figure.measure === 'hazard-ratio' && !plain.has(figure)) return []
    // At the start everybody is at risk and alive.
    const found = figure.time === 0 ? null : predict(figure)
    if (found === null || typeof found === 'string') return []
    const { value, lower, upper } = found
    return [{ figure, value, lower, upper, fits: liesWithin(figure, lower, upper) }]
  })
}
