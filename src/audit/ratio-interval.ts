import { type Bounds, bounds } from '../evidence/bounds.ts'
import type { HazardRatioEvidence, PrintedEndpoint } from '../evidence/evidence.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { TrialContrast } from '../record/trial.ts'
import type { AuditSubject } from './audit-rule.ts'

/** A hazard ratio with both limits as numbers, and the standard errors of its logarithm that they allow. */
export interface RatioInterval {
  readonly evidence: PrintedEndpoint
  readonly ratio: HazardRatioEvidence
  readonly contrast: TrialContrast
  readonly estimate: Bounds
  readonly lower: Bounds
  readonly upper: Bounds
  readonly level: number
  /** log(upper / lower) / 2z over the rounding of both limits; up to infinity where the lower limit may be 0. */
  readonly standardError: Bounds
  /** Ids of estimate, lower and upper limit. */
  readonly figures: readonly [string, string, string]
}

/** Methods whose interval is not symmetric on the log scale. */
export const ASYMMETRIC = /exact|profile|likelihood ratio|bootstrap|median[- ]unbiased|bayes|repeated/i

export function ratioIntervals({ trial, endpoints }: AuditSubject): readonly RatioInterval[] {
  return endpoints.flatMap((evidence) => {
    const ratio = evidence.hazardRatio
    const contrast = trial.endpoints[evidence.endpoint]?.contrast
    if (!ratio?.interval || contrast === undefined) return []
    const { level, lower, upper } = ratio.interval
    const [value, low, high] = [bounds(ratio.estimate.quantity), bounds(lower.quantity), bounds(upper.quantity)]
    if (!value || !low || !high || high.upper === Infinity) return []
    const twice = 2 * normalQuantile((1 + level) / 2)
    const widest = low.lower > 0 ? Math.log(high.upper / low.lower) / twice : Infinity
    const standardError = { lower: Math.max(0, Math.log(high.lower / low.upper) / twice), upper: widest }
    const figures = [ratio.estimate.id, lower.id, upper.id] as const
    return [{ evidence, ratio, contrast, estimate: value, lower: low, upper: high, level, standardError, figures }]
  })
}
