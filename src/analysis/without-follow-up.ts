import type { Row } from '../result/row.ts'
import { blankRow, type Case, type ScenarioResult } from './case.ts'
import type { DropOutAssumedPlan, DropOutOfBothArmsPlan, InformativeCensoringPlan } from './plan.ts'

/** The refusal of a scenario about drop-out where the paper does not print potential follow-up. */
export function withoutFollowUp(
  its: Case,
  scenario: InformativeCensoringPlan | DropOutOfBothArmsPlan | DropOutAssumedPlan,
  measure: string,
  time: number | null = null,
): ScenarioResult {
  const reason =
    'Refused: the paper does not print potential follow-up (its range and median), so that drop-out and the cut-off cannot be told apart.'
  const { arm, control: versus } = scenario
  const row: Row = { ...blankRow(its, scenario), arm, versus, measure, time, status: 'refused', assumption: reason }
  return { rows: [row], curves: [], finding: reason }
}
