import { root } from '../numeric/root.ts'
import { type ShapedDensity, shapedDensity } from './shaped-density.ts'

// Gauss-Legendre, 8 points: abscissae on [0, 1] and weights.
const NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763]
/** Where the density has no double any more. */
const LOWEST_LOG = -690
/** What is this far below the density, in logarithms, adds nothing to a tail that begins there. */
const NOTHING = 50

/** Both tails of the standard generalised gamma distribution of one shape. */
export interface ShapedTails {
  /** log P(W > w) with its derivatives by w and shape. */
  readonly logUpper: (w: number) => ShapedDensity
  readonly upper: (w: number) => number
  readonly lower: (w: number) => number
  /** The w with P(W <= w) = p, 0 < p < 1. */
  readonly quantile: (p: number) => number
}

/**
 * Tails by Gauss-Legendre quadrature of the density and of its first two derivatives by the shape: panels in which the
 * logarithm of the density changes by about 1, summed once from both ends. Unlike the incomplete gamma function this is
 * smooth in the shape, and as good near 0 as anywhere (relative error about 1e-14 in both tails).
 *
 * @param lowest the least w of which the upper tail will be asked for, and @param highest the greatest: there are fewer panels then. The
 * lower tail and quantiles need all.
 */
export function shapedTails(shape: number, lowest = -Infinity, highest = Infinity): ShapedTails {
  const density = shapedDensity(shape)
  const edges = panelEdges(density, shape, lowest, highest)
  const count = edges.length
  // Three integrals from an edge to the right end: of f, its first and its second derivative by the shape.
  const above = new Float64Array(3 * count)
  const below = new Float64Array(count)
  const part = new Float64Array(3)
  for (let k = count - 2; k >= 0; k--) {
    quadrature(density, edges[k]!, edges[k + 1]!, part)
    for (let j = 0; j < 3; j++) above[3 * k + j] = above[3 * k + 3 + j]! + part[j]!
    below[k + 1] = part[0]!
  }
  for (let k = 1; k < count; k++) below[k]! += below[k - 1]!
  const tails = new Float64Array(3)
  const fill = (w: number): void => {
    const k = panelAbove(edges, w)
    tails.fill(0)
    if (k === count) return
    if (k > 0) quadrature(density, w, edges[k]!, tails)
    for (let j = 0; j < 3; j++) tails[j]! += above[3 * k + j]!
  }
  const upper = (w: number): number => {
    fill(w)
    return Math.min(1, tails[0]!)
  }
  const lower = (w: number): number => {
    const k = panelAbove(edges, w) - 1
    if (k < 0) return 0
    if (k < count - 1) quadrature(density, edges[k]!, w, part)
    return Math.min(1, below[k]! + (k < count - 1 ? part[0]! : 0))
  }
  const logUpper = (w: number): ShapedDensity => {
    fill(w)
    const total = Math.min(1, tails[0]!)
    // Left of all panels nobody has had the event; right of them the tail has no double.
    if (w < edges[0]!) return [0, 0, 0, 0, 0, 0]
    if (total === 0) return [-Infinity, 0, 0, 0, 0, 0]
    const [log, d1, , q1] = density(w)
    const hazard = Math.exp(log) / total
    const first = tails[1]! / total
    return [
      Math.log(total),
      -hazard,
      -hazard * (d1 + hazard),
      first,
      -hazard * (q1 - first),
      tails[2]! / total - first * first,
    ]
  }
  const quantile = (p: number): number => {
    const first = edges[0]!
    const last = edges[count - 1]!
    if (p <= 0.5) return root((w) => lower(w) - p, first, last)
    return root((w) => 1 - p - upper(w), first, last)
  }
  return { logUpper, upper, lower, quantile }
}

/** From the mode outwards, as far as is needed or the density goes: steps in which its logarithm changes by about 1. */
function panelEdges(
  density: (w: number) => ShapedDensity,
  shape: number,
  lowest: number,
  highest: number,
): Float64Array {
  const steepness = Math.max(1, Math.abs(shape))
  const nothing = density(Math.max(0, highest))[0] - NOTHING
  const end = nothing > LOWEST_LOG ? nothing : LOWEST_LOG
  const walk = (direction: 1 | -1): number[] => {
    const found: number[] = []
    let w = 0
    for (;;) {
      const [log, d1, d2] = density(w)
      if (direction > 0 ? !(log > end) : w < lowest || !(log > LOWEST_LOG)) return found
      w += direction / (Math.abs(d1) + steepness * Math.sqrt(-d2) + 1e-3)
      found.push(w)
    }
  }
  return Float64Array.of(...walk(-1).reverse(), 0, ...walk(1))
}

/** Index of the first edge >= w, or the number of edges. */
function panelAbove(edges: Float64Array, w: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! < w) low = middle + 1
    else high = middle
  }
  return low
}

function quadrature(density: (w: number) => ShapedDensity, from: number, to: number, into: Float64Array): void {
  const centre = 0.5 * (from + to)
  const half = 0.5 * (to - from)
  into.fill(0)
  for (let k = 0; k < 8; k++) {
    const node = k < 4 ? -NODES[k]! : NODES[k - 4]!
    const [log, , , q1, , q2] = density(centre + half * node)
    const mass = half * WEIGHTS[k & 3]! * Math.exp(log)
    // Beyond the last double f and its derivatives are 0, whatever multiplies them.
    if (!(mass > 0)) continue
    into[0]! += mass
    into[1]! += mass * q1
    into[2]! += mass * (q2 + q1 * q1)
  }
}
