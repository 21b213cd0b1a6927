import { betaLogTail, betaLogTerm } from './beta-distribution.ts'

/** P(X = k) of n trials with probability p (R `dbinom`, 1e-12). */
export function binomialProbability(k: number, n: number, p: number): number {
  return Math.exp(binomialLogProbability(k, n, p))
}

/** log P(X = k) (R `dbinom(log = TRUE)`, 1e-12). */
export function binomialLogProbability(k: number, n: number, p: number): number {
  check(n, p)
  if (!Number.isInteger(k) || k < 0 || k > n) return -Infinity
  if (p === 0 || p === 1) return k === n * p ? 0 : -Infinity
  if (k === 0) return n * Math.log1p(-p)
  if (k === n) return n * Math.log(p)
  return betaLogTerm(p, 1 - p, k, n - k) + Math.log(n / k / (n - k))
}

/** P(X <= k) (R `pbinom`, 1e-12). */
export function binomialDistribution(k: number, n: number, p: number): number {
  return Math.exp(binomialLogDistribution(k, n, p))
}

/** P(X > k), accurate far into the tail (R `pbinom(lower.tail = FALSE)`, 1e-12). */
export function binomialUpperTail(k: number, n: number, p: number): number {
  return Math.exp(binomialLogUpperTail(k, n, p))
}

/** log P(X <= k) (R `pbinom(log.p = TRUE)`, 1e-12). */
export function binomialLogDistribution(k: number, n: number, p: number): number {
  check(n, p)
  const whole = Math.floor(k)
  if (whole < 0) return -Infinity
  if (whole >= n) return 0
  return betaLogTail(1 - p, p, n - whole, whole + 1)
}

/** log P(X > k) (R `pbinom(lower.tail = FALSE, log.p = TRUE)`, 1e-12). */
export function binomialLogUpperTail(k: number, n: number, p: number): number {
  check(n, p)
  const whole = Math.floor(k)
  if (whole < 0) return 0
  if (whole >= n) return -Infinity
  return betaLogTail(p, 1 - p, whole + 1, n - whole)
}

function check(n: number, p: number): void {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1))
    throw new RangeError(`binomial: a whole number of trials and a probability are required, got ${n} and ${p}`)
}
