import { root } from '../numeric/root.ts'
import type { Range } from './stratum-bounds.ts'

export interface Root {
  /** Best value of the parameter. */
  readonly value: number
  /** Bracket: the function is on one side of the target at `lower` and on the other at `upper` (or on it all the way between). */
  readonly lower: number
  readonly upper: number
  /**
   * `crossing`: the function goes through the target; `jump`: it steps over it (ranks swap), so that only the bracket means
   * something; `on-target`: it stands on the target from `lower` to `upper`.
   */
  readonly kind: 'crossing' | 'jump' | 'on-target'
  /** Which way the function goes there as the parameter grows. */
  readonly direction: 'rising' | 'falling' | 'level'
}

/** One evaluation of the scan; `result` is null where the function has no value. */
export interface ScanPoint {
  readonly value: number
  readonly result: number | null
}

interface Scanned {
  readonly target: number
  readonly from: number
  readonly to: number
  /** What the function takes over the scan: which results the parameter can bring about at all. */
  readonly attainable: Range
  readonly scan: readonly ScanPoint[]
}

export type TippingPoint =
  | (Scanned & { readonly kind: 'found'; readonly root: Root })
  | (Scanned & { readonly kind: 'multiple-roots'; readonly roots: readonly Root[] })
  | (Scanned & { readonly kind: 'none-in-range' })
  /** The function has no value anywhere in the range. */
  | {
      readonly kind: 'not-estimable'
      readonly target: number
      readonly from: number
      readonly to: number
      readonly scan: readonly ScanPoint[]
    }

export interface TippingOptions {
  readonly from: number
  readonly to: number
  /** Default 0. */
  readonly target?: number
  /** Points of the scan, both ends included; default 101. Two roots between neighbours cancel and stay unseen. */
  readonly points?: number
  /** Spacing of the scan; `log` needs from > 0. Default linear. */
  readonly spacing?: 'linear' | 'log'
}

/** Width of a final bracket, in steps of the scan; height above which it holds a jump, relative to what is attainable. */
const WIDTH = 1e-8
const JUMP = 1e-6

/**
 * Tipping point: all values of a parameter at which a result reaches a target, by a scan and a bracketed root in every interval
 * whose ends lie on different sides.
 *
 * Where there is none, the answer is `none-in-range` with what is attainable; where there are several, all of them are given.
 * A result that is a step function of the parameter gives a bracket. Throws a RangeError for an empty range or fewer than 2 points.
 */
export function tippingPoint(f: (value: number) => number | null, options: TippingOptions): TippingPoint {
  const { from, to, target = 0 } = options
  const scan = scanOf(f, options)
  const results = scan.flatMap((point) => (point.result === null ? [] : [point.result]))
  if (results.length === 0) return { kind: 'not-estimable', target, from, to, scan }
  const attainable = { lower: Math.min(...results), upper: Math.max(...results) }
  const scanned: Scanned = { target, from, to, attainable, scan }
  const [first, ...rest] = rootsOf(f, scan, scanned)
  if (first === undefined) return { kind: 'none-in-range', ...scanned }
  return rest.length === 0
    ? { kind: 'found', root: first, ...scanned }
    : { kind: 'multiple-roots', roots: [first, ...rest], ...scanned }
}

/** The values of the scan: `points` of them, evenly on a linear or a log scale, the ends exact. */
export function scanValues({ from, to, points = 101, spacing = 'linear' }: TippingOptions): readonly number[] {
  if (!(from < to && Number.isFinite(to - from)))
    throw new RangeError(`tippingPoint: a range with from < to is required, got ${from} to ${to}`)
  if (spacing === 'log' && !(from > 0)) throw new RangeError(`tippingPoint: log spacing requires from > 0, got ${from}`)
  if (!(Number.isInteger(points) && points >= 2))
    throw new RangeError(`tippingPoint: at least 2 points are required, got ${points}`)
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return from
    if (i === points - 1) return to
    const share = i / (points - 1)
    return spacing === 'log' ? from * Math.exp(share * Math.log(to / from)) : from + share * (to - from)
  })
}

function scanOf(f: (value: number) => number | null, options: TippingOptions): readonly ScanPoint[] {
  return scanValues(options).map((value) => {
    const result = f(value)
    return { value, result: result === null || Number.isNaN(result) ? null : result }
  })
}

function rootsOf(f: (value: number) => number | null, scan: readonly ScanPoint[], scanned: Scanned): readonly Root[] {
  const { target } = scanned
  const roots: Root[] = []
  const side = (i: number): number => {
    const result = scan[i]?.result ?? null
    return result === null ? NaN : Math.sign(result - target)
  }
  for (let i = 0; i < scan.length; i++) {
    if (side(i) === 0) {
      const begin = i
      while (side(i + 1) === 0) i++
      roots.push(onTarget(scan[begin]!.value, scan[i]!.value, side(begin - 1), side(i + 1)))
    } else if (side(i) * side(i + 1) < 0) {
      roots.push(between(f, scan[i]!, scan[i + 1]!, scanned))
    }
  }
  return roots
}

function onTarget(lower: number, upper: number, before: number, after: number): Root {
  // At an end of the scan only the other neighbour tells the direction.
  const slope = (Number.isNaN(after) ? 0 : after) - (Number.isNaN(before) ? 0 : before)
  const direction = slope > 0 ? 'rising' : slope < 0 ? 'falling' : 'level'
  return { value: lower, lower, upper, kind: lower === upper ? 'crossing' : 'on-target', direction }
}

function between(f: (value: number) => number | null, a: ScanPoint, b: ScanPoint, scanned: Scanned): Root {
  const { target, attainable } = scanned
  // The tightest bracket seen while the root is sought: at a step the root alone says nothing.
  let lower = a.value
  let upper = b.value
  let below = a.result!
  let above = b.result!
  const rising = below < above
  const g = (value: number): number => {
    const result = value === a.value ? a.result : value === b.value ? b.result : f(value)
    // A hole inside the bracket: stay on the side of its left end, so that the search goes on to the right.
    const filled = result ?? a.result!
    if (value > lower && value < upper) {
      if (filled > target === below > target && filled !== target) {
        lower = value
        below = filled
      } else {
        upper = value
        above = filled
      }
    }
    return filled - target
  }
  const width = WIDTH * (b.value - a.value)
  const value = root(g, a.value, b.value, { tolerance: width })
  // Brent may come to a crossing from one side only: step over it, so that the bracket is tight at both ends.
  for (const near of [value - width, value + width]) if (near > lower && near < upper) g(near)
  const jumps = Math.abs(above - below) > JUMP * (attainable.upper - attainable.lower)
  return { value, lower, upper, kind: jumps ? 'jump' : 'crossing', direction: rising ? 'rising' : 'falling' }
}
