import type { ContrastEvidence, EndpointEvidence, PValueEvidence } from '../evidence/evidence.ts'
import { agrees } from '../evidence/agrees.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { ComparedPair, Pair } from './pairs-of.ts'
import { pairsOf } from './pairs-of.ts'
import { printedLimits, printedNumber } from './printed-number.ts'
import { widthIsPlain } from './width-is-plain.ts'

type Range = readonly [number, number]

/** What the paper prints of a contrast, on the scale of the log hazard ratio. */
export interface RatioTarget {
  /** Log hazard ratios that print as the estimate. */
  readonly estimate: Range
  /** The same for the limits, with the normal quantile of their level; null where they are not printed as numbers, or not those of a plain Cox model. */
  readonly limits: { readonly z: number; readonly lower: Range; readonly upper: Range } | null
  /** Null where no test is printed that ours can be compared with. */
  readonly pValue: PValueEvidence | null
}

/** The contrast of two arms of patients. */
export interface Contrast {
  readonly logHazardRatio: number
  readonly standardError: number
  /** Of the log-rank test. */
  readonly z: number
  readonly pValue: number
}

/** Two arms, what is asked of them, and which of them may be bent for it. */
export interface PairTarget extends ComparedPair {
  /** Null where no ratio is asked for: it is not plain or prints no number. */
  readonly target: RatioTarget | null
  readonly bent: readonly number[]
}

/**
 * What is asked of each pair of arms. An arm is bent for the one ratio that looks at it, so that ratios do not disturb each other: those of several
 * arms that share a control each by its own arm. No arm is bent for a ratio that closes a circle (A to C, B to C, A to B), which nearly follows from the
 * others: it is heeded within what these leave open, and a p-value beside it is not asked for.
 */
export function pairTargets(evidence: EndpointEvidence): readonly PairTarget[] {
  const asked = pairsOf(evidence).map((it) => ({
    ...it,
    target: it.contrast === null ? null : ratioTarget(it.contrast),
  }))
  const open = withoutCircles(asked.filter(({ target }) => target !== null))
  return asked.map((it) => {
    const others = open.filter((other) => other !== it).flatMap((other) => [other.numerator, other.denominator])
    const bent = [it.numerator, it.denominator].filter((arm) => !others.includes(arm))
    return open.includes(it) || it.target === null
      ? { ...it, bent }
      : { ...it, bent: [], target: { ...it.target, pValue: null } }
  })
}

/** Pairs, in their order, but for those whose arms the ones before already tie together. */
function withoutCircles<P extends Pair>(pairs: readonly P[]): readonly P[] {
  let groups: readonly (readonly number[])[] = []
  return pairs.filter(({ numerator, denominator }) => {
    const own = [numerator, denominator].map((arm) => groups.find((it) => it.includes(arm)) ?? [arm])
    const [one = [], other = []] = own
    if (one === other) return false
    groups = [...groups.filter((it) => it !== one && it !== other), [...one, ...other]]
    return true
  })
}

/** Null where the ratio is not plain or prints no number: then nothing is matched. */
function ratioTarget({ hazardRatio: ratio, pValue }: ContrastEvidence): RatioTarget | null {
  if (!ratio?.comparable) return null
  const printed = printedNumber(ratio.estimate)
  if (printed === null || printed.value <= 0) return null
  const log = (x: { readonly lower: number; readonly upper: number }): Range => [
    Math.log(Math.max(x.lower, 1e-6)),
    Math.log(x.upper),
  ]
  const limits = printedLimits(ratio)
  return {
    estimate: log(printed),
    limits:
      limits === null || limits.lower.lower <= 0 || !widthIsPlain(ratio, pValue)
        ? null
        : { z: limits.z, lower: log(limits.lower), upper: log(limits.upper) },
    pValue: pValue?.stratified === false ? pValue : null,
  }
}

