import type { RandomNumbers } from '../../../src/numeric/random-stream.ts'
import { DAYS_PER_MONTH } from '../../../src/evidence/time-unit.ts'
import { censoringReason, patients, type Patients } from '../../../src/survival/patients.ts'

/** What would happen to a patient, in months from the clock. */
export interface SimulatedPatient {
  readonly arm: number
  readonly event: number
  /** Time to the cut-off. */
  readonly cutOff: number
  readonly dropOut: number
  readonly infusion?: number
  readonly switched?: number
}

/** Cut-off between `shortest` and `longest`, evenly: recruitment at a constant rate. */
export const cutOffBetween = (random: RandomNumbers, shortest: number, longest: number): number =>
  shortest + (longest - shortest) * random.uniform()

/** Exponential with this median; Weibull where there is a shape. */
export function lifetime(random: RandomNumbers, median: number, shape = 1): number {
  return median * Math.exp(Math.log(random.exponential() / Math.LN2) / shape)
}

/** S(t) of `lifetime`. */
export function survivalOf(median: number, shape = 1): (time: number) => number {
  return (time) => (time <= 0 ? 1 : Math.exp(-Math.LN2 * Math.exp(shape * Math.log(time / median))))
}

/** Area under S up to tau, by Simpson's rule on pieces of at most a hundredth of a month, cut at `at`. */
export function meanUpTo(survival: (time: number) => number, tau: number, at: readonly number[] = []): number {
  const ends = [0, ...at.filter((it) => it > 0 && it < tau), tau]
  const inside = 1e-9
  return ends.slice(1).reduce((sum, to, i) => {
    const from = ends[i]!
    const pieces = Math.ceil((to - from) * 100)
    const width = (to - from) / pieces
    let area = 0
    for (let k = 0; k < pieces; k++) {
      const [left, right] = [from + k * width, from + (k + 1) * width]
      area += (survival(left + inside) + 4 * survival((left + right) / 2) + survival(right - inside)) / 6
    }
    return sum + width * area
  }, 0)
}

/** What a trial sees of them, in whole days: events up to the cut-off and drop-out, with the reasons of censoring and the cut-offs. */
export function observed(arms: readonly string[], all: readonly SimulatedPatient[]): Patients {
  const days = (months: number): number => Math.max(1, Math.round(months * DAYS_PER_MONTH)) / DAYS_PER_MONTH
  const rows = all.map((it) => {
    const end = Math.min(it.cutOff, it.dropOut)
    return { ...it, time: days(Math.min(it.event, end)), seen: it.event <= end }
  })
  return patients({
    arms,
    time: rows.map((it) => it.time),
    event: rows.map((it) => (it.seen ? 1 : 0)),
    assigned: rows.map((it) => it.arm),
    reason: rows.map((it) => (it.dropOut < it.cutOff ? censoringReason.other : censoringReason.administrative)),
    administrative: rows.map((it) => Math.max(it.time, days(it.cutOff))),
    ...(rows.some((it) => it.infusion !== undefined) && { infusion: rows.map((it) => it.infusion ?? NaN) }),
    ...(rows.some((it) => it.switched !== undefined) && { switched: rows.map((it) => it.switched ?? NaN) }),
  })
}
