import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Patients } from '../survival/patients.ts'
import { assumeDropOut, type DropOutAssumption } from './assume-drop-out.ts'
import { censoringTipping, type CensoringTipping, type CensoringTippingInput } from './censoring-tipping.ts'
import { scanValues } from './tipping-point.ts'

export interface CensoringFrontierInput extends Omit<CensoringTippingInput, 'patients'> {
  readonly patients: Patients
  /** Law of the potential follow-up and, by default, censorings up to the milestone; the share is what is scanned. */
  readonly assumption: Omit<DropOutAssumption, 'share'>
  /** Number of shares from 0 to 1, both included; default 21. */
  readonly shares?: number
  /** Fresh random numbers of one draw, the same on each call, so that all shares see the same administrative times. */
  readonly random: () => RandomNumbers
}

export interface CensoringFrontierPoint {
  readonly share: number
  readonly result: CensoringTipping
}

export interface CensoringFrontier {
  readonly points: readonly CensoringFrontierPoint[]
  /** Smallest share scanned at which some delta brings the lower limit to the target; null where none does. */
  readonly smallestShare: number | null
  readonly kind: 'found' | 'none-in-range'
  /** What share and delta together can bring about; null where nothing is estimable. */
  readonly attainable: { readonly lower: number; readonly upper: number } | null
}

/**
 * Tipping frontier of drop-out in two parameters: which share of the censorings before the milestone was not administrative, and how
 * informative (delta) it then had to be for the lower limit of the milestone difference to reach a target.
 *
 * For trials that do not report why patients were censored. Arm 1 gets the share; in opposite directions both arms do. A share that leaves
 * fewer administrative censorings than recruitment and cut-off imply contradicts the paper: the counts are given for this check.
 */
export function censoringFrontier(input: CensoringFrontierInput): CensoringFrontier {
  const { shares = 21 } = input
  const points = scanValues({ from: 0, to: 1, points: shares }).map((share) => ({
    share,
    result: censoringTipping({ ...input, patients: withShare(input, share) }),
  }))
  const ranges = points.flatMap(({ result: { tipping: it } }) => (it.kind === 'not-estimable' ? [] : [it.attainable]))
  const first = points.find(({ result: { tipping: it } }) => it.kind === 'found' || it.kind === 'multiple-roots')
  return {
    points,
    smallestShare: first?.share ?? null,
    kind: first === undefined ? 'none-in-range' : 'found',
    attainable:
      ranges.length === 0
        ? null
        : { lower: Math.min(...ranges.map((it) => it.lower)), upper: Math.max(...ranges.map((it) => it.upper)) },
  }
}

function withShare({ patients, assumption, time, direction, random }: CensoringFrontierInput, share: number): Patients {
  const numbers = random()
  const given: DropOutAssumption = { before: time, ...assumption, share }
  const arm1 = assumeDropOut(patients, 1, given, numbers)
  return assumeDropOut(arm1, 0, direction === 'opposite' ? given : { ...given, share: 0 }, numbers)
}
