import { armAt } from '../survival/arm.ts'
import type { Patients } from '../survival/patients.ts'
import { patients as sorted } from '../survival/patients.ts'
import { reverseKaplanMeier } from '../survival/reverse-kaplan-meier.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'

/**
 * Median follow-up (reverse Kaplan-Meier) between all places that the censorings of each arm can take: what is read off a curve tells how many
 * were censored between two numbers at risk, not when.
 *
 * @param knots by arm: times of its numbers at risk, ascending from 0, and the end of its curve
 * @param arm index of one arm alone; all arms together where it is left out
 */
export function followUpRange(
  patients: Patients,
  knots: readonly (readonly number[])[],
  arm?: number,
): { readonly lower: number; readonly upper: number } {
  const medianOf = (late: boolean): number => {
    const time = Float64Array.from(patients.time, (t, i) =>
      patients.event[i] === 1 ? t : moved(t, knots[patients.assigned[i]!]!, late),
    )
    const all = sorted({ arms: patients.arms, time, event: patients.event, assigned: patients.assigned })
    const median = survivalQuantile(reverseKaplanMeier(arm === undefined ? all : armAt(all, arm)), 0.5)
    return median.kind === 'value' ? median.value : Infinity
  }
  return { lower: medianOf(false), upper: medianOf(true) }
}

/** To the start or the end of its interval: whoever is counted at a time is censored then or later. */
function moved(time: number, knots: readonly number[], late: boolean): number {
  const next = knots.findIndex((it) => it > time)
  if (next < 0) return late ? time : Math.min(time, knots.at(-1) ?? time)
  return late ? knots[next]! : (knots[next - 1] ?? 0)
}
