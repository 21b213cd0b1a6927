import type { CoxTerms } from './cox-likelihood.ts'

/**
 * The patients of one arm under every value of a parameter, for every draw: times ascending within a version, events before
 * censorings, [draw][version][patient] one after the other.
 */
export interface ArmVersions {
  readonly draws: number
  readonly versions: number
  /** Patients of the arm. */
  readonly size: number
  readonly time: Float64Array
  readonly event: Uint8Array
}

let odds = new Float64Array(4096)

/**
 * `coxSweep` with Efron's ties for two arms that are each sorted, merged on the way from their last times backwards. The odds
 * lie in memory that the next call writes over.
 */
export function coxArmsSweep(
  reference: ArmVersions,
  from0: number,
  other: ArmVersions,
  from1: number,
): Omit<CoxTerms, 'offset'> {
  const { time: time0, event: event0 } = reference
  const { time: time1, event: event1 } = other
  if (reference.size + other.size > odds.length) odds = new Float64Array(reference.size + other.size)
  let i0 = from0 + reference.size - 1
  let i1 = from1 + other.size - 1
  let count = 0
  let n0 = 0
  let n1 = 0
  let events0 = 0
  let events1 = 0
  let above = 0
  let below = 0
  while (i0 >= from0 || i1 >= from1) {
    const next0 = i0 >= from0 ? time0[i0]! : -1
    const next1 = i1 >= from1 ? time1[i1]! : -1
    const t = next0 > next1 ? next0 : next1
    let d0 = 0
    let d1 = 0
    for (; i0 >= from0 && time0[i0] === t; i0--) {
      n0++
      d0 += event0[i0]!
    }
    for (; i1 >= from1 && time1[i1] === t; i1--) {
      n1++
      d1 += event1[i1]!
    }
    if (n0 === 0 || n1 === 0) continue
    const d = d0 + d1
    const n = n0 + n1
    const inverse = 1 / (n * n1)
    odds[count] = n0 * n * inverse
    above += n0 * n1 * inverse * d1
    below += n1 * n1 * inverse * d0
    events0 += d0
    events1 += d1
    if (d < 2) count += d
    else {
      count++
      for (let r = 1; r < d; r++) odds[count++] = (n0 - (r / d) * d0) / (n1 - (r / d) * d1)
    }
  }
  return { odds: odds.subarray(0, count), weight: null, events0, events1, start: Math.log(above / below) }
}
