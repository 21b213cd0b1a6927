import type { ArmEvidence, EstimateFigure, Figure } from '../evidence/evidence.ts'
import type { IntervalScale } from '../survival/pointwise-limits.ts'
import { intervalType } from './interval-type.ts'
import { tickAtOrBefore, tickBefore } from './lattice.ts'
import { notReachedBy } from './read-median.ts'
import { levelQuantile, printedNumber } from './printed-number.ts'

/**
 * A printed figure as a demand on an arm's Kaplan-Meier curve: after all times up to tick `boundary` the curve (z = 0) or one of its
 * limits (lower z > 0, upper z < 0) lies within [low, high].
 */
export interface Target {
  readonly figure: string
  readonly boundary: number
  readonly z: number
  readonly type: IntervalScale
  readonly low: number
  readonly high: number
  /** A limit printed beside its estimate at the same time: the estimate places the curve, the limit asks for its spread. */
  readonly beside: boolean
}

const hair = 1e-9

/** All demands of an arm's figures, ascending by boundary. Figures in `without` are not demanded. */
export function targetsOf(arm: ArmEvidence, horizon: number, without: ReadonlySet<string>): Target[] {
  const targets: Target[] = []
  const type = intervalType(arm.landmarks)
  const wanted = (figure: Figure): boolean => !without.has(figure.id)
  for (const landmark of arm.landmarks) {
    if (landmark.time > horizon || landmark.time <= 0) continue
    const boundary = tickAtOrBefore(landmark.time)
    const add = (figure: Figure, z: number): void => {
      const printed = printedNumber(figure)
      if (printed === null || !wanted(figure)) return
      targets.push({
        figure: figure.id,
        boundary,
        z,
        type,
        low: printed.lower + hair,
        high: printed.upper - hair,
        beside: z !== 0,
      })
    }
    add(landmark.estimate, 0)
    if (landmark.interval === null) continue
    const z = levelQuantile(landmark.interval.level)
    add(landmark.interval.lower, z)
    add(landmark.interval.upper, -z)
  }
  if (arm.median !== null) targets.push(...crossings(arm.median, horizon, wanted))
  return targets.sort((a, b) => a.boundary - b.boundary || b.z - a.z || (a.figure < b.figure ? -1 : 1))
}

/** A time printed for S = 1/2 asks for a curve above 1/2 before its rounding interval and not above it at its end. */
function crossings(median: EstimateFigure, horizon: number, wanted: (figure: Figure) => boolean): Target[] {
  const targets: Target[] = []
  const add = (figure: Figure, z: number): void => {
    if (!wanted(figure)) return
    const base = { figure: figure.id, z, type: 'log-log' as const, beside: false }
    const above = { low: 0.5 + hair, high: 1 }
    const printed = printedNumber(figure)
    if (printed !== null) {
      targets.push({ ...base, boundary: tickAtOrBefore(printed.lower), ...above })
      targets.push({ ...base, boundary: tickBefore(printed.upper), low: 0, high: 0.5 - hair })
    } else {
      const until = notReachedBy(figure, horizon)
      if (until !== null) targets.push({ ...base, boundary: tickAtOrBefore(until), ...above })
    }
  }
  add(median.estimate, 0)
  if (median.interval !== null) {
    const z = levelQuantile(median.interval.level)
    add(median.interval.lower, z)
    add(median.interval.upper, -z)
  }
  return targets
}

/** Value of a target's curve from survival and Greenwood's sum for log S. No limits exist where S = 0; at S = 1 they are 1. */
export function curveValue({ z, type }: Pick<Target, 'z' | 'type'>, survival: number, variance: number): number {
  if (z === 0 || survival >= 1) return survival
  if (survival <= 0) return z > 0 ? 0 : 1
  const se = Math.sqrt(variance)
  if (type === 'plain') return Math.max(0, Math.min(1, survival * (1 - z * se)))
  const hazard = -Math.log(survival)
  if (type === 'log') return Math.min(1, Math.exp(-hazard - z * se))
  return Math.exp(-hazard * Math.exp((z * se) / hazard))
}

/** How far a target is missed, signed: positive where the curve must come down. */
export function missOf(target: Target, survival: number, variance: number): number {
  const value = curveValue(target, survival, variance)
  return value > target.high ? value - target.high : value < target.low ? value - target.low : 0
}
