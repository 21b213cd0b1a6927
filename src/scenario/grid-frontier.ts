import { tippingFrontier, type TippingFrontier } from './tipping-frontier.ts'
import type { Root, TippingPoint } from './tipping-point.ts'

/** The result at the j-th value of the second parameter where the first has its i-th; null where there is none. */
export type GridCell = (i: number, j: number) => number | null

/**
 * Tipping frontier of a result that is known on a grid alone: for each value of the first parameter, all values of the second at which
 * the result reaches the target. Between neighbours of the grid it is read along a line in the logarithm of the second parameter;
 * the bracket of a root is the neighbours.
 *
 * @param first values of the first parameter, ascending
 * @param second values of the second, > 0, evenly on a log scale, at least 2 of them
 */
export function gridFrontier(
  first: readonly number[],
  second: readonly number[],
  cell: GridCell,
  target: number,
): TippingFrontier {
  // The search runs over the numbers of the grid's values.
  const indices = (values: readonly number[]) => ({ from: 0, to: values.length - 1, points: values.length })
  const between = (i: number, u: number): number | null => {
    const from = Math.floor(u + NEAR)
    const part = u - from
    const a = cell(i, from)
    if (a === null || part < NEAR) return a
    const b = cell(i, from + 1)
    return b === null ? null : a + part * (b - a)
  }
  const frontier = tippingFrontier((i, u) => between(Math.round(i), u), indices(first), { ...indices(second), target })
  return {
    ...frontier,
    points: frontier.points.map((it, i) => ({ first: first[i]!, second: onGrid(it.second, second) })),
  }
}

/** How near to a whole number an index is that number. */
const NEAR = 1e-9

function onGrid(found: TippingPoint, values: readonly number[]): TippingPoint {
  const scanned = {
    from: values[0]!,
    to: values[values.length - 1]!,
    scan: found.scan.map(({ result }, j) => ({ value: values[j]!, result })),
  }
  const rootOf = (it: Root): Root => {
    const lower = values[Math.floor(it.lower + NEAR)]!
    const upper = values[Math.ceil(it.upper - NEAR)]!
    const at = Math.floor(it.value + NEAR)
    const part = it.value - at
    const value = part < NEAR ? values[at]! : values[at]! * Math.exp(part * Math.log(values[at + 1]! / values[at]!))
    return { ...it, value, lower, upper }
  }
  if (found.kind === 'found') return { ...found, ...scanned, root: rootOf(found.root) }
  if (found.kind === 'multiple-roots') return { ...found, ...scanned, roots: found.roots.map(rootOf) }
  return { ...found, ...scanned }
}
