import type { Estimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { isDropOut } from './arm-rows.ts'
import { atRandom, type CensoringModel } from './censoring-model.ts'
import { eventAtCensoring, eventFreeAfterCensoring } from './extreme-censoring.ts'
import { differenceOverDeltas, differenceUnderCensoring, type ModelPerArm } from './milestone-under-censoring.ts'
import { tippingPoint, type TippingPoint } from './tipping-point.ts'

/**
 * Whose censoring is informative as delta grows: that of arm 1 alone (its drop-outs do worse), or both in opposite directions (arm 1's hazard
 * times delta, arm 0's divided by it).
 */
export type Direction = 'arm-1' | 'opposite'

export interface CensoringTippingInput {
  /** Two arms, with `reason`, and `administrative` for those who dropped out. */
  readonly patients: Patients
  /** Milestone, months. */
  readonly time: number
  readonly direction: Direction
  /** Largest delta that is looked at; default 1000. The scan begins at 1, on a log scale. */
  readonly to?: number
  readonly points?: number
  readonly level?: number
  /** What the lower limit of the difference is to reach; default 0. */
  readonly target?: number
}

/** How an arm's patients were censored before the milestone. */
export interface CensoringCount {
  readonly arm: string
  readonly dropOuts: number
  readonly administrative: number
}

export interface CensoringTipping {
  /** The difference at any delta >= 0; what was found once is known. */
  readonly at: (delta: number) => Estimate
  /** delta at which the lower limit of the milestone difference (arm 1 - arm 0) reaches the target. */
  readonly tipping: TippingPoint
  /** The difference under censoring at random: as published. */
  readonly atRandom: Estimate
  /** The difference at the largest delta of the scan. */
  readonly atLargest: Estimate
  /**
   * The extreme beyond all deltas: every drop-out of arm 1 had the event at the censoring (and, in opposite directions, no drop-out of arm 0 before
   * the administrative time).
   */
  readonly worstCase: Estimate
  /** Whether even the worst case keeps the lower limit above the target. */
  readonly worstCaseReaches: boolean
  /** Censorings before the milestone, by arm: what delta can work on at all. */
  readonly censored: readonly CensoringCount[]
}

/**
 * How informative the drop-out must have been for the lower confidence limit of a milestone difference to reach a target.
 *
 * Delta works only on patients who dropped out before the milestone and could have been followed beyond it or part of the way; where
 * they are few, no delta is enough, and the answer is `none-in-range` with what is attainable and with the worst case.
 */
export function censoringTipping(input: CensoringTippingInput): CensoringTipping {
  const { patients, time, direction, to = 1000, points = 61, level = 0.95, target = 0 } = input
  const over = differenceOverDeltas(patients, time, level)
  const at = (delta: number): Estimate => over(direction === 'opposite' ? 1 / delta : 1, delta)
  const worst = worstPatients(patients, direction)
  const worstCase = differenceUnderCensoring(worst, [atRandom, atRandom], time, level)
  const lowest = lowerLimit(worstCase)
  return {
    at,
    tipping: tippingPoint((delta) => lowerLimit(at(delta)), { from: 1, to, points, target, spacing: 'log' }),
    atRandom: at(1),
    atLargest: at(to),
    worstCase,
    worstCaseReaches: lowest !== null && lowest <= target,
    censored: patients.arms.map((_, arm) => censoringCount(patients, arm, time)),
  }
}

/** The models of both arms (reference first) at one delta. */
export function modelsFor(direction: Direction, delta: number): ModelPerArm {
  const suspected: CensoringModel = { kind: 'delta', delta }
  return [direction === 'opposite' ? { kind: 'delta', delta: 1 / delta } : atRandom, suspected]
}

/** Censorings of an arm before a time, by reason. */
export function censoringCount(patients: Patients, arm: number, before: number): CensoringCount {
  let dropOuts = 0
  let administrative = 0
  for (let row = 0; row < patients.time.length; row++) {
    if (patients.assigned[row] !== arm || patients.event[row] === 1 || patients.time[row]! >= before) continue
    if (isDropOut(patients, row)) dropOuts++
    else administrative++
  }
  return { arm: patients.arms[arm]!, dropOuts, administrative }
}

export function lowerLimit(estimate: Estimate): number | null {
  return estimate.kind === 'not-estimable' ? null : estimate.lower
}

function worstPatients(patients: Patients, direction: Direction): Patients {
  const failed = eventAtCensoring(patients, 1)
  return direction === 'opposite' ? eventFreeAfterCensoring(failed, 0) : failed
}
