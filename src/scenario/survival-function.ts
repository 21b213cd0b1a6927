import type { Curve } from '../survival/curve.ts'

/** S(t) for any t >= 0, months. */
export type SurvivalFunction = (time: number) => number

/** How a curve is read between its points: a Kaplan-Meier curve in steps, a smooth estimate on a grid along straight lines. */
export type Reading = 'steps' | 'lines'

/**
 * A curve as a function of time. Before its first time survival is 1; after its last time it stays at its last value.
 */
export function survivalFunction(curve: Curve, reading: Reading = 'steps'): SurvivalFunction {
  const { time, survival } = curve
  return (at) => {
    const before = lastIndexAtOrBefore(time, at)
    if (before < 0) return 1
    const here = survival[before]!
    if (reading === 'steps' || before === time.length - 1) return here
    const share = (at - time[before]!) / (time[before + 1]! - time[before]!)
    return here + share * (survival[before + 1]! - here)
  }
}

/** Index of the last element <= value in an ascending array; -1 if there is none. */
export function lastIndexAtOrBefore(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
