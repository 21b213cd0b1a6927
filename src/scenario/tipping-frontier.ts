import { scanValues, tippingPoint, type TippingOptions, type TippingPoint } from './tipping-point.ts'

export interface FrontierPoint {
  /** Value of the first parameter. */
  readonly first: number
  /** Where the second parameter tips at that value. */
  readonly second: TippingPoint
}

export interface TippingFrontier {
  readonly target: number
  readonly points: readonly FrontierPoint[]
  /** What both parameters together can bring about; null where the result has no value anywhere. */
  readonly attainable: { readonly lower: number; readonly upper: number } | null
  readonly kind: 'found' | 'none-in-range'
}

/**
 * Tipping frontier of two parameters: for each value of the first, where the second tips. The scans of the frontier's points are the
 * cells of a heatmap.
 */
export function tippingFrontier(
  f: (first: number, second: number) => number | null,
  first: Omit<TippingOptions, 'target'>,
  second: TippingOptions,
): TippingFrontier {
  const points = scanValues(first).map((value) => ({
    first: value,
    second: tippingPoint((it) => f(value, it), second),
  }))
  const ranges = points.flatMap(({ second: it }) => (it.kind === 'not-estimable' ? [] : [it.attainable]))
  const attainable =
    ranges.length === 0
      ? null
      : { lower: Math.min(...ranges.map((it) => it.lower)), upper: Math.max(...ranges.map((it) => it.upper)) }
  const found = points.some(({ second: it }) => it.kind === 'found' || it.kind === 'multiple-roots')
  return { target: second.target ?? 0, points, attainable, kind: found ? 'found' : 'none-in-range' }
}
