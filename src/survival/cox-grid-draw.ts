import { type ArmVersions, coxArmsSweep } from './cox-arms-sweep.ts'
import { coxMaximum } from './cox-maximum.ts'

/** By [draw][version of the reference arm][version of the other arm]. */
export interface CoxGridResult {
  /** -Infinity or Infinity where the likelihood is monotone, NaN where no event has both arms at risk. */
  readonly logHazardRatio: Float64Array
  /** NaN where the log hazard ratio is not finite. */
  readonly standardError: Float64Array
}

/** The cells of one draw: each merges two arms that are sorted already, and solves. Efron's ties; exact ties only. */
export function coxGridDraw(reference: ArmVersions, other: ArmVersions, draw: number, result: CoxGridResult): void {
  const { logHazardRatio, standardError } = result
  let cell = draw * reference.versions * other.versions
  for (let i = 0; i < reference.versions; i++) {
    const from0 = (draw * reference.versions + i) * reference.size
    for (let j = 0; j < other.versions; j++, cell++) {
      const from1 = (draw * other.versions + j) * other.size
      const terms = coxArmsSweep(reference, from0, other, from1)
      const { events0, events1 } = terms
      if (events0 > 0 && events1 > 0) {
        const { beta, information } = coxMaximum(terms)
        logHazardRatio[cell] = beta
        standardError[cell] = 1 / Math.sqrt(information)
      } else {
        logHazardRatio[cell] = events0 > 0 ? -Infinity : events1 > 0 ? Infinity : NaN
        standardError[cell] = NaN
      }
    }
  }
}
