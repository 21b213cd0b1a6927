import type { ArmEvidence } from '../evidence/evidence.ts'
import { intervalType } from './interval-type.ts'
import { levelQuantile, printedNumber } from './printed-number.ts'
import { curveValue } from './target.ts'

/**
 * Ids of the landmarks' limits that lie nearer to their estimate than any patients could bring them. Of n patients with survival S at a
 * time, Greenwood's sum for log S is least without censoring before that time: (1 / S - 1) / n, since at every event at most n times
 * the survival before it are at risk. [Greenwood1926]
 */
export function tooNarrow(arm: ArmEvidence): string[] {
  const n = printedNumber(arm.patients)?.value ?? 0
  const type = intervalType(arm.landmarks)
  const found: string[] = []
  for (const { estimate, interval } of arm.landmarks) {
    const survival = printedNumber(estimate)
    if (survival === null || interval === null || n < 1) continue
    const z = levelQuantile(interval.level)
    const nearest = (s: number, side: number): number => curveValue({ z: side, type }, s, (1 / s - 1) / n)
    const [lower, upper] = [printedNumber(interval.lower), printedNumber(interval.upper)]
    if (lower !== null && survival.upper < 1 && nearest(survival.upper, z) < lower.lower) found.push(interval.lower.id)
    if (upper !== null && survival.lower > 0 && nearest(survival.lower, -z) > upper.upper) found.push(interval.upper.id)
  }
  return found
}
