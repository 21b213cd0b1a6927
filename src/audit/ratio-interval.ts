import { type Bounds, bounds } from '../evidence/bounds.ts'
import type { ContrastEvidence, HazardRatioEvidence, PrintedEndpoint } from '../evidence/evidence.ts'
import type { Quantity } from '../evidence/quantity.ts'
import { namedContrasts } from '../evidence/read-contrast.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { TrialContrast } from '../record/trial.ts'
import type { AuditSubject } from './audit-rule.ts'

/** A hazard ratio with both limits as numbers, and the standard errors of its logarithm that they allow. */
export interface RatioInterval {
  readonly evidence: PrintedEndpoint
  readonly ratio: HazardRatioEvidence
  /** The arms of the ratio, and the test beside it. */
  readonly between: ContrastEvidence
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
export const ASYMMETRIC =
  /exact|profil|likelihood[- ]ratio|bootstrap|jackknife|percentile|median[- ]unbiased|bayes|posterior|credible|repeated|firth|penali[sz]ed|rpsft|rank[- ]preserving|iterative parameter|g[- ]estimation/i

export function ratioIntervals({ trial, endpoints }: AuditSubject): readonly RatioInterval[] {
  return endpoints.flatMap((evidence) => {
    const named = namedContrasts(trial, evidence.endpoint)
    return evidence.contrasts.flatMap((between): readonly RatioInterval[] => {
      const { hazardRatio: ratio, numerator, denominator } = between
      const contrast = named.find((it) => it.numerator === numerator && it.denominator === denominator)?.contrast
      if (!ratio?.interval || contrast === undefined) return []
      const { level, lower, upper } = ratio.interval
      const ranges = ratioRanges(ratio.estimate, ratio.interval)
      const figures = [ratio.estimate.id, lower.id, upper.id] as const
      return ranges === null ? [] : [{ evidence, ratio, between, contrast, level, figures, ...ranges }]
    })
  })
}

interface Numbered {
  readonly quantity: Quantity
}

export type RatioRanges = Pick<RatioInterval, 'estimate' | 'lower' | 'upper' | 'standardError'>

/** `null` where a limit is no number. */
export function ratioRanges(
  estimate: Numbered,
  interval: { readonly level: number; readonly lower: Numbered; readonly upper: Numbered },
): RatioRanges | null {
  const [value, low, high] = [estimate, interval.lower, interval.upper].map(({ quantity }) => bounds(quantity))
  if (!value || !low || !high || high.upper === Infinity) return null
  const twice = 2 * normalQuantile((1 + interval.level) / 2)
  const widest = low.lower > 0 ? Math.log(high.upper / low.lower) / twice : Infinity
  const standardError = { lower: Math.max(0, Math.log(high.lower / low.upper) / twice), upper: widest }
  return { estimate: value, lower: low, upper: high, standardError }
}
