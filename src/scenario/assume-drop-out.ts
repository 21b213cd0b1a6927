import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import { censoringReason, type Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'
import { replaceFollowUp } from './replace-follow-up.ts'
import { conditionalFollowUp } from './potential-follow-up.ts'
import type { Reading } from './survival-function.ts'

export interface DropOutAssumption {
  /** Share of the arm's censorings up to `before` that were not administrative, on [0, 1]. */
  readonly share: number
  /** Months; default: all censorings. */
  readonly before?: number
  /** Law of the potential follow-up to the cut-off: probability of not having been cut off yet. */
  readonly administrative: Curve
  /** How that law is read between its points; default lines. */
  readonly reading?: Reading
}

/**
 * Patients of an arm of whom an assumed share of the censorings was drop-out: pseudo-IPD carry no censoring reasons, so who dropped
 * out and how long they could have been followed is simulated, and must be reported so.
 *
 * The chosen ones are spread evenly over time and nested: a larger share keeps all of a smaller one (order by bit reversal). The
 * administrative time of each is drawn from the law given that it lies after the censoring; it depends on the patient, not on
 * the share. Other patients of the arm become administratively censored; other arms stay as they are.
 */
export function assumeDropOut(
  patients: Patients,
  arm: number,
  assumption: DropOutAssumption,
  random: RandomNumbers,
): Patients {
  const { share, before = Infinity, administrative: law, reading = 'lines' } = assumption
  if (!(share >= 0 && share <= 1)) throw new RangeError(`assumeDropOut: a share on [0, 1] is required, got ${share}`)
  const reason = (patients.reason ?? new Uint8Array(patients.time.length)).slice()
  const administrative = (patients.administrative ?? new Float64Array(patients.time.length).fill(NaN)).slice()
  const censored = armRows(patients, arm).filter((row) => patients.event[row] === 0)
  const candidates = censored.filter((row) => patients.time[row]! <= before)
  const rank = evenlySpreadRanks(candidates.length)
  const chosen = Math.round(share * candidates.length)
  for (const row of censored) {
    reason[row] = censoringReason.administrative
    administrative[row] = patients.time[row]!
  }
  candidates.forEach((row, i) => {
    const potential = conditionalFollowUp(law, reading, patients.time[row]!, random.uniform())
    if (rank[i]! >= chosen) return
    reason[row] = censoringReason.other
    administrative[row] = potential
  })
  return replaceFollowUp(patients, { time: patients.time, event: patients.event, reason, administrative })
}

/** Ranks of 0..n-1 such that the lowest k ranks are spread over the whole line, for every k. */
function evenlySpreadRanks(n: number): Int32Array {
  const keys = Float64Array.from({ length: n }, (_, i) => {
    let reversed = 0
    let half = 0.5
    for (let bits = i; bits > 0; bits = Math.floor(bits / 2), half /= 2) reversed += (bits % 2) * half
    return reversed
  })
  // keys[i] is where the i-th chosen stands on the line; the order of the keys is the order in time.
  const inTime = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!)
  return inTime
}
