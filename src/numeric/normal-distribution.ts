const LOG_SQRT_2PI = 0.918938533204672741780329736406
const INV_SQRT_2PI = 0.398942280401432677939946059934

// Rational Chebyshev approximations of Cody (1969), highest power first.
const CENTRE_TOP = [
  0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249,
]
const CENTRE_BOTTOM = [1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956]
const MIDDLE_TOP = [
  1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
  2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218,
]
const MIDDLE_BOTTOM = [
  1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
  34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
]
const FAR_TOP = [
  0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466,
  2.9112874951168792e-5,
]
const FAR_BOTTOM = [
  1, 1.28426009614491121, 0.468238212480865118, 0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5,
]

/** P(Z <= x) of the standard normal distribution, relative error below 1e-15 in both tails ([Cody1969]; R `pnorm`, 1e-12). */
export function normalDistribution(x: number): number {
  return x <= 0 ? tail(-x) : 1 - tail(x)
}

/** P(Z > x) of the standard normal distribution, accurate far into the upper tail (R `pnorm(lower.tail = FALSE)`, 1e-12). */
export function normalUpperTail(x: number): number {
  return normalDistribution(-x)
}

/** log P(Z <= x), finite where the probability itself underflows (R `pnorm(log.p = TRUE)`, 1e-12). */
export function normalLogDistribution(x: number): number {
  if (x > 0) return Math.log1p(0 - tail(x))
  const y = -x
  if (y <= 0.66291) return Math.log(tail(y))
  if (y > 1e150) return -Infinity
  return -0.5 * y * y + Math.log(scaledTail(y))
}

/** log P(Z > x) (R `pnorm(lower.tail = FALSE, log.p = TRUE)`, 1e-12). */
export function normalLogUpperTail(x: number): number {
  return normalLogDistribution(-x)
}

/** Density of the standard normal distribution, exp(-x^2/2) / sqrt(2 pi) (R `dnorm`, 1e-14). */
export function normalDensity(x: number): number {
  return INV_SQRT_2PI * gaussian(Math.abs(x))
}

/** log of the standard normal density. */
export function normalLogDensity(x: number): number {
  return -0.5 * x * x - LOG_SQRT_2PI
}

/** P(Z > y) for y >= 0. */
function tail(y: number): number {
  if (y <= 0.66291) {
    const square = y * y
    return 0.5 - (y * polynomial(CENTRE_TOP, square)) / polynomial(CENTRE_BOTTOM, square)
  }
  // exp(-39^2 / 2) is below the smallest double.
  if (y > 39) return 0
  return gaussian(y) * scaledTail(y)
}

/** P(Z > y) exp(y^2 / 2) for y > 0.66291. */
function scaledTail(y: number): number {
  if (y <= 5.656854249492381) return polynomial(MIDDLE_TOP, y) / polynomial(MIDDLE_BOTTOM, y)
  const inverse = 1 / (y * y)
  return (INV_SQRT_2PI - (inverse * polynomial(FAR_TOP, inverse)) / polynomial(FAR_BOTTOM, inverse)) / y
}

/** exp(-y^2 / 2) in two factors, the first with an exact square: the rounding error of y^2 would be multiplied by y^2 / 2. */
function gaussian(y: number): number {
  const head = Math.floor(y * 16) / 16
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (y - head) * (y + head))
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (const coefficient of coefficients) sum = sum * x + coefficient
  return sum
}
