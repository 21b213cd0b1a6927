import { expm1Ratio } from './gompertz.ts'

const HALF_LOG_2PI = 0.918938533204672741780329736406
/** Terms of Stirling's series for log Gamma: B(2k) / (2k (2k - 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/** log f(w; q) with its derivatives by w, w w, q, w q, q q. */
export type ShapedDensity = readonly [value: number, w: number, ww: number, q: number, wq: number, qq: number]

/**
 * log density of the standard generalised gamma distribution in Prentice's parametrisation, with k = 1 / q^2,
 *
 *   log f(w) = log|q| + k log k - log Gamma(k) + k (q w - e^(q w)) = -log(2 pi)/2 - m(k) - w^2 phi(q w),
 *
 * m the remainder of Stirling's formula, phi(x) = (e^x - 1 - x) / x^2: the second form is smooth through q = 0, the normal.
 */
export function shapedDensity(shape: number): (w: number) => ShapedDensity {
  const [m0, m1, m2] = stirlingRemainder(shape)
  return (w) => {
    const x = shape * w
    const [first0, first1] = expm1Ratio(x)
    const [phi0, phi1, phi2] = secondRatio(x)
    const square = w * w
    return [
      -HALF_LOG_2PI - m0 - square * phi0,
      -w * first0,
      -Math.exp(x),
      -m1 - square * w * phi1,
      -square * first1,
      -m2 - square * square * phi2,
    ]
  }
}

/** (e^x - 1 - x) / x^2 with its first and second derivative. */
function secondRatio(x: number): [number, number, number] {
  if (Math.abs(x) > 1) {
    const [f0, f1, f2] = expm1Ratio(x)
    const g0 = (f0 - 1) / x
    const g1 = (f1 - g0) / x
    return [g0, g1, (f2 - 2 * g1) / x]
  }
  let g0 = 0
  let g1 = 0
  let g2 = 0
  // Horner on sum x^k / (k + 2)!, from the far end.
  for (let k = 20; k >= 0; k--) {
    g2 = g2 * x + 2 * g1
    g1 = g1 * x + g0
    g0 = g0 * x + INVERSE_FACTORIAL[k + 2]!
  }
  return [g0, g1, g2]
}

const INVERSE_FACTORIAL = Array.from({ length: 23 }, (_, n) => {
  let product = 1
  for (let k = 2; k <= n; k++) product /= k
  return product
})

/** m(1 / q^2) = log Gamma(k) - (k - 1/2) log k + k - log(2 pi)/2, with its first and second derivative by q. */
function stirlingRemainder(q: number): [number, number, number] {
  const square = q * q
  if (square <= 0.1) {
    const [s0, s1, s2] = stirlingSeries(square)
    return [s0, 2 * q * s1, 2 * s1 + 4 * square * s2]
  }
  let k = 1 / square
  let [m0, m1, m2] = [0, 0, 0]
  // m(k) = m(k + 1) + (k + 1/2) log(1 + 1/k) - 1.
  for (; k < 10; k++) {
    const log = Math.log1p(1 / k)
    const product = k * (k + 1)
    m0 += (k + 0.5) * log - 1
    m1 += log - (k + 0.5) / product
    m2 += 0.5 / (product * product)
  }
  const u = 1 / k
  const [s0, s1, s2] = stirlingSeries(u)
  m0 += s0
  m1 -= u * u * s1
  m2 += 2 * u * u * u * s1 + u * u * u * u * s2
  const by = -2 / (square * q)
  return [m0, by * m1, by * by * m2 + (6 / (square * square)) * m1]
}

/** Stirling's series in u = 1 / k, with its first and second derivative by u. */
function stirlingSeries(u: number): [number, number, number] {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  const v = u * u
  for (let j = STIRLING.length - 1; j >= 0; j--) {
    s2 = s2 * v + STIRLING[j]! * (2 * j + 1) * (2 * j)
    s1 = s1 * v + STIRLING[j]! * (2 * j + 1)
    s0 = s0 * v + STIRLING[j]!
  }
  // The term j = 0 of the second derivative is 0; the others are one power of u short.
  return [s0 * u, s1, u === 0 ? 0 : s2 / u]
}
