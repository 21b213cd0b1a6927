import type { Counts } from './outcome.ts'

export interface ResponseGiven {
  /** As printed: responders among these. */
  readonly responders: number
  readonly among: 'infused' | 'all'
  readonly infused: number
  /** Everybody who was enrolled in, or assigned to, the arm. */
  readonly all: number
}

export interface ResponseByDenominator {
  readonly infused: Counts
  readonly all: Counts
}

/**
 * Response with both denominators, if `k` of those not infused responded: of x responders printed among the infused, x of the infused and
 * x + k of all; of x printed among all, x - k of the infused and x of all. Counts, so that every estimator of proportions applies;
 * identified by the assumption about k alone.
 *
 * @param k whole number on `responderRange`; otherwise a RangeError, as for counts that do not fit together
 *
 * Clopper-Pearson limits of both agree with R `binom.test` to 1e-9.
 *
 * @example
 * ```ts
 * import { responseByDenominator } from 'remeier'
 * responseByDenominator({ responders: 94, among: 'infused', infused: 128, all: 140 }, 0).all // => { events: 94, patients: 140 }
 * ```
 */
export function responseByDenominator(given: ResponseGiven, k: number): ResponseByDenominator {
  const { lower, upper } = responderRange(given)
  if (!(Number.isInteger(k) && k >= lower && k <= upper))
    throw new RangeError(
      `responseByDenominator: a whole number of responders among those not infused on ${lower}..${upper} is required, got ${k}`,
    )
  const { responders, among, infused, all } = given
  return {
    infused: { events: among === 'infused' ? responders : responders - k, patients: infused },
    all: { events: among === 'infused' ? responders + k : responders, patients: all },
  }
}

/** How few and how many of those not infused can have responded at all. */
export function responderRange({ responders, among, infused, all }: ResponseGiven): {
  readonly lower: number
  readonly upper: number
} {
  const whole = [responders, infused, all].every((it) => Number.isInteger(it) && it >= 0)
  if (!whole || infused === 0 || infused > all || responders > (among === 'infused' ? infused : all))
    throw new RangeError(
      `responseByDenominator: whole numbers with responders <= their denominator and 0 < infused <= all are required, got ${responders}, ${infused} and ${all}`,
    )
  const others = all - infused
  if (among === 'infused') return { lower: 0, upper: others }
  return { lower: Math.max(0, responders - infused), upper: Math.min(others, responders) }
}

export type ResponseTip =
  | { readonly kind: 'found'; readonly k: number; readonly limit: number }
  /** The limit is on the same side of the target for every k; `attainable` are the limits at both ends. */
  | { readonly kind: 'none-in-range'; readonly attainable: readonly [number, number] }

/**
 * Tipping point over whole patients: going up from the fewest, the first number of responders among those not infused at which `limit` has crossed
 * the target, seen from where it is with the fewest. A limit on the target has not crossed it from below.
 *
 * @param limit of the counts for k responders, monotone in k: a confidence limit of a proportion or of a difference, say
 */
export function responseTip(
  given: ResponseGiven,
  target: number,
  limit: (counts: ResponseByDenominator) => number,
): ResponseTip {
  const { lower, upper } = responderRange(given)
  const at = (k: number): number => limit(responseByDenominator(given, k))
  const above = at(lower) > target
  for (let k = lower + 1; k <= upper; k++) if (at(k) > target !== above) return { kind: 'found', k, limit: at(k) }
  return { kind: 'none-in-range', attainable: [at(lower), at(upper)] }
}
