import { betaLogTail } from './beta-distribution.ts'
import { normalLogDistribution } from './normal-distribution.ts'

/** P(T <= t) of Student's t distribution (R `pt`, 1e-12, from 1 degree of freedom on). Infinite degrees of freedom give the normal distribution. */
export function studentDistribution(t: number, degreesOfFreedom: number): number {
  return Math.exp(studentLogDistribution(t, degreesOfFreedom))
}

/** P(T > t), accurate far into the tail (R `pt(lower.tail = FALSE)`, 1e-12). */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  return studentDistribution(-t, degreesOfFreedom)
}

/** log P(T <= t) (R `pt(log.p = TRUE)`, 1e-12). */
export function studentLogDistribution(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError(`Student's t: degrees of freedom > 0 are required, got ${degreesOfFreedom}`) // prettier-ignore
  if (degreesOfFreedom === Infinity) return normalLogDistribution(t)
  // In this order t^2 does not overflow before its quotient underflows.
  const ratio = (Math.abs(t) / degreesOfFreedom) * Math.abs(t)
  const x = 1 / (1 + ratio)
  const y = ratio === Infinity ? 1 : ratio / (1 + ratio)
  if (t < 0) return betaLogTail(x, y, degreesOfFreedom / 2, 0.5) - Math.LN2
  return Math.log1p(-0.5 * Math.exp(betaLogTail(x, y, degreesOfFreedom / 2, 0.5)))
}

/** log P(T > t) (R `pt(lower.tail = FALSE, log.p = TRUE)`, 1e-12). */
export function studentLogUpperTail(t: number, degreesOfFreedom: number): number {
  return studentLogDistribution(-t, degreesOfFreedom)
}
