import { requireCurve } from './require-curve.ts'
import { requireNumber } from './require-number.ts'

/**
 * Value at time t of a survival curve, a right-continuous step function: 1 before its first time, and carried forward
 * after its last one. (Whether a curve may be carried forward is for the caller to know; `milestone` refuses to.)
 *
 * @param curve anything with ascending `time` and `survival`: a Kaplan-Meier estimate, a reconstructed curve
 * @param t any number but NaN, in the unit of the curve; NaN throws a RangeError
 *
 * @example
 * ```ts
 * import { survivalAt } from 'remeier/survival'
 * survivalAt({ time: [1, 2], survival: [0.8, 0.5] }, 1.5) // => 0.8
 * ```
 */
export function survivalAt(
  curve: { readonly time: ArrayLike<number>; readonly survival: ArrayLike<number> },
  t: number,
): number {
  requireCurve('survivalAt', curve, ['time', 'survival'])
  const index = stepAt(curve.time, t)
  return index < 0 ? 1 : curve.survival[index]!
}

/** Index of the last time <= t, -1 if there is none. */
export function stepAt(time: ArrayLike<number>, t: number): number {
  requireNumber('survivalAt', t, !Number.isNaN(t), 'a time')
  let low = 0
  let high = time.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (time[middle]! <= t) low = middle + 1
    else high = middle
  }
  return low - 1
}
