import { normalLogDensity, normalLogDistribution } from './normal-distribution.ts'

type Coefficients = readonly [number, number, number, number, number, number, number, number]

// Wichura's coefficients (AS 241, PPND16), lowest power first.
const CENTRE_TOP: Coefficients = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
]
const CENTRE_BOTTOM: Coefficients = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
]
const MIDDLE_TOP: Coefficients = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
]
const MIDDLE_BOTTOM: Coefficients = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
]
const FAR_TOP: Coefficients = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
const FAR_BOTTOM: Coefficients = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
]

/**
 * The x with P(Z <= x) = p for the standard normal distribution ([Wichura1988] AS 241; R `qnorm`, 1e-12).
 * p = 0 and 1 give -Infinity and Infinity; p outside [0, 1] throws a RangeError.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile: p must lie in [0, 1], got ${p}`)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r)
  }
  const r = q < 0 ? p : 1 - p
  if (r === 0) return q < 0 ? -Infinity : Infinity
  const x = lowerTail(Math.log(r))
  return q < 0 ? x : -x
}

/** The x with P(Z > x) = p, accurate for p down to the smallest double. */
export function normalUpperQuantile(p: number): number {
  return -normalQuantile(p)
}

/** The x with log P(Z <= x) = logP, for logP <= 0 (R `qnorm(log.p = TRUE)`, 1e-12). */
export function normalQuantileOfLog(logP: number): number {
  if (!(logP <= 0)) throw new RangeError(`normalQuantileOfLog: the log-probability must be <= 0, got ${logP}`)
  if (logP > -0.6931471805599453) return -normalQuantile(-Math.expm1(logP))
  if (logP > -700) return normalQuantile(Math.exp(logP))
  if (logP === -Infinity) return -Infinity
  return newtonOnLog(logP)
}

/** AS 241 ends near exp(-730); below, start from the asymptote and let Newton double the digits each step. */
function newtonOnLog(logP: number): number {
  let x = -Math.sqrt(-2 * logP - Math.log(-4 * Math.PI * logP))
  for (let step = 0; step < 4; step++) {
    const logTail = normalLogDistribution(x)
    x -= (logTail - logP) * Math.exp(logTail - normalLogDensity(x))
  }
  return x
}

function lowerTail(logP: number): number {
  const r = Math.sqrt(-logP)
  if (r <= 5) return -polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
  return -polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5)
}

/** Of degree 7, written out: most of the time that a normal number takes is spent here. */
function polynomial(c: Coefficients, x: number): number {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0]
}
