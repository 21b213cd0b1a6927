import type { ArmEvidence } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'

/**
 * Whether the number at risk at time 0 prints an arm's number of patients a second time. Then hardly both are misprinted, and where the other figures ask for another number it is the model that does not
 * know the trial: with many who leave early in one arm alone, say.
 */
export function isPrintedAgain({ patients, atRisk }: ArmEvidence): boolean {
  const n = printedNumber(patients)?.value
  return n !== undefined && atRisk.some(({ time, count }) => time === 0 && printedNumber(count)?.value === n)
}
