// Abscissae and weights of the Gauss-Kronrod pair 7-15 (QUADPACK).
const NODES = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
  0.741531185599394439863864773280788, 0.58608723546769113029414469325842, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
]
const KRONROD = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
  0.140653259715525918745189590510238, 0.16900472663926790282829543361801, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
]
const GAUSS = [
  0.12948496616886969327061143267908, 0.27970539148927666790146777142378, 0.38183005050511894495036977548898,
  0.41795918367346938775510204081633,
]

/**
 * Integral of a function over a finite interval: Gauss-Kronrod 7-15, halving the interval with the largest error until the
 * sum of the errors is below `tolerance` times the integral (or below 1e-300), or 200 intervals are used.
 *
 * @param cuts where to begin with intervals of their own: around a peak that is narrow beside the interval
 */
export function integrate(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 1e-10,
  cuts: readonly number[] = [],
): number {
  if (!(lower < upper)) return 0
  const inside = cuts.filter((cut) => cut > lower && cut < upper).sort((a, b) => a - b)
  const pieces = [lower, ...inside].map((from, k) => panel(f, from, inside[k] ?? upper))
  for (let count = 0; count < 200; count++) {
    let worst = 0
    let sum = 0
    let error = 0
    pieces.forEach((piece, i) => {
      sum += piece.integral
      error += piece.error
      if (piece.error > pieces[worst]!.error) worst = i
    })
    if (error <= Math.max(tolerance * Math.abs(sum), 1e-300)) return sum
    const { lower: a, upper: b } = pieces[worst]!
    const middle = 0.5 * (a + b)
    if (!(a < middle && middle < b)) return sum
    pieces[worst] = panel(f, a, middle)
    pieces.push(panel(f, middle, b))
  }
  return pieces.reduce((sum, piece) => sum + piece.integral, 0)
}

function panel(f: (x: number) => number, lower: number, upper: number) {
  const centre = 0.5 * (lower + upper)
  const half = 0.5 * (upper - lower)
  const middle = f(centre)
  let kronrod = KRONROD[7]! * middle
  let gauss = GAUSS[3]! * middle
  for (let k = 0; k < 7; k++) {
    const pair = f(centre - half * NODES[k]!) + f(centre + half * NODES[k]!)
    kronrod += KRONROD[k]! * pair
    if (k % 2 === 1) gauss += GAUSS[(k - 1) / 2]! * pair
  }
  return { lower, upper, integral: half * kronrod, error: half * Math.abs(kronrod - gauss) }
}
