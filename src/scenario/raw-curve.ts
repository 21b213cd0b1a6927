import type { Curve } from '../survival/curve.ts'
import type { RawCurve } from './outcome.ts'

/** Rounding error of the arithmetic on curves, which must not be reported as an infeasible assumption. */
const ROUNDING = 1e-12

/**
 * A computed curve with everything that keeps it from being a survival curve.
 *
 * Flags are judged on the points given: between two of them the curve is not known.
 *
 * @param time months, strictly ascending from 0
 * @param survival what arithmetic gave at these times, finite
 */
export function rawCurve(time: Float64Array, survival: Float64Array): RawCurve {
  requireGrid(time, survival)
  const feasible = new Uint8Array(time.length)
  const repaired = new Float64Array(time.length)
  let above1 = false
  let below0 = false
  let nonMonotone = false
  let largestRepair = 0
  let least = Infinity
  for (let i = 0; i < time.length; i++) {
    const raw = survival[i]!
    const above = raw > 1 + ROUNDING
    const below = raw < -ROUNDING
    // Judged on the raw values: 1.06 after 1.09 falls, though both are impossible.
    const rises = raw > least + ROUNDING
    const risesFromPrevious = i > 0 && raw > survival[i - 1]! + ROUNDING
    above1 ||= above
    below0 ||= below
    nonMonotone ||= risesFromPrevious
    feasible[i] = above || below || rises ? 0 : 1
    least = Math.min(least, raw)
    repaired[i] = Math.min(1, Math.max(0, least))
    largestRepair = Math.max(largestRepair, Math.abs(raw - repaired[i]!))
  }
  return {
    time,
    survival,
    feasible,
    above1,
    below0,
    nonMonotone,
    repaired: { time, survival: repaired },
    largestRepair,
  }
}

export interface Stretch {
  /** First and last point of the stretch, months. */
  readonly from: number
  readonly to: number
}

/**
 * The runs of points at which no survival curve can be where the raw curve is, for marking in a picture.
 *
 * @param tolerance runs that a repair of at most this size would mend are left out; default 0. A curve that is known from figures
 * rounded to a percent is not known better than 0.005.
 */
export function infeasibleStretches(curve: RawCurve, tolerance = 0): readonly Stretch[] {
  const stretches: Stretch[] = []
  let from: number | null = null
  for (let i = 0; i <= curve.time.length; i++) {
    if (i < curve.time.length && curve.feasible[i] === 0 && repairAt(curve, i) > tolerance) from ??= curve.time[i]!
    else if (from !== null) {
      stretches.push({ from, to: curve.time[i - 1]! })
      from = null
    }
  }
  return stretches
}

/** True where the whole curve is a survival curve, or a repair of at most `tolerance` (default 0) makes it one. */
export function isFeasible(curve: RawCurve, tolerance = 0): boolean {
  return (!curve.above1 && !curve.below0 && !curve.nonMonotone) || (tolerance > 0 && curve.largestRepair <= tolerance)
}

function repairAt(curve: RawCurve, i: number): number {
  return Math.abs(curve.survival[i]! - curve.repaired.survival[i]!)
}

function requireGrid(time: Float64Array, survival: Float64Array): void {
  if (time.length === 0 || time.length !== survival.length)
    throw new RangeError(
      `rawCurve: as many survival values as times, at least one, are required, got ${survival.length} and ${time.length}`,
    )
  for (let i = 0; i < time.length; i++) {
    if (!Number.isFinite(survival[i]!))
      throw new RangeError(`rawCurve: survival must be finite, got ${survival[i]!} at ${time[i]!}`)
    if (i === 0 ? time[0] !== 0 : !(time[i]! > time[i - 1]!))
      throw new RangeError(`rawCurve: times must start at 0 and ascend strictly, got ${time[i]!} at index ${i}`)
  }
}

/** A proper curve in the dress of a computed one. */
export function fromCurve(curve: Curve): RawCurve {
  return rawCurve(curve.time, curve.survival)
}
