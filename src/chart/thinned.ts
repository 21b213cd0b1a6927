/** A thousandth of the plot's height is a third of a pixel: nobody sees less. */
const tolerance = 0.0007

type Values = readonly (number | null)[]

/**
 * The points of a curve that is drawn in straight lines without those that its neighbours already say: dropping one moves no value by more than a quarter of a
 * pixel (Douglas and Peucker's division of a line, for several values at once). First and last point stay.
 */
export function thinned<Point extends { readonly time: number }>(
  points: readonly Point[],
  valuesOf: (point: Point) => Values,
): readonly Point[] {
  const kept = new Uint8Array(points.length)
  const open: (readonly [number, number])[] = [[0, points.length - 1]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to] = next
    kept[from] = kept[to] = 1
    const worst = farthest(points, valuesOf, from, to)
    if (worst !== null) open.push([from, worst], [worst, to])
  }
  return points.filter((_, at) => kept[at] === 1)
}

/** The point between two that lies farthest from the line through them, if it lies too far; a value that is missing anywhere keeps its point. */
function farthest<Point extends { readonly time: number }>(
  points: readonly Point[],
  valuesOf: (point: Point) => Values,
  from: number,
  to: number,
): number | null {
  const [first, last] = [points[from], points[to]]
  if (first === undefined || last === undefined || to - from < 2) return null
  const [a, b] = [valuesOf(first), valuesOf(last)]
  const length = last.time - first.time
  let worst: number | null = null
  let most = tolerance
  for (let at = from + 1; at < to; at++) {
    const point = points[at]
    if (point === undefined) continue
    const share = length > 0 ? (point.time - first.time) / length : 0
    for (const [i, value] of valuesOf(point).entries()) {
      const [left, right] = [a[i] ?? null, b[i] ?? null]
      const open = value === null || left === null || right === null
      const distance = open
        ? value === left && value === right
          ? 0
          : Infinity
        : Math.abs(value - left - share * (right - left))
      if (distance > most) {
        most = distance
        worst = at
      }
    }
  }
  return worst
}
