import { survivalAt } from '../survival/survival-at.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import type { BandedCurve } from './reconstruction.ts'

const z95 = 1.959963984540054

/**
 * The rebuilt curve at the points that were read, with what the reading leaves open: from the level that the next point has reached to the
 * level of the point before, each with the noise of reading (95%).
 */
export function readBand(
  { points, noise }: DigitisedArm,
  km: { readonly time: Float64Array; readonly survival: Float64Array },
): BandedCurve {
  const time = Float64Array.from(new Set(points.time)).sort()
  const survival = time.map((t) => survivalAt(km, t))
  const margin = z95 * noise
  return {
    time,
    survival,
    lower: survival.map((_, i) =>
      i === 0 ? survival[0]! : Math.max(0, survival[Math.min(i + 1, time.length - 1)]! - margin),
    ),
    upper: survival.map((_, i) => (i === 0 ? survival[0]! : Math.min(1, survival[Math.max(0, i - 1)]! + margin))),
  }
}
