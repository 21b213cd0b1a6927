import type { EndpointEvidence } from '../evidence/evidence.ts'

/** What a prior may look at. */
export interface PriorContext {
  readonly class: EndpointEvidence['class']
  readonly arms: number
  /** Months. */
  readonly horizon: number
  /** Log of (hazard x horizon), see pace.ts. */
  readonly pace: number
  /** For each arm whether phi describes drop-out alone, beside a known administrative law. */
  readonly dropOutOnly: readonly boolean[]
}

/** Gaussian law of the smooth truth on the state: all arms' theta and phi together, see state.ts for the order. */
export interface PriorMoments {
  readonly mean: Float64Array
  /** Row by row, size x size. */
  readonly covariance: Float64Array
}

/** What is believed about curves before any figure is read. Handed in: another field can learn its own, see docs/prior.md. */
export interface Prior {
  /** How a report names it: "a prior learnt from 177 comparisons". */
  readonly name: string
  readonly moments: (context: PriorContext) => PriorMoments
  /** The end of follow-up as a multiple of the shortest median, from the features of horizon-clues.ts. */
  readonly horizon: (features: readonly number[]) => number
}
