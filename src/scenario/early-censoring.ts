import type { Patients } from '../survival/patients.ts'

export interface EarlyCensoring {
  /** Months. */
  readonly time: number
  /** Censored before or at this time, and patients, arm 0 and arm 1. */
  readonly censored: readonly [number, number]
  readonly patients: readonly [number, number]
  /** Fisher's exact test, two-sided. */
  readonly pValue: number
}

/**
 * Are patients of one arm censored early more often than those of the other? A table at each time with Fisher's exact test. Shows an
 * imbalance that the median follow-up hides; identifies nothing. Agrees with R `fisher.test` to 1e-10.
 */
export function earlyCensoring(patients: Patients, times: readonly number[]): readonly EarlyCensoring[] {
  if (patients.arms.length !== 2)
    throw new RangeError(`earlyCensoring: exactly two arms are required, got [${patients.arms.join(', ')}]`)
  const sizes: [number, number] = [0, 0]
  for (const arm of patients.assigned) sizes[arm === 0 ? 0 : 1]++
  return times.map((time) => {
    const censored: [number, number] = [0, 0]
    patients.time.forEach((at, row) => {
      if (patients.event[row] === 0 && at <= time) censored[patients.assigned[row] === 0 ? 0 : 1]++
    })
    return { time, censored, patients: sizes, pValue: fisherExact(censored[1], sizes[1], censored[0], sizes[0]) }
  })
}

/** Two-sided p of a of n against b of m: all tables at most as likely as the one seen (with R's relative slack of 1e-7). */
export function fisherExact(a: number, n: number, b: number, m: number): number {
  const marked = a + b
  const logFactorial = new Float64Array(n + m + 1)
  for (let i = 1; i < logFactorial.length; i++) logFactorial[i] = logFactorial[i - 1]! + Math.log(i)
  const logChoose = (total: number, chosen: number): number =>
    logFactorial[total]! - logFactorial[chosen]! - logFactorial[total - chosen]!
  const probability = (x: number): number =>
    Math.exp(logChoose(n, x) + logChoose(m, marked - x) - logChoose(n + m, marked))
  const seen = probability(a) * (1 + 1e-7)
  let sum = 0
  for (let x = Math.max(0, marked - m); x <= Math.min(n, marked); x++) {
    const here = probability(x)
    if (here <= seen) sum += here
  }
  return Math.min(1, sum)
}
