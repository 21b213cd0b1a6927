import { root } from '../numeric/root.ts'
import type { Range } from './stratum-bounds.ts'

/** Constant hazards per month. */
export interface IllnessDeathRates {
  /** Randomised to event, without infusion; >= 0. */
  readonly event: number
  /** Randomised to infused; > 0. */
  readonly infusion: number
  /** Infused to event; > 0. */
  readonly eventAfter: number
}

/** Where patients are at a time, and the curves that an analysis would show. */
export interface IllnessDeathState {
  /** Randomised, without event or infusion; infused, without event; with the event before and after infusion. They add up to 1. */
  readonly waiting: number
  readonly infused: number
  readonly eventBefore: number
  readonly eventAfter: number
  /** ITT: waiting + infused. */
  readonly itt: number
  /** Those who are ever infused, and those who never are, each counted from randomisation: chosen by the future. */
  readonly everInfused: number
  readonly neverInfused: number
  /** Counted from infusion. */
  readonly fromInfusion: number
}

export interface IllnessDeath {
  /** p = infusion / (event + infusion): who is ever infused. */
  readonly share: number
  readonly at: (time: number) => IllnessDeathState
  /** Events per month of those ever infused, counted from randomisation, over all follow-up. */
  readonly naiveRate: number
  /** Naive over true rate, k / (k + eventAfter), k = event + infusion: immortal time alone makes it less than 1. */
  readonly immortalTimeFactor: number
}

/**
 * Illness-death model of infusion with constant hazards, in closed form, k = event + infusion, b = eventAfter:
 *
 *     waiting = e^(-k t),  infused = infusion / (k - b) (e^(-b t) - e^(-k t)),  p = infusion / k
 *     S_ever(t) = (k e^(-b t) - b e^(-k t)) / (k - b),  S_never(t) = e^(-k t),  S_ITT = p S_ever + (1 - p) S_never
 *
 * Also where k = b. What it assumes: constant hazards, the same for all, the event after infusion independent of when it was. A model to
 * see what guarantee time does by itself; nothing in it is estimated.
 *
 * Throws a RangeError unless event >= 0 and both others > 0, finite.
 *
 * [Suissa2008]. Agrees with the matrix exponential of the intensities (R `eigen`) to 1e-10.
 *
 * @example
 * ```ts
 * import { illnessDeath } from 'remeier'
 * const model = illnessDeath({ event: 0.1, infusion: 0.3, eventAfter: 0.1 })
 * model.share // => 0.75
 * model.immortalTimeFactor // => 0.8
 * model.at(0).itt // => 1
 * ```
 */
export function illnessDeath({ event, infusion, eventAfter }: IllnessDeathRates): IllnessDeath {
  if (!(event >= 0 && infusion > 0 && eventAfter > 0 && Number.isFinite(event + infusion + eventAfter)))
    throw new RangeError(
      `illnessDeath: event >= 0, infusion > 0 and eventAfter > 0 are required, got ${event}, ${infusion} and ${eventAfter}`,
    )
  const leave = event + infusion
  const share = infusion / leave
  const at = (time: number): IllnessDeathState => {
    if (!(time >= 0)) throw new RangeError(`illnessDeath: a time >= 0 is required, got ${time}`)
    const waiting = Math.exp(-leave * time)
    const infused = infusion * overlap(leave, eventAfter, time)
    const eventBefore = (event / leave) * -Math.expm1(-leave * time)
    return {
      waiting,
      infused,
      eventBefore,
      eventAfter: Math.max(0, share * -Math.expm1(-leave * time) - infused),
      itt: waiting + infused,
      everInfused: waiting + infused / share,
      neverInfused: waiting,
      fromInfusion: Math.exp(-eventAfter * time),
    }
  }
  const immortalTimeFactor = leave / (leave + eventAfter)
  return { share, at, naiveRate: eventAfter * immortalTimeFactor, immortalTimeFactor }
}

/** (e^(-b t) - e^(-k t)) / (k - b), also for k near b and for times at which both are 0. */
function overlap(k: number, b: number, time: number): number {
  const difference = Math.abs(k - b) * time
  const factor = difference === 0 ? 1 : -Math.expm1(-difference) / difference
  return time * Math.exp(-Math.min(k, b) * time) * factor
}

/** Rates from what papers print: the share ever infused, the median time to infusion of these, and the median from infusion to event. */
export function illnessDeathRates(share: number, medianLag: number, medianAfter: number): IllnessDeathRates {
  if (!(share > 0 && share <= 1 && medianLag > 0 && medianAfter > 0))
    throw new RangeError(
      `illnessDeathRates: a share on (0, 1] and medians above 0 are required, got ${share}, ${medianLag} and ${medianAfter}`,
    )
  // Among those ever infused the time to infusion is exponential with the rate at which anybody leaves.
  const leave = Math.LN2 / medianLag
  return { event: (1 - share) * leave, infusion: share * leave, eventAfter: Math.LN2 / medianAfter }
}

export type IllnessDeathThrough =
  | { readonly kind: 'value'; readonly rates: IllnessDeathRates }
  /** No hazard after infusion gives this survival; what any can give. */
  | { readonly kind: 'none-in-range'; readonly attainable: Range }

/** The same with the hazard after infusion that brings the ITT curve to a given survival at a time above 0. */
export function illnessDeathThrough(
  share: number,
  medianLag: number,
  time: number,
  survival: number,
): IllnessDeathThrough {
  const ratesWith = (eventAfter: number): IllnessDeathRates => ({
    ...illnessDeathRates(share, medianLag, 1),
    eventAfter,
  })
  const ittWith = (eventAfter: number): number => illnessDeath(ratesWith(eventAfter)).at(time).itt
  if (!(time > 0)) throw new RangeError(`illnessDeathThrough: a time above 0 is required, got ${time}`)
  const [slowest, fastest] = [1e-9, 1e6]
  const attainable = { lower: ittWith(fastest), upper: ittWith(slowest) }
  if (!(survival > attainable.lower && survival < attainable.upper)) return { kind: 'none-in-range', attainable }
  const log = root((x) => ittWith(Math.exp(x)) - survival, Math.log(slowest), Math.log(fastest), { tolerance: 1e-13 })
  return { kind: 'value', rates: ratesWith(Math.exp(log)) }
}
