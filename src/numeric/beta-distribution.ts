import { stirlingRemainder } from './gamma-distribution.ts'

const HALF_LOG_2PI = 0.918938533204672741780329736406

/**
 * P(X <= x) of the beta distribution, the regularised incomplete beta function I_x(a, b) (R `pbeta`, 1e-12). Here and below for shapes
 * from 1/2 to 1e5; with smaller ones a tail may be 1 minus the other, to an absolute 1e-15, and with larger ones the relative
 * error is of the order of 1e-16 times the shape.
 */
export function betaDistribution(x: number, a: number, b: number): number {
  return Math.exp(betaLogTail(x, 1 - x, a, b))
}

/** P(X > x) of the beta distribution, accurate far into the tail (R `pbeta(lower.tail = FALSE)`, 1e-12). */
export function betaUpperTail(x: number, a: number, b: number): number {
  return Math.exp(betaLogTail(1 - x, x, b, a))
}

/** log P(X <= x), finite where the probability underflows (R `pbeta(log.p = TRUE)`, 1e-12). */
export function betaLogDistribution(x: number, a: number, b: number): number {
  return betaLogTail(x, 1 - x, a, b)
}

/** log P(X > x) (R `pbeta(lower.tail = FALSE, log.p = TRUE)`, 1e-12). */
export function betaLogUpperTail(x: number, a: number, b: number): number {
  return betaLogTail(1 - x, x, b, a)
}

/**
 * log I_x(a, b) with y = 1 - x given apart, for callers that know it better than 1 - x does: the continued fraction on the
 * side of the mean where it converges fast ([DiDonato1992]).
 */
export function betaLogTail(x: number, y: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && a + b < Infinity))
    throw new RangeError(`beta: finite shapes > 0 are required, got ${a} and ${b}`)
  if (Number.isNaN(x)) return NaN
  if (x <= 0) return -Infinity
  if (y <= 0) return 0
  const log = betaLogTerm(x, y, a, b)
  if (x < (a + 1) / (a + b + 2)) return log + Math.log(fraction(x, a, b) / a)
  return Math.log1p(-Math.min(1, (Math.exp(log) * fraction(y, b, a)) / b))
}

/**
 * log(x^a y^b / B(a, b)), y = 1 - x: Stirling's formula with the deviances of a and b from their means, so that large terms
 * cancel before they are rounded ([Loader2000]).
 */
export function betaLogTerm(x: number, y: number, a: number, b: number): number {
  const n = a + b
  // a - n x without cancellation.
  const excess = a * y - b * x
  return (
    stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b) - HALF_LOG_2PI + 0.5 * Math.log(a * (b / n)) -
    deviance(a, n * x, excess) - deviance(b, n * y, -excess)
  ) // prettier-ignore
}

/** k log(k / mean) + mean - k, where excess = k - mean; a series where they are near each other. */
function deviance(k: number, mean: number, excess: number): number {
  const v = excess / (k + mean)
  if (Math.abs(v) > 0.5) return k * Math.log(k / mean) - excess
  const square = v * v
  let sum = excess * v
  let term = 2 * k * v
  for (let j = 3; Math.abs(term) > Math.abs(sum) * 1e-17; j += 2) {
    term *= square
    sum += term / j
  }
  return sum
}

/** Continued fraction of the incomplete beta function, by Lentz's method; it needs about sqrt(max(a, b)) terms. */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 200_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}

function guarded(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}
