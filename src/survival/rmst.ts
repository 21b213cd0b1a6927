import { type Estimate, normalEstimate, notEstimable } from './estimate.ts'
import type { Patients } from './patients.ts'
import { productLimit } from './product-limit.ts'
import { requireCall } from './require-call.ts'
import { requireNumber } from './require-number.ts'

export interface LevelOption {
  /** Level of the interval, a proportion; default 0.95. */
  readonly level?: number
}

/**
 * Restricted mean survival time of all the patients given: the area under the Kaplan-Meier curve from 0 to tau, with
 * variance sum over event times u <= tau of A(u)^2 d / (n (n - d)), where A(u) is the area from u to tau, and a normal
 * interval.
 *
 * @param tau > 0, at most 1e150, in the unit of the times; otherwise a RangeError
 * @returns `not-estimable` without patients, and where tau lies beyond the last follow-up and survival is not 0 there
 *
 * [Irwin1949], [Uno2014]. Agrees with R `summary(survfit, rmean = tau)` to 1e-12.
 *
 * @example
 * ```ts
 * import { patients, rmst } from 'remeier/survival'
 * rmst(patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] }), 4).value // => 2.875
 * ```
 */
export function rmst(patients: Patients, tau: number, options: LevelOption = {}): Estimate {
  requireCall('rmst', patients, options, ['level'])
  requireTau('rmst', tau)
  const area = restrictedArea(patients, tau)
  if (area.kind !== 'area') return area
  return normalEstimate(area.value, Math.sqrt(area.variance), options.level ?? 0.95)
}

/** The variance is of the order of tau^2, which has to be a double. */
export function requireTau(caller: string, tau: number): void {
  requireNumber(caller, tau, tau > 0 && tau <= 1e150, 'a finite tau > 0 (at most 1e150)')
}

export interface RestrictedArea {
  readonly kind: 'area'
  readonly value: number
  readonly variance: number
}

/** The restricted mean and its variance, without an interval. */
export function restrictedArea(patients: Patients, tau: number): RestrictedArea | ReturnType<typeof notEstimable> {
  if (!patients.weight && !patients.start) return areaSweep(patients, tau)
  const { time, nRisk, nEvent, survival } = productLimit(patients)
  const size = time.length
  if (size === 0) return notEstimable('no patients')
  if (tau > time[size - 1]! && survival[size - 1]! > 0)
    return notEstimable(`tau lies beyond the last follow-up at ${time[size - 1]!}`)
  let area = 0
  let variance = 0
  let end = tau
  for (let i = size - 1; i >= 0; i--) {
    const t = time[i]!
    if (t >= tau) continue
    area += survival[i]! * (end - t)
    end = t
    const d = nEvent[i]!
    // Where survival falls to 0 nothing lies to the right, and n - d is 0.
    if (d > 0 && area > 0) variance += (area * area * d) / (nRisk[i]! * (nRisk[i]! - d))
  }
  return { kind: 'area', value: area + end, variance }
}

/**
 * The same without weights and delayed entry, in one sweep forwards. With h = d / (n (n - d)), a step of area w turns
 * sum h A^2 into sum h (A + w)^2: three sums that only grow. Tied events are taken one by one, both sums telescope.
 */
function areaSweep({ time, event }: Patients, tau: number): RestrictedArea | ReturnType<typeof notEstimable> {
  const size = time.length
  if (size === 0) return notEstimable('no patients')
  const last = time[size - 1]!
  // Events come first: survival falls to 0 where the last row is one.
  if (tau > last && event[size - 1] === 0) return notEstimable(`tau lies beyond the last follow-up at ${last}`)
  let before = 0
  let survival = 1
  let area = 0
  let weight = 0
  let firstMoment = 0
  let variance = 0
  for (let i = 0; i < size; i++) {
    const t = time[i]!
    if (!(t < tau)) break
    const step = survival * (t - before)
    area += step
    variance += step * (2 * firstMoment + step * weight)
    firstMoment += step * weight
    before = t
    const n = size - i
    if (n === 1) return { kind: 'area', value: area, variance }
    const e = event[i]!
    const inverse = e / (n * (n - 1))
    weight += inverse
    survival -= survival * inverse * (n - 1)
  }
  const step = survival * (tau - before)
  return { kind: 'area', value: area + step, variance: variance + step * (2 * firstMoment + step * weight) }
}
