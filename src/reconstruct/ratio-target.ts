import type { HazardRatioEvidence } from '../evidence/evidence.ts'
import { printedLimits, printedNumber } from './printed-number.ts'

/** Log hazard ratios that print as the paper's. */
export interface RatioTarget {
  /** Range of the log hazard ratio from the estimate's rounding. */
  readonly low: number
  readonly high: number
  /** The same for the limits, with the normal quantile of their level; null where they are not printed as numbers. */
  readonly limits: {
    readonly z: number
    readonly lower: readonly [number, number]
    readonly upper: readonly [number, number]
  } | null
}

/** Null where the ratio is not plain or prints no number: then nothing is matched. */
export function ratioTarget(ratio: HazardRatioEvidence | null, doubted: ReadonlySet<string>): RatioTarget | null {
  if (!ratio?.comparable || doubted.has(ratio.estimate.id)) return null
  const printed = printedNumber(ratio.estimate)
  if (printed === null || printed.value <= 0) return null
  const log = (x: number) => Math.log(Math.max(x, 1e-6))
  const limits = printedLimits(ratio)
  return {
    low: log(printed.lower),
    high: log(printed.upper),
    limits:
      limits === null || limits.lower.lower <= 0
        ? null
        : {
            z: limits.z,
            lower: [log(limits.lower.lower), log(limits.lower.upper)],
            upper: [log(limits.upper.lower), log(limits.upper.upper)],
          },
  }
}

/** The log hazard ratio to aim at, given the standard error: inside the rounding, where most limits come out as printed too. */
export function aim(target: RatioTarget, standardError: number): number {
  const inner = 0.02 * (target.high - target.low)
  let low = target.low + inner
  let high = target.high - inner
  if (target.limits !== null) {
    const { z, lower, upper } = target.limits
    const fromLower = [lower[0] + z * standardError, lower[1] + z * standardError] as const
    const fromUpper = [upper[0] - z * standardError, upper[1] - z * standardError] as const
    for (const [a, b] of [fromLower, fromUpper]) {
      // A limit that no ratio within the rounding can give pulls to the nearer end.
      const [l, h] = [Math.max(low, Math.min(high, a)), Math.max(low, Math.min(high, b))]
      low = l
      high = h
    }
  }
  return (low + high) / 2
}

/** How many of estimate and limits miss their rounding. */
export function ratioMisses(target: RatioTarget, logRatio: number, standardError: number): number {
  const outside = (x: number, [low, high]: readonly [number, number]): number => (x < low || x > high ? 1 : 0)
  const own = outside(logRatio, [target.low, target.high])
  if (target.limits === null) return own
  const { z, lower, upper } = target.limits
  return own + outside(logRatio - z * standardError, lower) + outside(logRatio + z * standardError, upper)
}

/** The standard error that the printed limits imply; null without them. */
export function printedError(target: RatioTarget): number | null {
  if (target.limits === null) return null
  const middle = ([low, high]: readonly [number, number]): number => (low + high) / 2
  return (middle(target.limits.upper) - middle(target.limits.lower)) / (2 * target.limits.z)
}