/** Log hazard ratios that each printed figure asks for while the standard error stays: the estimate first. */
function demands({ estimate, limits, pValue }: RatioTarget, at: Contrast): Range[] {
  const found: Range[] = [estimate]
  const shifted = ([low, high]: Range, by: number): Range => [low + by, high + by]
  if (limits !== null) {
    found.push(shifted(limits.lower, limits.z * at.standardError), shifted(limits.upper, -limits.z * at.standardError))
  }
  const z = pValue === null ? null : zRange(pValue)
  if (z !== null) {
    // z moves with the log hazard ratio by one over the standard error.
    const place = (x: number): number => at.logHazardRatio + (x - at.z) * at.standardError
    const negative = estimate[0] + estimate[1] < 0
    if (z[0] === 0) found.push([place(-z[1]), place(z[1])])
    else found.push(negative ? [place(-z[1]), place(-z[0])] : [place(z[0]), place(z[1])])
  }
  return found
}

/** Absolute z of a two-sided test that prints as the p-value. */
function zRange({ figure: { quantity } }: PValueEvidence): Range | null {
  const z = (p: number): number => (p >= 1 ? 0 : p <= 0 ? 40 : -normalQuantile(p / 2))
  if (quantity.kind === 'number') return [z(quantity.upper), z(quantity.lower)]
  if (quantity.kind === 'less-than') return [z(quantity.upper), 40]
  return quantity.kind === 'greater-than' ? [0, z(quantity.lower)] : null
}

/** Another ratio with an arm in common, which follows: up or down by as much as the first goes up. */
export interface Following {
  readonly target: RatioTarget
  readonly at: Contrast
  readonly sign: 1 | -1
}

function demandsOnFirst({ target, at: own, sign }: Following, { logHazardRatio: first }: Contrast): Range[] {
  return demands(target, own).map((range) => {
    const [one, other] = range.map((x) => first + sign * (x - own.logHazardRatio))
    return sign > 0 ? [one!, other!] : [other!, one!]
  })
}

/** The log hazard ratio that meets most of what is printed of it, its estimate before anything else, and then of those that follow: the middle of where it does. */
export function aim(target: RatioTarget, at: Contrast, following: readonly Following[] = []): number {
  const own = demands(target, at)
  const others = following.flatMap((it) => demandsOnFirst(it, at))
  const ranges = [...own, ...others]
  const [low, high] = target.estimate
  const ends = ranges.flat().filter((x) => x > low && x < high)
  const cuts = [low, ...ends.sort((a, b) => a - b), high]
  let best = (low + high) / 2
  let most = -1
  let widest = 0
  cuts.slice(1).forEach((end, k) => {
    const middle = (cuts[k]! + end) / 2
    const width = end - cuts[k]!
    const holds = ([a, b]: Range): boolean => middle >= a && middle <= b
    const met = width > 1e-9 ? own.filter(holds).length * (others.length + 1) + others.filter(holds).length : 0
    if (met < most || (met === most && width <= widest)) return
    most = met
    widest = width
    best = middle
  })
  return best
}

/** How many of estimate, limits and p-value do not print as they should. */
export function ratioMisses({ estimate, limits, pValue }: RatioTarget, at: Contrast): number {
  const outside = (x: number, [low, high]: Range): number => (x < low || x > high ? 1 : 0)
  let missed = outside(at.logHazardRatio, estimate)
  if (limits !== null) {
    missed += outside(at.logHazardRatio - limits.z * at.standardError, limits.lower)
    missed += outside(at.logHazardRatio + limits.z * at.standardError, limits.upper)
  }
  return missed + (pValue === null || agrees(pValue.figure, at.pValue) ? 0 : 1)
}

/**
 * The standard error to aim for: the one reached, moved into what the printed estimate and limits allow together, halfway from the nearer
 * end to the middle; null without limits.
 */
export function wantedError({ estimate, limits }: RatioTarget, reached: number): number | null {
  if (limits === null) return null
  const { z, lower, upper } = limits
  const least = Math.max(upper[0] - estimate[1], estimate[0] - lower[1]) / z
  const most = Math.min(upper[1] - estimate[0], estimate[1] - lower[0]) / z
  const quarter = (most - least) / 4
  return quarter > 0 ? Math.max(least + quarter, Math.min(most - quarter, reached)) : (least + most) / 2
}
