const HALF_LOG_2PI = 0.918938533204672741780329736406

/** Terms of Stirling's series for log Gamma: B(2k) / (2k (2k - 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/** log Gamma(x) for x > 0, absolute error about 1e-15 near its zeros 1 and 2, relative elsewhere (R `lgamma`). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma: x > 0 is required, got ${x}`)
  let product = 1
  let shifted = x
  for (; shifted < 10; shifted++) product *= shifted
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_2PI + stirlingSeries(shifted) - Math.log(product)
}

/** log Gamma(x) - ((x - 1/2) log x - x + log(2 pi)/2) for x > 0: what Stirling's formula leaves. */
export function stirlingRemainder(x: number): number {
  return x >= 10 ? stirlingSeries(x) : logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_2PI
}

function stirlingSeries(x: number): number {
  const inverseSquare = 1 / (x * x)
  let sum = 0
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverseSquare + STIRLING[k]!
  return sum / x
}

/**
 * P(X <= x) for a gamma variable with this shape and scale 1 (R `pgamma`, 1e-12). Here and below the tails keep these digits from
 * shape 0.05 on; with smaller shapes the upper tail below shape + 1 is 1 minus the lower, to an absolute 1e-15.
 */
export function gammaDistribution(x: number, shape: number): number {
  checkShape(shape)
  if (!(x > 0)) return x <= 0 ? 0 : NaN
  if (x === Infinity) return 1
  const scale = Math.exp(logTerm(shape, x))
  return x < shape + 1 ? scale * lowerSeries(shape, x) : 1 - scale * shape * upperFraction(shape, x)
}

/** P(X > x) for a gamma variable with this shape and scale 1, accurate far into the tail (R `pgamma`, 1e-12). */
export function gammaUpperTail(x: number, shape: number): number {
  checkShape(shape)
  if (!(x > 0)) return x <= 0 ? 1 : NaN
  if (x === Infinity) return 0
  const scale = Math.exp(logTerm(shape, x))
  return x < shape + 1 ? 1 - scale * lowerSeries(shape, x) : scale * shape * upperFraction(shape, x)
}

/** log P(X <= x), finite where the probability underflows. */
export function gammaLogDistribution(x: number, shape: number): number {
  if (x > 0 && x < shape + 1) return logTerm(shape, x) + Math.log(lowerSeries(shape, x))
  return Math.log1p(0 - gammaUpperTail(x, shape))
}

/** log P(X > x), finite where the probability underflows (R `pgamma(log.p = TRUE)`, 1e-12). */
export function gammaLogUpperTail(x: number, shape: number): number {
  if (x > 0 && x >= shape + 1 && x < Infinity) return logTerm(shape, x) + Math.log(shape * upperFraction(shape, x))
  return Math.log1p(0 - gammaDistribution(x, shape))
}

/** P(X <= x) for a chi-squared variable (R `pchisq`, 1e-12). */
export function chiSquaredDistribution(x: number, degreesOfFreedom: number): number {
  return gammaDistribution(x / 2, degreesOfFreedom / 2)
}

/** P(X > x) for a chi-squared variable (R `pchisq(lower.tail = FALSE)`, 1e-12). */
export function chiSquaredUpperTail(x: number, degreesOfFreedom: number): number {
  return gammaUpperTail(x / 2, degreesOfFreedom / 2)
}

/** log P(X <= x) for a chi-squared variable (R `pchisq(log.p = TRUE)`, 1e-12). */
export function chiSquaredLogDistribution(x: number, degreesOfFreedom: number): number {
  return gammaLogDistribution(x / 2, degreesOfFreedom / 2)
}

/** log P(X > x) for a chi-squared variable (R `pchisq(lower.tail = FALSE, log.p = TRUE)`, 1e-12). */
export function chiSquaredLogUpperTail(x: number, degreesOfFreedom: number): number {
  return gammaLogUpperTail(x / 2, degreesOfFreedom / 2)
}

function checkShape(shape: number): void {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`gamma: a finite shape > 0 is required, got ${shape}`)
}

/** log(x^a e^-x / Gamma(a + 1)), large terms taken apart so that they cancel before they are rounded ([Loader2000]). */
function logTerm(a: number, x: number): number {
  if (a < 10) return a * Math.log(x) - x - logGamma(a + 1)
  const relative = (x - a) / a
  const log = Math.abs(relative) < 0.5 ? Math.log1p(relative) : Math.log(x / a)
  return a * (log - relative) - 0.5 * Math.log(a) - HALF_LOG_2PI - stirlingSeries(a)
}

/** 1 + x/(a + 1) + x^2/((a + 1)(a + 2)) + ... */
function lowerSeries(a: number, x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return sum
}

/** Legendre's continued fraction for Gamma(a, x) / (x^a e^-x), by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a)
    b += 2
    d = 1 / guarded(numerator * d + b)
    c = guarded(b + numerator / c)
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}

function guarded(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}
