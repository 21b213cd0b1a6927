export interface RootOptions {
  /** Absolute tolerance of the root, on top of four times the machine precision at the root; default 0. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

/**
 * A root of a continuous function between `lower` and `upper`, by Brent's method: inverse quadratic interpolation
 * guarded by bisection ([Brent1973]; R `uniroot`).
 *
 * f(lower) and f(upper) must not have the same sign; either may be 0. Throws a RangeError if they have, or if f is not a
 * number at one of them.
 */
export function root(f: (x: number) => number, lower: number, upper: number, options: RootOptions = {}): number {
  const { tolerance = 0, maxIterations = 200 } = options
  let a = lower
  let b = upper
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0) && !(fa < 0 && fb > 0) && !(fa > 0 && fb < 0))
    throw new RangeError(`root: f must change sign between ${lower} and ${upper}, got f = ${fa} and ${fb}`)
  let c = a
  let fc = fa
  let step = b - a
  let before = step
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    // b is the best point so far, c the other end of the bracket.
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const margin = 2 * Number.EPSILON * Math.abs(b) + 0.5 * tolerance
    const half = 0.5 * (c - b)
    if (Math.abs(half) <= margin || fb === 0) return b
    const proposal = Math.abs(before) < margin || Math.abs(fa) <= Math.abs(fb) ? null : interpolate(a, b, c, fa, fb, fc)
    if (
      proposal !== null &&
      Math.abs(proposal) < Math.min(0.75 * Math.abs(c - b), 0.5 * Math.abs(before)) &&
      proposal * half > 0
    ) {
      before = step
      step = proposal
    } else {
      before = half
      step = half
    }
    a = b
    fa = fb
    b += Math.abs(step) > margin ? step : half > 0 ? margin : -margin
    fb = f(b)
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      step = b - a
      before = step
    }
  }
  return b
}

/** Step from b: secant when only two points differ, inverse quadratic otherwise; null if it has no finite value. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number | null {
  const s = fb / fa
  let numerator: number
  let denominator: number
  if (a === c) {
    numerator = (c - b) * s
    denominator = s - 1
  } else {
    const q = fa / fc
    const r = fb / fc
    numerator = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
    denominator = -(q - 1) * (r - 1) * (s - 1)
  }
  const step = numerator / denominator
  return Number.isFinite(step) ? step : null
}
