import type { Patients } from '../survival/patients.ts'
import { assumedInWords } from './assumed-follow-up.ts'
import type { Case, ScenarioResult } from './case.ts'
import { deltaRows } from './delta-rows.ts'
import { frontierRows } from './frontier-rows.ts'
import type { InformativeCensoringPlan } from './plan.ts'
import { suspectedArms } from './suspected-arms.ts'
import { withoutFollowUp } from './without-follow-up.ts'

/** So many draws of the reconstruction, each with a set of its own: their spread. A frontier is a sweep of sweeps. */
const mostDraws = 60
const mostFrontierDraws = 12

/** How informative drop-out must have been for the lower limit of a milestone difference to reach the target. */
export function censoringRows(
  its: Case,
  scenario: InformativeCensoringPlan,
  draws: readonly Patients[],
): ScenarioResult {
  const suspected = suspectedArms(its, scenario, its.reconstruction.patients)
  if (suspected === null) return withoutFollowUp(its, scenario, 'survival-difference', scenario.milestone)
  const most = scenario['drop-out'].from === 'a sweep of shares' ? mostFrontierDraws : mostDraws
  const drawn = draws.slice(0, most).flatMap((it) => suspectedArms(its, scenario, it) ?? [])
  const found =
    scenario['drop-out'].from === 'a sweep of shares'
      ? frontierRows(its, scenario, suspected, drawn)
      : deltaRows(its, scenario, suspected, drawn)
  const assumed = assumedInWords(scenario['potential follow-up'], suspected.patients)
  return { ...found, finding: `${found.finding} ${assumed}`.trim() }
}
