import type { Row } from '../result/row.ts'
import { quantiles } from '../statistics/descriptives.ts'
import type { Estimate } from '../survival/estimate.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated } from './case.ts'
import type { InformativeCensoringPlan } from './plan.ts'

/** The row of a milestone difference under informative censoring, without its numbers. */
export function censoringDifference(its: Case, scenario: InformativeCensoringPlan): Row {
  const { arm, control, milestone: time } = scenario
  return {
    ...blankRow(its, scenario),
    method: 'expected-value Kaplan-Meier',
    arm,
    versus: control,
    measure: 'survival-difference',
    time,
    status: isExtrapolated(its, [arm, control], time) ? 'extrapolated' : 'ok',
    assumption: scenario.assumptions[0] ?? '',
  }
}

export const median = (values: readonly number[]): number => quantiles(values, [0.5])[0] ?? 0

/** Medians over the simulations of potential follow-up. */
export function overSimulations(
  estimates: readonly Estimate[],
): Pick<Row, 'estimate' | 'lower' | 'upper' | 'level' | 'standardError'> {
  const columns = estimates.map(estimateColumns)
  const middle = (key: 'estimate' | 'lower' | 'upper' | 'standardError'): number | null => {
    const known = columns.flatMap((it) => it[key] ?? [])
    return known.length === columns.length && known.length > 0 ? median(known) : null
  }
  return {
    estimate: middle('estimate'),
    lower: middle('lower'),
    upper: middle('upper'),
    level: columns[0]?.level ?? null,
    standardError: middle('standardError'),
  }
}
