import { power } from '../numeric/power.ts'
import type { SurvivalFunction } from './survival-function.ts'

/** What is assumed about the survival of those who were never infused, from the curve's clock on. */
export type NotInfusedLaw =
  /** All of them have the event at this time: at 0 at once (S = 1 at 0 only), else when a window closes. */
  | { readonly kind: 'fail-at'; readonly time: number }
  /** S(t) = 2^(-t / median). */
  | { readonly kind: 'exponential'; readonly median: number }
  /** The control arm's curve, its hazard multiplied: S(t) = S0(t)^multiplier. */
  | { readonly kind: 'as-control'; readonly hazardMultiplier: number }
  /** The curve of the infused, its hazard multiplied, read from the arm's clock: S(t) = S_inf(t)^multiplier. For the forward mixture only. */
  | { readonly kind: 'as-infused'; readonly hazardMultiplier: number }
  /** Nobody has the event: the upper bound. */
  | { readonly kind: 'never-fail' }
  /** The curve of the whole arm: infusion makes no difference. */
  | { readonly kind: 'as-arm' }

export interface KnownCurves {
  /** The whole arm, as randomised. */
  readonly arm: SurvivalFunction
  readonly control?: SurvivalFunction
  /** Those infused, from infusion. */
  readonly infused?: SurvivalFunction
}

/**
 * The assumed survival of those not infused as a function of time (months).
 *
 * Throws a RangeError for a time below 0, a median or multiplier that is not above 0, and for a law taken from a curve that is
 * not given.
 */
export function notInfusedSurvival(law: NotInfusedLaw, known: KnownCurves): SurvivalFunction {
  switch (law.kind) {
    case 'fail-at': {
      const at = law.time
      if (!(at >= 0 && Number.isFinite(at)))
        throw new RangeError(`notInfusedSurvival: a time >= 0 is required, got ${at}`)
      return (time) => (time === 0 || time < at ? 1 : 0)
    }
    case 'exponential': {
      const rate = Math.LN2 / positive('median', law.median)
      return (time) => Math.exp(-rate * time)
    }
    case 'as-control':
      return hazardTimes(law.hazardMultiplier, 'control arm', known.control)
    case 'as-infused':
      return hazardTimes(law.hazardMultiplier, 'infused', known.infused)
    case 'never-fail':
      return () => 1
    case 'as-arm':
      return known.arm
  }
}

/** The assumption as a sentence for a report. `event` is what the endpoint counts, e.g. "progression or death". */
export function notInfusedSentence(law: NotInfusedLaw, event: string): string {
  switch (law.kind) {
    case 'fail-at':
      return law.time === 0
        ? `Every patient who was not infused had ${event} immediately after the clock started.`
        : `Every patient who was not infused had ${event} at ${law.time} months.`
    case 'exponential':
      return `Among the patients who were not infused the time to ${event} was exponential with a median of ${law.median} months.`
    case 'as-control':
      return law.hazardMultiplier === 1
        ? `The patients who were not infused fared as the control arm did.`
        : `The patients who were not infused had ${law.hazardMultiplier} times the control arm's hazard of ${event}.`
    case 'as-infused':
      return law.hazardMultiplier === 1
        ? `The patients who were not infused fared as the infused did from their infusion on.`
        : `The patients who were not infused had ${law.hazardMultiplier} times the hazard of ${event} that the infused had from their infusion on.`
    case 'never-fail':
      return `No patient who was not infused had ${event} (a bound, not a belief).`
    case 'as-arm':
      return `The patients who were not infused fared as the whole arm did.`
  }
}

function hazardTimes(hazardMultiplier: number, whose: string, curve: SurvivalFunction | undefined): SurvivalFunction {
  const multiplier = positive('hazard multiplier', hazardMultiplier)
  if (curve === undefined)
    throw new RangeError(`notInfusedSurvival: the ${whose}'s curve is required for a law taken from it, got none`)
  return (time) => power(curve(time), multiplier)
}

function positive(name: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value)))
    throw new RangeError(`notInfusedSurvival: a ${name} above 0 is required, got ${value}`)
  return value
}
